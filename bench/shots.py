"""Screenshots of every face of the demo, into shots/: ``python -m bench.shots``.

Starts the demo over ``LANTERNE_VAR`` (by default var/) on a port of its own, publishing its film first if that was
not done yet, visits each page at three widths, in light and dark, in English and French, and stops it again.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lanterne.cli import service

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "shots"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
# The demo film is encoded at the first start.
PATIENCE_SECONDS = 1200
SIZES = {390: 844, 1280: 800, 1920: 1080}
THEMES = ("light", "dark")
# Whose profile speaks the language.
PROFILES = {"en": "Alex", "fr": "Camille"}
SUBSCRIBER = "camille@lanterne.example"
OUTSIDE = {"welcome": "/welcome/", "sign-in": "/account/login/"}
INSIDE = {
    "profiles": "/profiles/",
    "home": "/",
    "title": "/title/big-buck-bunny/",
    "search": "/search/?q=bunny",
    "account": "/account/",
    "player": "/watch/big-buck-bunny/",
}


@dataclass(frozen=True, slots=True)
class Face:
    """How one visit looks: the width of the screen, the theme and the language."""

    width: int
    theme: str
    language: str

    def file(self, name: str) -> Path:
        return SHOTS / f"{name}-{self.width}-{self.theme}-{self.language}.png"


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a free port, once its film can be watched to the end; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "lanterne.cli", "demo", "--port", str(port)]
    child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    clock = threading.Timer(PATIENCE_SECONDS, child.kill)
    clock.start()
    try:
        _wait_until_ready(child)
        _wait_until_open(port, child)
        yield f"http://127.0.0.1:{port}"
    finally:
        clock.cancel()
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_ready(child: subprocess.Popen[str]) -> None:
    if child.stdout is None:
        raise RuntimeError("the demo was started without its pipe")
    for line in child.stdout:
        if "Lanterne is ready" in line:
            # Somebody has to go on reading, or the demo would one day wait for us.
            threading.Thread(target=child.stdout.read, daemon=True).start()
            return
    raise SystemExit("The demo ended before it was ready; `make demo` says why.")


def _wait_until_open(port: int, child: subprocess.Popen[str]) -> None:
    """On a busy machine the door opens a little later than the demo says."""
    while child.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The demo ended before its door opened.")


@contextmanager
def visit(browser: Browser, address: str, face: Face) -> Iterator[Page]:
    """A new browser that looks like the face."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": face.width, "height": SIZES[face.width]},
        locale={"en": "en-GB", "fr": "fr-FR"}[face.language],
        color_scheme="light" if face.theme == "light" else "dark",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def take(page: Page, face: Face, name: str) -> None:
    """One picture of the window as it is when everything has come."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=face.file(name))


def sign_in(page: Page, email: str) -> None:
    from lanterne.cli.rehearsal import PASSWORD  # needs Django awake

    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def subscribers(page: Page, face: Face) -> None:
    """What a household sees, from the door to the film."""
    for name, path in OUTSIDE.items():
        page.goto(path)
        take(page, face, name)
    sign_in(page, SUBSCRIBER)
    page.goto("/profiles/")
    page.locator("button.lanterns__one", has_text=PROFILES[face.language]).click()
    page.wait_for_url(re.compile("/$"))
    for name, path in INSIDE.items():
        page.goto(path)
        if name == "player":
            _in_the_middle_of_the_film(page)
        take(page, face, name)
    page.goto("/")


def _in_the_middle_of_the_film(page: Page) -> None:
    page.locator("#stage[data-state=playing]").wait_for(timeout=60_000)
    page.keyboard.press("4")
    page.wait_for_function(
        "() => { const film = document.querySelector('video');"
        " return film.currentTime > 8 && film.readyState > 2 }"
    )
    page.mouse.move(200, 200)


def staff(page: Page, face: Face) -> None:
    """What an editor sees of the same film."""
    from lanterne.cli.rehearsal import EDITOR  # needs Django awake

    sign_in(page, EDITOR)
    page.goto("/studio/")
    take(page, face, "studio")
    page.goto("/studio/jobs/")
    take(page, face, "studio-jobs")
    page.locator("main a[href*='/studio/jobs/']").first.click()
    take(page, face, "studio-job")
    page.goto("/studio/titles/")
    page.locator("main a[href*='/studio/titles/']", has_text="Big Buck Bunny").first.click()
    page.wait_for_load_state("load")
    take(page, face, "studio-title")
    page.goto(page.url.rstrip("/") + "/report/")
    take(page, face, "studio-report")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    service.awake()
    faces = [Face(*each) for each in product(SIZES, THEMES, PROFILES)]
    with demo() as address, sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for face in faces:
            for round_trip in (subscribers, staff):
                with visit(browser, address, face) as page:
                    round_trip(page, face)
        browser.close()
    print(f"{len(list(SHOTS.glob('*.png')))} pictures in {os.path.relpath(SHOTS)}/")


if __name__ == "__main__":
    main()
