"""A published service on a port of its own, and browsers that visit it."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from select import select

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# `make test` installs it where it may and says what is missing where it may not; CI has no excuse.
NEEDS_CHROMIUM = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed here."
)
SWITCHES = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]


def staged(shared: Path) -> Path:
    """The service's folder with everything published in it; made once a run, whoever asks first."""
    folder = shared / "staged"
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / "staged.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            run(folder, "-m", "tests.journeys.staging")
            (folder / "ready").touch()
    return folder


def environment(folder: Path) -> dict[str, str]:
    """What a program of this service is started with: nothing of the tests' own settings."""
    own = {key: word for key, word in os.environ.items() if not key.startswith("LANTERNE_")}
    own.pop("DATABASE_URL", None)
    return own | {
        "LANTERNE_VAR": str(folder),
        "LANTERNE_ALLOW_UNCAGED": "1",
        "DJANGO_SETTINGS_MODULE": "lanterne.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def run(folder: Path, *words: str) -> str:
    """A Python program over the service's folder, to its end."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(folder),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=540,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`lanterne up` on a free port until the end of the block; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "lanterne.cli", "up", "--port", str(port)]
    with (folder / "serving.log").open("w") as log:
        server = subprocess.Popen(
            words, cwd=ROOT, env=environment(folder), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        assert server.poll() is None, "the service ended instead of serving"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.read() == b"ok\n"
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            select([], [], [], 0.1)
    raise AssertionError(f"{address} did not answer")


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=str(CHROMIUM), args=[*SWITCHES, *more])
        yield browser
        browser.close()


@dataclass
class Device:
    """One household's device: a browser with its own cookies that notes every complaint of every page."""

    address: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    spoken: str = "en"

    def speak(self, language: str) -> None:
        """Read every page in that language from now on, until a profile with another is chosen."""
        cookie = {"name": "django_language", "value": language, "url": self.address}
        self.context.add_cookies([cookie])
        self.spoken = language

    def go(self, path: str):
        return self.page.goto(self.address + path)

    def sign_in(self, email: str, password: str, profile: str | None = None) -> None:
        self.go("/account/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)
        if profile:
            self.choose(profile)

    def choose(self, profile: str) -> None:
        self.go("/profiles/")
        self.page.locator("button.lanterns__one", has_text=profile).click()
        self.page.wait_for_url(self.address + "/")


def a_device(
    browser: Browser, address: str, *, expected: tuple[str, ...] = (), **options
) -> Device:
    """A new device; ``expected`` are parts of complaints that the journey provokes on purpose."""
    options = {"viewport": {"width": 1280, "height": 720}, "locale": "en-GB"} | options
    context = browser.new_context(**options)
    page = context.new_page()
    device = Device(address, context, page)

    def note(what: str) -> None:
        if not any(part in what for part in expected):
            device.complaints.append(what)

    context.add_init_script(
        "addEventListener('securitypolicyviolation', (told) =>"
        " console.error('policy: ' + told.violatedDirective + ' ' + told.blockedURI))"
    )
    page.on("pageerror", lambda error: note(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: (
            note(f"{page.url}: {said.text}") if said.type in {"error", "warning"} else None
        ),
    )
    return device
