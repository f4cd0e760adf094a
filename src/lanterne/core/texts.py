"""What people write, kept as they wrote it: which characters a page cannot bear, and what one line is."""

from __future__ import annotations

import re

# Embeddings, overrides and isolates, which, left open, turn round whatever stands behind them on the page; control characters
# but for line ends and tabs; halves of a pair; and places that Unicode will never fill.
_INTRUDER = re.compile(
    "[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def intruder(text: str) -> str | None:
    """The first character that would reorder or break the page around the text.

    Marks of direction, joiners and combining accents are kept: Arabic, Persian, emoji and Vietnamese need them.
    """
    found = _INTRUDER.search(text)
    return found[0] if found else None


def one_line(text: str) -> str:
    """Line ends and runs of plain spaces become one; other spaces, such as the narrow ones of French, stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()
