"""What may be said in a comment: plain text, of some length, with few links."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from hashlib import sha256

LONGEST, LONGEST_NAME = 5000, 60
MOST_LINKS, MOST_LINES = 3, 200
# More than a text of the greatest length can take in UTF-8: beyond it nothing is read, measured or normalised.
MOST_BYTES = 64 * 1024
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
# Piles of accents, which run over the lines above and below.
_PILE = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")
_EMPTY_LINES = re.compile(r"\n{3,}")


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_LINKS = "too_many_links"
    ACCENTS = "accents"


def is_huge(text: str) -> bool:
    """Told before anything else is done with a text, by its characters alone."""
    return len(text) > MOST_BYTES


def tidied(text: str) -> str:
    """Composed, with one kind of line end and no gaps; spaces inside lines stay as they were written."""
    told = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(line.rstrip() for line in told.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def links(text: str) -> int:
    return len(_LINK.findall(text))


def fault(text: str) -> Fault | None:
    """The first thing that is wrong with a tidied text."""
    wrong = (
        (not visible(text), Fault.EMPTY),
        (len(text) > LONGEST, Fault.TOO_LONG),
        (text.count("\n") >= MOST_LINES, Fault.TOO_MANY_LINES),
        (links(text) > MOST_LINKS, Fault.TOO_MANY_LINKS),
        (_PILE.search(unicodedata.normalize("NFD", text)) is not None, Fault.ACCENTS),
    )
    return next((one for is_so, one in wrong if is_so), None)


def visible(text: str) -> bool:
    """Whether anything of it can be seen: marks of direction and joiners alone cannot."""
    return any(unicodedata.category(one)[0] in "LNPS" for one in text)


def likeness(text: str) -> str:
    """The same for texts that differ in case and spaces alone."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()
