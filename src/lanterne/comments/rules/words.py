"""Watched words: what moderators want to see before others do, or never want to see at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_WORD = 60
# Spaces that cannot be seen, joiners and soft hyphens, with which a word is hidden from those who look for it.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060-\u2064\ufeff]")


class Act(StrEnum):
    HOLD = "hold"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Watched:
    """``word`` is as ``folded`` gives it; a star at its end stands for any ending."""

    word: str
    act: Act


def folded(text: str) -> str:
    """Without case, accents, styles of letters and what cannot be seen, so that a word is met however it is written."""
    apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())


def met(text: str, watched: Iterable[Watched]) -> tuple[Watched, ...]:
    """Those that stand in a text as words of their own."""
    told = folded(text)
    return tuple(one for one in watched if _pattern(one.word).search(told))


def _pattern(word: str) -> re.Pattern[str]:
    stem = re.escape(word.removesuffix("*"))
    return re.compile(rf"(?<!\w){stem}" + ("" if word.endswith("*") else r"(?!\w)"))
