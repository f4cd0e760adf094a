"""Which articles are worth reading after one: by what they share, by their words, by their age, and no two of the same."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

_WORD = re.compile(r"[^\W\d_]{3,}")
# The words of an article that tell most of it; more would cost more than they tell.
MOST_WORDS = 60
# After so many days an article counts half.
HALF_LIFE = 180.0
# What a thing on record tells against a word: that two articles speak of one film is no chance.
THING = 3.0
# How much of its worth an article loses for being like one that is shown already.
SAMENESS = 0.6


def counted(text: str) -> dict[str, int]:
    """The words of a text without case, accents and vowel signs, the most frequent of them, and how often they stand there."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return dict(Counter(_WORD.findall(bare)).most_common(MOST_WORDS))


@dataclass(frozen=True, slots=True)
class Told:
    """An article as this reckoning sees it: ``marks`` are (kind, key) of what it speaks of, and how often."""

    id: int
    public_at: datetime
    marks: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """``shared`` are the marks that speak for it, the strongest first; ``is_pinned`` where an editor chose it."""

    id: int
    worth: float
    shared: tuple[tuple[str, str], ...] = ()
    is_pinned: bool = False


def choose(  # noqa: PLR0913 - all that a choice rests on
    own: Told,
    others: Sequence[Told],
    *,
    spread: Mapping[tuple[str, str], int],
    total: int,
    pins: Sequence[int] = (),
    most: int = 4,
) -> tuple[Choice, ...]:
    """Pins first, as the editor ordered them; then by likeness. ``spread`` says in how many of ``total`` articles a mark stands."""
    rarity = {mark: math.log(1 + total / max(1, among)) for mark, among in spread.items()}
    chosen = [Choice(one, math.inf, is_pinned=True) for one in pins][:most]
    left = {one.id: one for one in others if one.id != own.id and one.id not in pins}
    worth = {one.id: _worth(own, one, rarity) for one in left.values()}
    left = {key: one for key, one in left.items() if worth[key] > 0}
    taken: list[Told] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda key: (_fresh(worth[key], left[key], taken, rarity), -key))
        chosen.append(Choice(best, round(worth[best], 4), _shared(own, left[best], rarity)))
        taken.append(left.pop(best))
    return tuple(chosen)


def _weights(one: Told, rarity: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    return {
        mark: (1 + math.log(times)) * rarity.get(mark, 0.0) * (1 if mark[0] == "word" else THING)
        for mark, times in one.marks.items()
    }


def _likeness(one: Told, other: Told, rarity: Mapping[tuple[str, str], float]) -> float:
    """The cosine of the two, from 0 to 1."""
    left, right = _weights(one, rarity), _weights(other, rarity)
    lengths = _length(left.values()) * _length(right.values())
    return (
        sum(left[mark] * right[mark] for mark in left.keys() & right.keys()) / lengths
        if lengths
        else 0.0
    )


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights))


def _worth(own: Told, other: Told, rarity: Mapping[tuple[str, str], float]) -> float:
    days = abs((own.public_at - other.public_at).total_seconds()) / 86_400
    return _likeness(own, other, rarity) * (0.5 + 0.5 * math.pow(0.5, days / HALF_LIFE))


def _fresh(
    worth: float, one: Told, taken: Sequence[Told], rarity: Mapping[tuple[str, str], float]
) -> float:
    likest = max((_likeness(one, other, rarity) for other in taken), default=0.0)
    return worth * (1 - SAMENESS * likest)


def _shared(
    own: Told, other: Told, rarity: Mapping[tuple[str, str], float]
) -> tuple[tuple[str, str], ...]:
    weights = _weights(own, rarity)
    common = own.marks.keys() & other.marks.keys()
    return tuple(sorted(common, key=lambda mark: (-weights[mark], mark)))[:5]
