"""The player in a real browser: protected streams of our own packaging, on a live server."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from lanterne.assets import queries as assets
from lanterne.audience import services as audience
from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.playback import queries as playback
from lanterne.playback.models import PlaySession
from lanterne.rights import services as rights
from lanterne.rights.rules import Window
from lanterne_media.model import Chapter, SoundCodec, SoundRole
from tests.journeys.house import CHROMIUM, NEEDS_CHROMIUM, SWITCHES
from tests.media.packaged import KEYS, SECONDS, make_clips, make_sound, make_surround

FRAMES = "() => document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"
OFFERED = """(group) => [...document.querySelectorAll(`[data-group="${group}"] [role=radio]`)].map((one) => [
  one.querySelector(".sheet__label").textContent, one.querySelector(".sheet__note").textContent,
  one.ariaChecked === "true"])"""
CHOSEN = """(note) => [...document.querySelectorAll('[data-group="audio"] [aria-checked=true]')].some(
  (one) => one.textContent.includes(note))"""

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]


@dataclass
class Player:
    """A browser at the film's page, signed in as the subscriber."""

    page: Page
    address: str
    title_id: int

    def open(self, **wish: str) -> None:
        query = "&".join(f"{name}={value}" for name, value in wish.items())
        self.page.goto(f"{self.address}/watch/le-lapin/?{query}")

    def stage(self):
        return self.page.locator("#stage")

    def plays(self) -> None:
        expect(self.stage()).to_have_attribute("data-state", "playing", timeout=20_000)
        expect(self.page.locator("[data-position]")).to_have_text("0:01", timeout=10_000)

    def offered(self, group: str) -> list[tuple[str, str, bool]]:
        """Label, note and whether it is chosen, of each choice of a group in the open sheet."""
        told = self.page.evaluate(OFFERED, group)
        return [tuple(one) for one in told]

    def of_film(self, name: str) -> float:
        return self.page.evaluate(f"() => document.querySelector('video').{name}")


@pytest.fixture(scope="session")
def streams(tmp_path_factory) -> Path:
    """Two rungs of H.264 and one of AV1, sheets, chapters; encrypted as we publish.

    French is the default and in 5.1, beside it an English dub and an audio description: in Opus, and a second time in
    E-AC-3, which Chromium does not play.
    """
    root = tmp_path_factory.mktemp("streams")
    (folder := root / "clips").mkdir()
    clips = make_clips(folder)
    chapters = (Chapter(0.0, "Le matin"), Chapter(2.0, "Le soir"))
    for number, codec in enumerate((SoundCodec.OPUS, SoundCodec.EAC3), 1):
        sounds = told_in(folder, clips, codec)
        clips.packaged(root / f"lapin/{number}", keys=KEYS, sounds=sounds, chapters=chapters)
    return root


def told_in(folder, clips, codec):
    english, french = clips.sounds
    described = replace(make_sound(folder, "fr", 880), role=SoundRole.DESCRIPTION)
    surround = make_surround(folder, "fr", codec)
    stereo = make_surround(folder, "fr", codec, channels=2)
    return (
        replace(english, role=SoundRole.DUB, mix="1"),
        replace(stereo, language="en", role=SoundRole.DUB, mix="1"),
        replace(french, mix="2"),
        replace(surround, mix="2", is_default=True),
        replace(described, mix="3"),
        replace(stereo, role=SoundRole.DESCRIPTION, mix="3"),
    )


@pytest.fixture
def film(transactional_db, streams, monkeypatch, settings) -> int:
    title_id = catalogue.create_title(
        kind="film", original_name="Le Lapin", original_language="fr", actor="system:cast"
    )
    card = assets.PublicationCard(
        id=1,
        title_id=title_id,
        revision=1,
        folder="lapin/1",
        mpd="manifest.mpd",
        hls="master.m3u8",
        duration=SECONDS,
        is_final=True,
        is_encrypted=True,
        sound_languages=("fr",),
        caption_languages=("fr",),
    )
    keys = {key.kid: key.key for key in (KEYS.video, KEYS.sound)}
    monkeypatch.setattr(assets, "publication", lambda *, title_id: card)
    monkeypatch.setattr(assets, "content_keys", lambda *, publication_id: keys)
    settings.STREAMS = streams
    return title_id


@pytest.fixture
def opened(film) -> int:
    open_in("FR", film)
    return film


def open_in(territory: str, film: int) -> None:
    now = clock.now()
    rights.grant_window(
        title_id=film,
        window=Window(territory, now - timedelta(days=1), now + timedelta(days=30)),
        actor="system:cast",
    )


@pytest.fixture
def player(film, subscriber, sign_in, live_server, settings, monkeypatch):
    """Playwright keeps an event loop in this thread, which Django takes for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    session = sign_in(subscriber).session
    session["profile_id"] = subscriber.profile_id
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key, "url": live_server.url}
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
        context.add_cookies([cookie])
        page = context.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        yield Player(page, live_server.url, film)
        browser.close()
    assert broken == []


@pytest.mark.parametrize("codec", ["h264", "av1"])
@pytest.mark.parametrize("form", ["dash", "hls"])
def test_a_protected_film_plays_in_either_form_and_codec(player, opened, form, codec):
    player.open(format=form, codec=codec)
    player.plays()
    expect(player.stage()).to_have_attribute("data-format", form)
    expect(player.stage()).to_have_attribute("data-codec", codec)
    assert player.of_film("videoWidth") in (160, 320)
    assert player.page.evaluate(FRAMES) > 0
    assert player.of_film("webkitAudioDecodedByteCount") > 0
    assert player.page.evaluate("() => document.querySelector('video').mediaKeys !== null")


@pytest.mark.parametrize("form", ["dash", "hls"])
def test_the_time_line_shows_the_picture_of_the_moment(player, opened, form):
    player.open(format=form)
    player.plays()
    player.page.keyboard.press("k")
    player.page.locator("[data-timeline]").hover()
    picture = player.page.locator("[data-moment-picture]")
    expect(picture).to_be_visible()
    expect(picture).to_have_css("background-image", re.compile(r"images/"))


@pytest.mark.parametrize("form", ["dash", "hls"])
def test_sounds_and_subtitles_say_what_they_are_for(player, opened, form):
    player.open(format=form)
    player.plays()
    player.page.locator("[data-sheet-opener]").click()
    assert sorted(player.offered("audio")) == [
        ("English", "", True),
        ("French", "", False),
        ("French", "5.1", False),
        ("French", "Audio description", False),
    ]
    assert player.offered("captions") == [
        ("Off", "", True),
        ("French", "", False),
        ("English", "SDH/CC", False),
    ]


@pytest.mark.parametrize("form", ["dash", "hls"])
def test_a_browser_that_cannot_decode_surround_gets_stereo(player, opened, form, monkeypatch):
    card = replace(assets.publication(title_id=opened), folder="lapin/2")
    monkeypatch.setattr(assets, "publication", lambda *, title_id: card)
    player.open(format=form)
    player.plays()
    assert player.of_film("webkitAudioDecodedByteCount") > 0
    player.page.locator("[data-sheet-opener]").click()
    assert sorted(player.offered("audio")) == [
        ("English", "", True),
        ("French", "", False),
        ("French", "Audio description", False),
    ]


@pytest.mark.parametrize("form", ["dash", "hls"])
@pytest.mark.parametrize("note", ["Audio description", "5.1"])
def test_a_sound_chosen_is_heard_and_remembered(player, opened, form, note):
    player.open(format=form)
    player.plays()
    player.page.locator("[data-sheet-opener]").click()
    player.page.locator('[data-group="audio"]').get_by_role("radio", name=note).click()
    chosen = ("French", note, True)
    player.page.wait_for_function(CHOSEN, arg=note)
    assert chosen in player.offered("audio")
    player.open(format=form)
    # It goes on where it stopped, wherever that was.
    expect(player.stage()).to_have_attribute("data-state", "playing", timeout=20_000)
    player.page.locator("[data-sheet-opener]").click()
    assert chosen in player.offered("audio")
    assert player.of_film("webkitAudioDecodedByteCount") > 0


@pytest.mark.parametrize("form", ["dash", "hls"])
def test_lines_that_everybody_needs_come_with_their_sound(player, opened, form):
    player.open(format=form)
    player.plays()
    player.page.keyboard.press("k")
    player.page.keyboard.press("0")
    player.page.locator("[data-sheet-opener]").click()
    player.page.locator('[data-group="audio"]').get_by_role("radio", name="French").first.click()
    player.page.wait_for_function("() => document.querySelector('video').currentTime < 0.5")
    # At once, while the sound is on its way.
    player.page.keyboard.press("Escape")
    player.page.keyboard.press("4")
    player.page.wait_for_function(
        "() => { const { currentTime: at, readyState } = document.querySelector('video'); return at > 1 && readyState > 2; }"
    )
    # Over HLS the library shows them at times only from the next opening on.
    player.open(format=form)
    expect(player.stage()).to_have_attribute("data-state", "playing", timeout=20_000)
    player.page.keyboard.press("0")
    expect(player.page.locator("[data-captions]")).to_contain_text("Lumière")
    player.page.locator("[data-sheet-opener]").click()
    assert ("Off", "", True) in player.offered("captions")


@pytest.mark.parametrize("form", ["dash", "hls"])
def test_chapters_mark_the_time_line_and_can_be_reached(player, opened, form):
    player.open(format=form)
    player.plays()
    expect(player.page.locator(".line__mark")).to_have_count(1)
    player.page.keyboard.press("k")
    player.page.keyboard.press("0")
    player.page.keyboard.press("n")
    expect(player.page.locator("[data-timeline]")).to_have_attribute(
        "aria-valuetext", re.compile("Le soir")
    )
    assert player.of_film("currentTime") == 2.0
    player.page.keyboard.press("p")
    expect(player.page.locator("[data-word]")).to_have_text("Le matin")
    player.page.locator("[data-timeline]").hover(position={"x": 30, "y": 10})
    expect(player.page.locator("[data-moment-chapter]")).to_have_text("Le matin")


def test_a_quality_chosen_in_the_sheet_comes_on_the_screen(player, opened):
    player.open(codec="h264")
    player.plays()
    player.page.keyboard.press("0")
    player.page.locator("[data-sheet-opener]").click()
    player.page.locator('[data-option="quality:90-h264"]').click()
    expect(player.stage()).to_have_attribute("data-choice", "90")
    expect(player.stage()).to_have_attribute("data-quality", "90", timeout=10_000)
    player.page.locator('[data-option="quality:auto"]').click()
    expect(player.stage()).to_have_attribute("data-choice", "auto")


def test_a_film_goes_on_where_it_stopped(player, opened, subscriber):
    player.open()
    player.plays()
    with player.page.expect_response(re.compile(r"/beats$")) as beat:
        player.page.keyboard.press("k")
    assert beat.value.status == 200
    stopped = player.of_film("currentTime")
    kept = playback.resume_point(profile_id=subscriber.profile_id, title_id=opened)
    assert kept == pytest.approx(stopped, abs=0.01)
    player.open()
    expect(player.stage()).to_have_attribute("data-state", "playing", timeout=20_000)
    assert player.of_film("currentTime") >= stopped


@pytest.fixture
def farewell(monkeypatch):
    """Set when the service has ended a session."""
    heard, record = threading.Event(), audience.record_stop

    def recorded(**message):
        record(**message)
        heard.set()

    monkeypatch.setattr(audience, "record_stop", recorded)
    return heard


def test_leaving_before_the_player_is_there_gives_the_place_back(player, opened, farewell):
    """The session is asked for early; here the player's code never comes."""
    player.page.route("**/shaka-player.js", lambda _: None)
    with player.page.expect_response(re.compile(r"/sessions$")) as asked:
        player.page.goto(f"{player.address}/watch/le-lapin/", wait_until="commit")
    asked.value.finished()
    assert PlaySession.objects.get().ended_at is None
    player.page.goto("about:blank")
    # The farewell outlives the page, which therefore cannot tell when it came.
    assert farewell.wait(20)
    assert PlaySession.objects.get().ended_at is not None


def test_a_refusal_is_said_in_words_with_something_to_do(player, film):
    # Announced in one country, and not in this one.
    open_in("BE", film)
    player.open()
    expect(player.stage()).to_have_attribute("data-state", "refused")
    expect(player.stage()).to_have_attribute("data-reason", "not_here")
    panel = player.page.locator("[data-panel]")
    expect(panel.get_by_role("heading")).to_be_visible()
    expect(panel.locator("[data-offer=home]")).to_be_focused()


def test_the_controls_leave_nothing_but_the_film(player, opened):
    player.open()
    player.plays()
    player.page.keyboard.press("0")
    expect(player.stage()).to_have_attribute("data-still", "", timeout=4_000)
    expect(player.page.locator(".stage__controls")).to_have_css("opacity", "0")
    player.page.mouse.move(300, 300)
    expect(player.page.locator(".stage__controls")).to_have_css("opacity", "1")
