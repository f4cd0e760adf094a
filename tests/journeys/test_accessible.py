"""Everyone can use the pages, and the pages keep to the policy by themselves."""

from __future__ import annotations

import re

import pytest

from lanterne.cli.rehearsal import PASSWORD
from tests.journeys.house import NEEDS_CHROMIUM, ROOT, Device

AXE = ROOT / "node_modules/axe-core/axe.min.js"
OUTSIDE = {"welcome": "/welcome/", "join": "/join/", "sign in": "/account/login/"}
INSIDE = {
    "profiles": "/profiles/",
    "home": "/",
    "title": "/title/la-colline/",
    "watch": "/watch/la-colline/",
    "search": "/search/?q=colline",
    "account": "/account/",
}
WIDTHS = {390: 844, 1280: 720}
# A laptop is enough to see a mirrored page.
FACES = [(390, "en"), (1280, "en"), (1280, "ar")]
LOOK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, nodes}) => id + ": " + nodes.map((node) => node.target.join(" ")).join(", "));
}"""
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});"""

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]


@pytest.fixture(scope="module")
def guest(house) -> str:
    return house.next_guest()


@pytest.fixture(params=FACES, ids=lambda face: f"{face[0]} wide in {face[1]}")
def visitor(devices, request) -> Device:
    width, language = request.param
    device = devices(viewport={"width": width, "height": WIDTHS[width]})
    if language != "en":
        device.speak(language)
    return device


@pytest.fixture
def inside(visitor, guest) -> Device:
    spoken = visitor.spoken
    visitor.speak("en")
    visitor.sign_in(guest, PASSWORD, "Robin")
    visitor.speak(spoken)
    return visitor


def barriers(device: Device, path: str, theme: str) -> list[str]:
    device.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    device.go(path)
    device.page.wait_for_load_state("load")
    device.page.evaluate(AXE.read_text())
    return device.page.evaluate(LOOK)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_the_way_before_the_door(visitor, theme):
    found = {name: barriers(visitor, path, theme) for name, path in OUTSIDE.items()}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_the_way_behind_the_door(inside, theme):
    found = {name: barriers(inside, path, theme) for name, path in INSIDE.items()}
    assert {name: what for name, what in found.items() if what} == {}


def inline_parts(html: str) -> list[str]:
    """What a strict policy would not let run: scripts and styles written into the page."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", html)
    return [*scripts, *re.findall(r"<style\b[^>]*>|<[^>]+\s(?:style|on[a-z]+)\s*=[^>]*>", html)]


def test_no_page_has_a_script_or_a_style_written_into_it(devices, guest):
    device = devices()
    found = {path: inline_parts(device.go(path).text()) for path in OUTSIDE.values()}
    device.sign_in(guest, PASSWORD, "Robin")
    found |= {path: inline_parts(device.go(path).text()) for path in INSIDE.values()}
    assert {path: what for path, what in found.items() if what} == {}


def test_a_written_in_script_would_be_noticed():
    assert inline_parts("<script>x</script>") == ["<script>"]
    assert inline_parts('<p style="a">') == ['<p style="a">']
    assert inline_parts('<script src="/x.js"></script><p class="style">') == []


def test_nothing_jumps_while_home_is_loading(inside):
    inside.context.add_init_script(SHIFTS)
    inside.go("/")
    inside.page.wait_for_load_state("networkidle")
    inside.page.mouse.wheel(0, 600)
    inside.page.wait_for_load_state("networkidle")
    assert sum(inside.page.evaluate("shifts")) <= 0.02
