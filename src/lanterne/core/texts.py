"""What people write, kept as they wrote it: which characters a page cannot bear, and what one line is."""

from __future__ import annotations

import re
import unicodedata

# Embeddings, overrides and isolates: left open, they turn round whatever stands behind them on the page.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def intruder(text: str) -> str | None:
    """The first character that would reorder or break the page around the text.

    Marks of direction, joiners and combining accents are kept: Arabic, Persian, emoji and Vietnamese need them.
    """
    return next((one for one in text if _is_intruder(one)), None)


def _is_intruder(character: str) -> bool:
    if character in _REORDERING:
        return True
    # Control characters, halves of a pair, and places that Unicode will never fill.
    is_control = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
    return is_control or ord(character) & 0xFFFE == 0xFFFE


def one_line(text: str) -> str:
    """Line ends and runs of plain spaces become one; other spaces, such as the narrow ones of French, stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()
