"""What a household does, in a real browser, on the service as it is started: `lanterne up`."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from lanterne.cli.rehearsal import PASSWORD
from tests import cast
from tests.journeys.house import NEEDS_CHROMIUM, Device
from tests.journeys.staging import LAPSED

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]

REFUSED = ("status of 401", "status of 403", "status of 404")
ASK = """async ([path, body]) => {
  const page = document.getElementById("watch-page");
  const token = page ? JSON.parse(page.textContent).csrf : document.cookie.match(/csrftoken=([^;]+)/)?.[1];
  const headers = {"Content-Type": "application/json", "X-CSRFToken": token ?? ""};
  const how = body ? {method: "POST", headers, body: JSON.stringify(body)} : {};
  const answer = await fetch(path, how);
  return [answer.status, await answer.json()];
}"""


@pytest.fixture
def guest(house) -> str:
    return house.next_guest()


@pytest.fixture
def sofa(devices, guest) -> Device:
    device = devices()
    device.sign_in(guest, PASSWORD, "Robin")
    return device


def watch(device: Device, slug: str = "le-voyage", **wish: str) -> None:
    device.go(f"/watch/{slug}/?" + "&".join(f"{name}={word}" for name, word in wish.items()))


def stage(device: Device):
    return device.page.locator("#stage")


def plays(device: Device) -> None:
    expect(stage(device)).to_have_attribute("data-state", "playing", timeout=30_000)
    expect(device.page.locator("[data-position]")).to_have_text(
        re.compile("0:0[1-9]"), timeout=20_000
    )


def of_film(device: Device, name: str):
    return device.page.evaluate(f"() => document.querySelector('video').{name}")


def frames(device: Device) -> int:
    return of_film(device, "getVideoPlaybackQuality().totalVideoFrames")


def picture(device: Device) -> Image.Image:
    """The middle of the film as it is on the screen, between the controls."""
    shot = Image.open(io.BytesIO(device.page.screenshot())).convert("RGB")
    return shot.crop((0, shot.height // 4, shot.width, shot.height * 2 // 3))


def says_no(device: Device, reason: str, sentence: str) -> None:
    expect(stage(device)).to_have_attribute("data-state", "refused", timeout=30_000)
    expect(stage(device)).to_have_attribute("data-reason", reason)
    expect(device.page.locator("[data-sentence]")).to_have_text(sentence)


def title_id(device: Device) -> int:
    return json.loads(device.page.locator("#watch-page").text_content())["title"]["id"]


def ask(device: Device, path: str, body: dict | None = None):
    return device.page.evaluate(ASK, [path, body])


@pytest.mark.parametrize("codec", ["h264", "av1"])
@pytest.mark.parametrize("form", ["dash", "hls"])
def test_a_protected_film_is_seen_and_heard(sofa, form, codec):
    licences = []
    sofa.page.on("response", lambda one: "/licence" in one.url and licences.append(one.status))
    watch(sofa, format=form, codec=codec)
    plays(sofa)
    # The keys come with the viewing, whatever its form: nobody waits for a licence.
    assert licences == []
    assert of_film(sofa, "mediaKeys !== null")
    expect(stage(sofa)).to_have_attribute("data-format", form)
    expect(stage(sofa)).to_have_attribute("data-codec", codec)
    seen, heard, before = frames(sofa), of_film(sofa, "webkitAudioDecodedByteCount"), picture(sofa)
    expect(sofa.page.locator("[data-position]")).to_have_text(
        re.compile("0:0[3-9]"), timeout=20_000
    )
    assert frames(sofa) > seen > 0
    assert of_film(sofa, "webkitAudioDecodedByteCount") > heard > 0
    after = picture(sofa)
    assert len(after.getcolors(2**24)) > 50, "the screen shows a film, not one colour"
    assert ImageChops.difference(before, after).getbbox(), "the picture moves"


def test_the_way_from_the_front_door_to_the_film(devices, guest):
    device = devices()
    device.sign_in(guest, PASSWORD)
    expect(device.page).to_have_url(re.compile("/profiles/"))
    device.page.locator("button.lanterns__one", has_text="Robin").click()
    expect(device.page).to_have_url(device.address + "/")
    device.page.get_by_role("link", name="Le Voyage").first.click()
    expect(device.page).to_have_url(re.compile("/title/le-voyage/"))
    expect(device.page.get_by_role("heading", name="Le Voyage")).to_be_visible()
    device.page.locator("a[href^='/watch/le-voyage/']").first.click()
    plays(device)


def test_a_quality_chosen_in_the_sheet_comes_on_the_screen(sofa):
    watch(sofa, codec="h264")
    plays(sofa)
    sofa.page.keyboard.press("0")
    sofa.page.mouse.move(640, 300)
    sofa.page.locator("[data-sheet-opener]").click()
    sofa.page.locator('[data-option="quality:288-h264"]').click()
    expect(stage(sofa)).to_have_attribute("data-quality", "288", timeout=15_000)
    sofa.page.wait_for_function("document.querySelector('video').videoHeight === 288")
    sofa.page.locator('[data-option="quality:360-h264"]').click()
    expect(stage(sofa)).to_have_attribute("data-quality", "360", timeout=15_000)
    sofa.page.wait_for_function("document.querySelector('video').videoHeight === 360")


def test_a_film_goes_on_where_it_stopped(sofa):
    watch(sofa)
    plays(sofa)
    expect(sofa.page.locator("[data-position]")).to_have_text(
        re.compile("0:0[3-8]"), timeout=20_000
    )
    with sofa.page.expect_response(re.compile("/beats$")) as beat:
        sofa.page.keyboard.press("k")
    assert beat.value.status == 200
    stopped = of_film(sofa, "currentTime")
    sofa.page.reload()
    expect(stage(sofa)).to_have_attribute("data-state", "playing", timeout=30_000)
    assert of_film(sofa, "currentTime") >= stopped > 2
    sofa.go("/")
    expect(sofa.page.get_by_role("heading", name="Continue watching")).to_be_visible()


def test_the_third_stream_of_a_two_stream_plan_is_refused_and_says_why(devices, guest):
    first, second, third = devices(), devices(), devices(expected=REFUSED)
    for device in (first, second, third):
        device.sign_in(guest, PASSWORD, "Robin")
    for device in (first, second):
        watch(device)
        plays(device)
    watch(third)
    says_no(
        third,
        "too_many_streams",
        "Your plan's limit of simultaneous screens is reached (2)."
        " Stop watching on another device, then try again.",
    )
    second.go("/")
    third.page.reload()
    plays(third)


def test_a_country_without_a_window_is_refused_and_says_why(devices):
    abroad = devices(expected=REFUSED)
    abroad.sign_in("sam@lanterne.example", PASSWORD, "Sam")
    watch(abroad)
    says_no(
        abroad,
        "not_here",
        "We do not have the right to show this title in your country (United States).",
    )
    abroad.go("/")
    expect(abroad.page.get_by_text("Le Voyage")).to_have_count(0)


def test_a_child_does_not_find_a_film_above_its_ceiling(devices, guest, sofa):
    watch(sofa)
    forbidden = title_id(sofa)
    child = devices(expected=REFUSED)
    child.sign_in(guest, PASSWORD, "Zoé")
    expect(child.page.get_by_text("La Colline").first).to_be_visible()
    assert "Le Voyage" not in child.page.content()
    for asked, found in (("voyage", 0), ("colline", 1)):
        child.go(f"/search/?q={asked}")
        cards = child.page.locator("[data-found] a[href^='/title/']")
        assert min(cards.count(), 1) == found
        assert "le-voyage" not in child.page.content()
    for path in ("/title/le-voyage/", "/watch/le-voyage/"):
        assert child.go(path).status == 404
    watch(child, "la-colline")
    plays(child)
    assert ask(child, "/api/v1/titles/le-voyage")[0] == 404
    assert "le-voyage" not in json.dumps(ask(child, "/api/v1/home"))
    assert "le-voyage" not in json.dumps(ask(child, "/api/v1/search?q=voyage"))
    status, told = ask(child, "/api/v1/sessions", {"title": forbidden, "device": "sofa"})
    assert (status, told["reason"]) == (403, "above_ceiling")
    assert told["sentence"] == "This title is above the age limit of this profile."


def test_a_lapsed_household_is_refused_and_says_why(devices, sofa):
    watch(sofa)
    film = title_id(sofa)
    lapsed = devices(expected=REFUSED)
    lapsed.sign_in(LAPSED, cast.PASSWORD)
    watch(lapsed)
    expect(
        lapsed.page.get_by_text("Your membership has ended because the last payment did not")
    ).to_be_visible()
    expect(lapsed.page.get_by_role("link", name="Renew").first).to_be_visible()
    assert lapsed.page.locator("video").count() == 0
    lapsed.go("/profiles/")
    lapsed.page.locator("button.lanterns__one", has_text="Paula").click()
    lapsed.page.wait_for_load_state()
    status, told = ask(lapsed, "/api/v1/sessions", {"title": film, "device": "sofa"})
    assert (status, told["reason"]) == (403, "lapsed")
    assert told["sentence"].startswith("Your subscription has ended.")


def test_a_stranger_is_led_to_the_door(devices):
    stranger = devices(expected=REFUSED)
    stranger.go("/watch/le-voyage/")
    expect(stranger.page).to_have_url(re.compile(r"/account/login/\?next="))
    assert stranger.page.evaluate("async () => (await fetch('/api/v1/home')).status") in {401, 403}
