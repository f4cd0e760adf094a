"""Addresses of a title's pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db.models import Q

from lanterne.catalogue.languages import FURTHEST, distance
from lanterne.catalogue.models import Title
from lanterne.catalogue.rules import Picture


class Art(NamedTuple):
    """One row of artwork, as read."""

    title_id: int
    kind: str
    language: str
    path: str
    widths: list[int]
    width: int
    height: int
    colour: str
    # JSON as the database holds it: read once a picture, and not once a page.
    crops: str


def is_picture_of(*, path: str, known: Q) -> bool:
    """Whether the picture of that path hangs on a title that meets the condition."""
    return Title.objects.filter(known, artworks__path=path).exists()


def pick(
    found: dict[tuple[int, str], list[Art]],
    wanted: Iterable[tuple[int, str]],
    language: str,
    original: str = "",
) -> Picture | None:
    """The picture of the first title and kind that has one, lettered in the reader's language if possible."""
    for key in wanted:
        if key in found:
            held = found[key]
            return picture(min(held, key=lambda art: _distance(art.language, language, original)))
    return None


def picture(art: Art) -> Picture:
    return _picture(art.path, tuple(art.widths), (art.width, art.height), art.colour, art.crops)


# The name says the content, so neither ever changes; a home page shows hundreds of these.
@lru_cache(maxsize=32_768)
def _picture(
    path: str, widths: tuple[int, ...], size: tuple[int, int], colour: str, crops: str
) -> Picture:
    cut = json.loads(crops) if crops else {}
    middle = widths[len(widths) // 2]
    across, down = cut.get("size", size)
    tall, has_avif = cut.get("tall", ()), cut.get("avif", False)
    return Picture(
        url=default_storage.url(f"{path}-{middle}.webp"),
        srcset=_srcset(path, widths, "webp"),
        width=middle,
        height=round(down * middle / across),
        colour=colour,
        avif=_srcset(path, widths, "avif") if has_avif else "",
        tall=_srcset(f"{path}-tall", tall, "webp"),
        tall_avif=_srcset(f"{path}-tall", tall, "avif") if has_avif else "",
        blur=f"data:image/webp;base64,{cut['blur']}" if cut else "",
        focus=tuple(cut["at"]) if cut and cut["focus"] != [50, 50] else None,
    )


def _srcset(path: str, widths: Iterable[int], suffix: str) -> str:
    named = ((default_storage.url(f"{path}-{width}.{suffix}"), width) for width in widths)
    return ", ".join(f"{address} {width}w" for address, width in named)


def _distance(lettering: str, wanted: str, original: str) -> tuple[int, int, int, str]:
    """As for words, with a picture without lettering before those whose lettering the reader did not ask for."""
    if not lettering:
        return 1, FURTHEST, 0, lettering
    return distance(lettering, wanted, original)
