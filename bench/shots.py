"""Screenshots of every face, into shots/: ``python -m bench.shots``.

Stages a programme of its own over ``LANTERNE_VAR``/shots when it is not there yet (`bench/programme.py`), serves it
on a free port, visits each page once in each language, and takes it at every size in light and dark. Words after
the command pick pages by their names: ``python -m bench.shots home player``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from lanterne.cli import service
from tests.journeys import house, staging

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "shots"
VAR = Path(os.environ.get("LANTERNE_VAR", ROOT / "var")) / "shots"
# The whole set takes a few minutes; who waits longer than this waits for nothing.
LONGEST_SECONDS = 1500
# A laptop at 200 % has half the room.
SIZES = {"390": (390, 844), "1280": (1280, 800), "1920": (1920, 1080), "zoom": (640, 400)}
THEMES = ("light", "dark")
LOCALES = {"en": "en-GB", "fr": "fr-FR", "ar": "ar-EG"}
# Who of the demo's household reads the language.
PROFILES = {"en": "Alex", "fr": "Camille", "ar": "Nour"}
STAFF_LANGUAGES = ("en", "fr")
SUBSCRIBER = "camille@lanterne.example"
FILM = "big-buck-bunny"


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser in one language, and the pages whose pictures are wanted."""

    page: Page
    language: str
    wanted: tuple[str, ...]

    def wants(self, name: str) -> bool:
        return not self.wanted or name in self.wanted

    def see(self, name: str, path: str) -> None:
        if self.wants(name):
            self.page.goto(path)
            self.take(name)

    def take(self, name: str, *, is_whole: bool = True) -> None:
        """The page as it stands, at every size and in both themes; whole, or the window alone."""
        if not self.wants(name):
            return
        for size, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme)
                self.page.evaluate(SETTLED)
                file = SHOTS / f"{name}-{size}-{theme}-{self.language}.png"
                self.page.screenshot(path=file, full_page=is_whole)


# Fonts are here, and each picture that has begun to come has come.
SETTLED = """async () => {
  await document.fonts.ready;
  await Promise.race([
    Promise.all([...document.images].filter((one) => !one.complete && one.loading !== "lazy").map((one) =>
      new Promise((done) => { one.onload = one.onerror = done; }))),
    new Promise((done) => setTimeout(done, 3000)),
  ]);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@contextmanager
def visit(
    browser: Browser, address: str, language: str, wanted: tuple[str, ...]
) -> Iterator[Visit]:
    context = browser.new_context(
        base_url=address,
        locale=LOCALES[language],
        color_scheme="dark",
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 800},
    )
    context.set_default_timeout(30_000)
    try:
        yield Visit(context.new_page(), language, wanted)
    finally:
        context.close()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def outside(one: Visit) -> None:
    """What strangers see, up to the moment they would pay."""
    one.see("welcome", "/welcome/")
    one.see("sign-in", "/account/login/")
    one.see("forgotten", "/account/password/reset/")
    one.see("join-account", "/join/")
    if one.wants("join-plan") or one.wants("join-pay"):
        _join(one)
    if one.wants("500"):
        _broken(one)


def _join(one: Visit) -> None:
    page = one.page
    page.goto("/join/")
    page.fill("[name=name]", "Robin")
    page.fill("[name=email]", f"robin-{one.language}-{time.time_ns()}@lanterne.example")
    page.fill("[name=password]", "a-lamp-for-the-evening")
    page.select_option("[name=territory]", "FR")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/join/plan"))
    one.take("join-plan")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/join/pay"))
    one.take("join-pay")


def _broken(one: Visit) -> None:
    """The page that needs nothing of a service that is down, handed over as it would be."""
    from django.template.loader import render_to_string

    page = render_to_string("500.html")
    one.page.route("**/broken/", lambda route: route.fulfill(body=page, content_type="text/html"))
    one.see("500", "/broken/")


def inside(one: Visit) -> None:
    """What a household sees, from the question who watches to the end of the film."""
    from lanterne.cli.rehearsal import PASSWORD

    sign_in(one.page, SUBSCRIBER, PASSWORD)
    choose(one.page, PROFILES[one.language])
    player(one)
    one.see("profiles", "/profiles/")
    one.see("profile", "/profiles/add/")
    one.see("pin", "/account/pin/")
    one.see("title", f"/title/{FILM}/")
    one.see("title-long", "/title/les-enfants-de-la-derniere-gare-avant-la-mer/")
    one.see("title-bare", "/title/sans-image/")
    one.see("series", "/title/les-marees/")
    one.see("search", "/search/?q=mer")
    one.see("search-nothing", "/search/?q=xyzzy")
    one.see("search-empty", "/search/")
    one.see("account", "/account/")
    one.see("404", "/title/nowhere/")
    one.see("home", "/")
    if one.wants("home-focus"):
        one.page.goto("/")
        for _ in range(3):
            one.page.keyboard.press("ArrowDown")
        one.take("home-focus", is_whole=False)


def choose(page: Page, name: str) -> None:
    page.goto("/profiles/")
    page.locator("button.lanterns__one", has_text=name).click()
    page.wait_for_url(re.compile("/$"))


def player(one: Visit) -> None:
    page = one.page
    if any(map(one.wants, ("player", "player-sheet", "player-help"))):
        page.goto(f"/watch/{FILM}/")
        page.locator("#stage[data-state=playing]").wait_for()
        page.keyboard.press("4")
        page.wait_for_function("() => document.querySelector('video').readyState > 2")
        page.keyboard.press("k")
        one.take("player", is_whole=False)
        page.locator("[data-sheet-opener]").click()
        one.take("player-sheet", is_whole=False)
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        one.take("player-help", is_whole=False)
        page.keyboard.press("Escape")
    if one.wants("player-refused"):
        _refused(one)


def _refused(one: Visit) -> None:
    """The service's own no, without two more households at their screens."""
    from lanterne.playback.refusals import refusal
    from lanterne.playback.rules import Reason

    no = refusal(Reason.TOO_MANY_STREAMS, language=one.language, most_streams=2)
    told = {"reason": no.reason, "sentence": no.sentence}

    def refuse(route: Route) -> None:
        route.fulfill(status=403, json=told)

    one.page.route("**/api/v1/sessions", refuse)
    one.page.goto(f"/watch/{FILM}/")
    one.page.locator("#stage[data-state=refused]").wait_for()
    one.take("player-refused", is_whole=False)
    one.page.unroute("**/api/v1/sessions", refuse)


def child(one: Visit) -> None:
    from lanterne.cli.rehearsal import PASSWORD

    sign_in(one.page, SUBSCRIBER, PASSWORD)
    choose(one.page, "Zoé")
    one.see("child-home", "/")
    one.see("child-title", f"/title/{FILM}/")


def newcomer(one: Visit) -> None:
    """A household in a country where nothing is open, and one that has lapsed."""
    from lanterne.cli.rehearsal import PASSWORD

    sign_in(one.page, "sam@lanterne.example", PASSWORD)
    one.page.goto("/profiles/")
    one.page.locator("button.lanterns__one").first.click()
    one.page.wait_for_url(re.compile("/$"))
    _speak(one)
    one.see("home-empty", "/")


def lapsed(one: Visit) -> None:
    from tests.cast import PASSWORD

    sign_in(one.page, staging.LAPSED, PASSWORD)
    _speak(one)
    one.see("lapsed", "/")
    one.see("lapsed-account", "/account/")


def _speak(one: Visit) -> None:
    """In this visit's language, whatever the profile's."""
    address = one.page.url
    one.page.context.add_cookies(
        [{"name": "django_language", "value": one.language, "url": address}]
    )


def staff(one: Visit) -> None:
    """What an editor sees of the same film."""
    from lanterne.cli.rehearsal import EDITOR, PASSWORD

    page = one.page
    sign_in(page, EDITOR, PASSWORD)
    one.see("studio", "/studio/")
    one.see("studio-jobs", "/studio/jobs/")
    one.see("studio-titles", "/studio/titles/")
    one.see("studio-new", "/studio/titles/new/")
    one.see("studio-audit", "/studio/audit/")
    one.see("studio-deliveries", "/studio/deliveries/")
    one.see("studio-post-houses", "/studio/deliveries/post-houses/")
    page.goto("/studio/deliveries/")
    page.locator(
        "main a[href*='/studio/deliveries/']", has_text=re.compile("Poster|Affiche")
    ).first.click()
    page.wait_for_url(re.compile(r"/deliveries/\d+/"))
    one.take("studio-delivery")
    page.goto("/studio/jobs/")
    page.locator("main a[href*='/studio/jobs/']").first.click()
    page.wait_for_url(re.compile(r"/jobs/\d+/"))
    one.take("studio-job")
    page.goto("/studio/titles/")
    page.locator("main a[href*='/studio/titles/']", has_text="Big Buck Bunny").first.click()
    page.wait_for_url(re.compile(r"/titles/\d+/"))
    one.take("studio-title")
    title = page.url.rstrip("/")
    for part in ("facts", "words", "people", "pictures", "windows", "report", "readiness"):
        one.see(f"studio-{part}", f"{title}/{part}/")


SUBSCRIBERS: tuple[Callable[[Visit], None], ...] = (
    outside,
    inside,
    child,
    newcomer,
    lapsed,
)


def stage() -> None:
    """The programme, staged once; the pages' own files as they are now."""
    if not (VAR / "ready").exists():
        shutil.rmtree(VAR, ignore_errors=True)
        house.run(VAR, "-m", "bench.programme")
        (VAR / "ready").touch()
    house.run(VAR, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")


def too_long(number: int, frame: object) -> None:
    raise SystemExit(f"The pictures took longer than {LONGEST_SECONDS} seconds.")


def main() -> None:
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(LONGEST_SECONDS)
    stage()
    os.environ |= house.environment(VAR)
    service.awake()
    SHOTS.mkdir(exist_ok=True)
    wanted = tuple(sys.argv[1:])
    with house.serving(VAR) as address, house.chromium() as browser:
        for language in LOCALES:
            faces = (*SUBSCRIBERS, staff) if language in STAFF_LANGUAGES else SUBSCRIBERS
            for face in faces:
                with visit(browser, address, language, wanted) as one:
                    face(one)
    print(f"{len(list(SHOTS.glob('*.png')))} pictures in {os.path.relpath(SHOTS)}/")


if __name__ == "__main__":
    main()
