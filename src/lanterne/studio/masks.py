"""Sets of titles as the bits of one number: a hundred thousand are twelve kilobytes, and counting what two have in
common takes a few microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable


def mask(ids: Iterable[int]) -> int:
    """The number whose bits are at these places."""
    places = list(ids)
    if not places:
        return 0
    held = bytearray(max(places) // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def masks(pairs: Iterable[tuple[int, str]]) -> dict[str, int]:
    """One number for each word that a place is told with."""
    found: dict[str, list[int]] = {}
    for place, word in pairs:
        found.setdefault(word, []).append(place)
    return {word: mask(places) for word, places in found.items()}
