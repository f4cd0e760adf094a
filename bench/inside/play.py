"""From the click on Play to the first picture, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright

from bench.inside import film, staging
from bench.inside.serving import HOST, serving
from bench.load import WrongAnswer
from lanterne.catalogue import queries as titles

PATIENCE = 60_000
CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
# The click and the picture are on two pages: times are from the one origin that both know.
_WATCHER = """
addEventListener("click", (event) => {
  if (event.target.closest("a[href*='/watch/']")) {
    sessionStorage.setItem("pressed", String(performance.timeOrigin + event.timeStamp));
  }
}, true);
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("video")?.requestVideoFrameCallback((now, frame) => {
    globalThis.firstPicture = performance.timeOrigin + Math.max(now, frame.expectedDisplayTime);
  });
});
"""
_FIGURES = """() => {
  const pressed = Number(sessionStorage.getItem("pressed"));
  const since = (moment) => performance.timeOrigin + moment - pressed;
  const ends = performance.getEntriesByType("resource");
  const last = (pattern, count = Infinity) => {
    const found = ends.filter((one) => pattern.test(one.name)).slice(0, count);
    return found.length ? since(Math.max(...found.map((one) => one.responseEnd))) : null;
  };
  const [page] = performance.getEntriesByType("navigation");
  return {
    page: since(page.responseEnd),
    code: last(/\\.js$/),
    session: last(/\\/api\\/v1\\/sessions$/),
    description: last(/\\.(mpd|m3u8)$/, 1),
    licence: last(/\\/licence\\b/),
    segment: last(/video\\/.*\\.m4s$/, 1),
    picture: globalThis.firstPicture - pressed,
    codec: document.querySelector("#stage").dataset.codec ?? "",
  };
}"""


def measure(*, times: int) -> dict[str, Any]:
    is_encrypted = film.publication().is_encrypted
    [member] = staging.members(1)
    [card] = titles.cards(title_ids=[film.publication().title_id], language="en", territory="FR")
    connection.close()
    with serving() as served, _browser() as browser:
        address = f"{served.address}/title/{card.slug}/"
        figures = {
            form: {
                "first": [_first_visit(browser, member, address, form) for _ in range(times)],
                "again": _visits(browser, member, address, form, times),
            }
            for form in ("dash", "hls")
        }
    return {"is_encrypted": is_encrypted, **figures}


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def _first_visit(browser: Browser, member: staging.Member, address: str, form: str) -> Any:
    """Somebody whose browser has never loaded the player."""
    context = _context(browser, member)
    figures = _play(context.new_page(), address, form)
    context.close()
    return figures


def _visits(
    browser: Browser, member: staging.Member, address: str, form: str, times: int
) -> list[Any]:
    """Somebody who has watched here before; the visit that fills the cache is not counted."""
    context = _context(browser, member)
    page = context.new_page()
    _play(page, address, form)
    figures = [_play(page, address, form) for _ in range(times)]
    context.close()
    return figures


def _context(browser: Browser, member: staging.Member) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    context.add_cookies(
        [
            {"name": name, "value": value, "domain": HOST, "path": "/"}
            for name, value in member.cookies.items()
        ]
    )
    context.add_init_script(_WATCHER)
    return context


def _play(page: Page, address: str, form: str) -> Any:
    page.goto(address, wait_until="networkidle")
    button = page.locator("a.button[href*='/watch/']")
    button.evaluate("(link, form) => { link.search = `?format=${form}`; }", form)
    button.click()
    page.wait_for_url("**/watch/**")
    try:
        page.wait_for_function("() => globalThis.firstPicture", timeout=PATIENCE)
    except TimeoutError:
        shown = page.locator("body").inner_text()
        raise WrongAnswer(f"no picture: {page.url} says {shown[:500]!r}") from None
    figures = page.evaluate(_FIGURES)
    # Leaving the page ends the viewing, so that the next one begins as this one did.
    page.goto(address, wait_until="networkidle")
    return figures
