"""From a post house's browser to the acceptance on a phone, over a running service."""

from __future__ import annotations

import pytest

from lanterne.cli.rehearsal import EDITOR, PASSWORD
from tests.journeys import house as houses
from tests.journeys.test_accessible import AXE, LOOK
from tests.titles import a_picture

pytestmark = [pytest.mark.slow, houses.NEEDS_CHROMIUM]
PHONE = {"width": 390, "height": 844}
GERMAN = "Ich weiß nicht, was Sie meinen, aber wir müssen vor der Nacht aufbrechen, sonst ist alles verloren."
ENGLISH = "I do not know what you mean, but we must leave before the night, or else everything will be lost."


def srt(words: str) -> bytes:
    cue = "{0}\n00:00:{1:02},000 --> 00:00:{2:02},000\n{3}\n"
    return "\n".join(cue.format(n + 1, 3 * n, 3 * n + 2, words) for n in range(5)).encode()


@pytest.fixture
def staged(tmp_path):
    """The folder of the service, and the path of the link."""
    folder = tmp_path / "var"
    link = houses.run(folder, "-m", "tests.deliveries.staging").strip().splitlines()[-1]
    return folder, "/" + link.split("/", 3)[3]


def send(page, what: str, name: str, content: bytes) -> None:
    card = page.locator(".door__line", has_text=what)
    card.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def barriers(page) -> list[str]:
    page.evaluate(AXE.read_text())
    return page.evaluate(LOOK)


def test_a_post_house_delivers_and_staff_accept_on_a_phone(staged):
    folder, link = staged
    with houses.serving(folder) as address, houses.chromium() as browser:
        # The browser itself notes the answer 409 of the delivery that is refused.
        lab = houses.a_device(browser, address, expected=("409",))
        lab.go(link)
        send(lab.page, "Subtitles", "mond.srt", srt(GERMAN))
        refused = lab.page.locator("[data-refusal]:visible")
        assert refused.inner_text() == (
            "The language does not match: English was asked for, these words are in German."
        )
        send(lab.page, "Subtitles", "moon.srt", srt(ENGLISH))
        lab.page.locator(".door__state", has_text="Processed · moon.srt").wait_for()
        send(lab.page, "Poster", "moon.png", a_picture())
        lab.page.locator(".door__state", has_text="Processed · moon.png").wait_for()
        assert barriers(lab.page) == []

        phone = houses.a_device(browser, address, viewport=PHONE)
        phone.sign_in(EDITOR, PASSWORD)
        phone.go("/studio/")
        phone.page.locator("li", has_text="Poster").get_by_role("button", name="Accept").click()
        phone.page.get_by_text("It is accepted.").wait_for()
        width = phone.page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]

        lab.go(link)
        assert lab.page.locator(".door__line").count() == 1
        assert (lab.complaints, phone.complaints) == ([], [])
