"""Addresses of a title's pictures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.core.files.storage import default_storage

from lanterne.catalogue.rules import Picture, base


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
    found: dict[tuple[int, str], list[Art]], wanted: Iterable[tuple[int, str]], language: str
) -> Picture | None:
    """The picture of the first title and kind that has one, lettered in the reader's language if possible."""
    for key in wanted:
        if key in found:
            return picture(min(found[key], key=lambda art: _distance(art.language, language)))
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


def _distance(lettering: str, wanted: str) -> tuple[int, str]:
    """The reader's language, then a cousin of it, then no lettering, then any other language."""
    if not lettering:
        return 2, lettering
    if lettering == wanted:
        return 0, lettering
    return (1 if base(lettering) == base(wanted) else 3), lettering
