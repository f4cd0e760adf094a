"""Pages that are the same for everybody: drawn once, and given out again until something changes or another hour comes.

No answer may live, here or in a cache on the way, beyond the instant at which the next article becomes public.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from lanterne.core import clock
from lanterne.core.kept import Answers
from lanterne.newsroom import queries

T = TypeVar("T")
# About thirty kilobytes each.
MOST_PAGES = 512
# For how long a cache on the way may keep what it has, at most, in seconds.
MOST_SECONDS = 60

# Some four hundred bytes each; what an article's page is made of besides itself.
MOST_PIECES = 8192

_PAGES: Answers[Page | None] = Answers(MOST_PAGES)
_PIECES: Answers[Any] = Answers(MOST_PIECES)


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    kind: str
    etag: str
    # When it became what it is, for who asks whether it has changed.
    changed_at: datetime | None = None
    # When something else may stand there, though nobody changes anything.
    until: datetime | None = None


def page(
    body: str, kind: str = "text/html; charset=utf-8", changed_at: datetime | None = None
) -> Page:
    held = body.encode()
    mark = salted_hmac("press.page", held, algorithm="sha256").hexdigest()[:24]
    return Page(held, kind, f'"{mark}"', changed_at)


def kept(
    request: HttpRequest, key: Hashable, language: str, draw: Callable[[datetime], Page | None]
) -> HttpResponse | None:
    """The page under the key, drawn where none is kept; None where there is nothing to be read."""
    at = clock.now()
    # Asked as a page is drawn, and not again for each who reads it.
    soon = cache(lambda: queries.next_instant(at=at))

    def ask() -> Page | None:
        drawn = draw(at)
        return None if drawn is None else replace(drawn, until=soon())

    with translation.override(language):
        found = _PAGES.get((key, language), at=at, ask=ask, until=soon)
    return None if found is None else _answer(request, found, language, at)


def piece(key: Hashable, at: datetime, ask: Callable[[], T]) -> T:
    """A part of pages that is asked for more often than it changes."""
    found: T = _PIECES.get(key, at=at, ask=ask, until=lambda: queries.next_instant(at=at))
    return found


def _answer(request: HttpRequest, found: Page, language: str, at: datetime) -> HttpResponse:
    # Compressed on its way, a page has a weak one.
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    is_known = found.etag in {one.removeprefix("W/") for one in asked}
    response: HttpResponse = (
        HttpResponseNotModified() if is_known else HttpResponse(found.body, content_type=found.kind)
    )
    response.headers["ETag"] = found.etag
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = f"public, max-age={seconds_left(found.until, at=at)}"
    if found.changed_at:
        response.headers["Last-Modified"] = format_datetime(found.changed_at, usegmt=True)
    return response


def seconds_left(until: datetime | None, *, at: datetime, most: int = MOST_SECONDS) -> int:
    """For how long caches on the way may keep what surely stays so until an instant."""
    left = most if until is None else int((until - at).total_seconds())
    return max(0, min(most, left))
