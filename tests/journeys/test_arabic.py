"""Pages in Arabic are mirrored where direction means something, and nowhere else."""

from __future__ import annotations

import pytest

from lanterne.cli.rehearsal import PASSWORD
from tests.journeys.house import NEEDS_CHROMIUM, Device

# Where the words of each fact stand, against the edge at which the row of facts is cut.
CUT = """() => {
  const facts = document.querySelector(".hero .facts");
  const edge = facts.getBoundingClientRect().right + parseFloat(getComputedStyle(facts).marginRight);
  return [...facts.querySelectorAll("span")].filter((one) => !one.children.length).map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [one.textContent, range.getBoundingClientRect().right <= edge + 1];
  });
}"""
FOCUSED = "() => document.activeElement.getBoundingClientRect().left"

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]


@pytest.fixture
def reader(devices, house) -> Device:
    device = devices()
    device.sign_in(house.next_guest(), PASSWORD, "Robin")
    device.speak("ar")
    return device


def test_no_fact_is_cut_away(reader):
    reader.go("/title/la-colline/")
    assert reader.page.evaluate(CUT) == [["2026", True], ["4\u00a0ث", True], ["لكل الأعمار", True]]


def test_the_arrow_to_the_left_goes_to_the_title_on_the_left(reader):
    reader.go("/search/?q=co")
    reader.go("/")
    cards = reader.page.locator(".row__track").last.locator("a")
    cards.first.focus()
    before = reader.page.evaluate(FOCUSED)
    reader.page.keyboard.press("ArrowLeft")
    assert reader.page.evaluate(FOCUSED) < before


def test_the_time_line_runs_from_left_to_right_and_the_sheet_opens_above_its_button(reader):
    reader.go("/watch/la-colline/")
    reader.page.locator("#stage[data-state=playing]").wait_for()
    reader.page.keyboard.press("k")
    line = reader.page.locator("[data-timeline]").bounding_box()
    reader.page.mouse.click(line["x"] + line["width"] / 4, line["y"] + line["height"] / 2)
    at = reader.page.evaluate(
        "() => { const v = document.querySelector('video'); return v.currentTime / v.duration }"
    )
    assert at == pytest.approx(0.25, abs=0.03)
    opener = reader.page.locator("[data-sheet-opener]")
    opener.click()
    sheet, button = reader.page.locator("#sheet").bounding_box(), opener.bounding_box()
    assert sheet["x"] < button["x"] < sheet["x"] + sheet["width"]
