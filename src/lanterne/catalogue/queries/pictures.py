"""Addresses of a title's pictures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.core.files.storage import default_storage

from lanterne.catalogue.languages import FURTHEST, distance
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
    return _picture(art.path, tuple(art.widths), (art.width, art.height), art.colour)


# The name says the content, so neither ever changes; a home page shows hundreds of these.
@lru_cache(maxsize=32_768)
def _picture(path: str, widths: tuple[int, ...], size: tuple[int, int], colour: str) -> Picture:
    middle = widths[len(widths) // 2]
    addresses = {width: default_storage.url(f"{path}-{width}.webp") for width in widths}
    return Picture(
        url=addresses[middle],
        srcset=", ".join(f"{address} {width}w" for width, address in addresses.items()),
        width=middle,
        height=round(size[1] * middle / size[0]),
        colour=colour,
    )


def _distance(lettering: str, wanted: str, original: str) -> tuple[int, int, int, str]:
    """As for words, with a picture without lettering before those whose lettering the reader did not ask for."""
    if not lettering:
        return 1, FURTHEST, 0, lettering
    return distance(lettering, wanted, original)
