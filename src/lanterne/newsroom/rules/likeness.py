"""Which articles are worth reading after one: by what they share, by their words, by their age, and no two of the same."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

Mark = tuple[str, str]
_WORD = re.compile(r"[^\W\d_]{3,}")
# The words of an article that tell most of it; more would cost more than they tell.
MOST_WORDS = 40
# And so many of them are weighed against one another first.
MOST_WEIGHED = 240
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
    return dict(Counter(_WORD.findall(bare)).most_common(MOST_WEIGHED))


def telling(words: Mapping[str, int], rarity: Rarity) -> dict[str, int]:
    """Of the words of an article those that tell it from others: what stands in every one costs much and tells nothing."""

    def weight(word: str) -> tuple[float, str]:
        return -(1 + math.log(words[word])) * rarity.of(("word", word)), word

    return {word: words[word] for word in sorted(words, key=weight)[:MOST_WORDS]}


@dataclass(frozen=True, slots=True)
class Told:
    """An article as this reckoning sees it: ``marks`` are (kind, key) of what it speaks of, and how often."""

    id: int
    public_at: datetime
    marks: Mapping[Mark, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """``shared`` are the marks that speak for it, the strongest first; ``is_pinned`` where an editor chose it."""

    id: int
    worth: float
    shared: tuple[Mark, ...] = ()
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of ``total`` articles each mark stands."""

    spread: Mapping[Mark, int]
    total: int

    def of(self, mark: Mark) -> float:
        """Nothing for a mark that nobody asked about: no other can be shared with the article itself."""
        among = self.spread.get(mark)
        return 0.0 if among is None else math.log(1 + self.total / max(1, among))


def choose(
    own: Told, others: Sequence[Told], rarity: Rarity, *, pins: Sequence[int] = (), most: int = 4
) -> tuple[Choice, ...]:
    """Pins first, as the editor ordered them, then by likeness; itself and what shares nothing never."""
    weigh = _Scales(rarity)
    mine = weigh.of(own)
    wanted = [one for one in dict.fromkeys(pins) if one != own.id]
    chosen = [Choice(one, math.inf, is_pinned=True) for one in wanted][:most]
    left = {one.id: weigh.of(one) for one in others if one.id != own.id and one.id not in pins}
    worth = {key: _worth(mine, one) for key, one in left.items()}
    left = {key: one for key, one in left.items() if worth[key] > 0}
    # How like each is to the likest of those that are shown already.
    same = dict.fromkeys(left, 0.0)
    while left and len(chosen) < most:
        best = max(left, key=lambda key: (worth[key] * (1 - SAMENESS * same[key]), -key))
        taken = left.pop(best)
        chosen.append(Choice(best, round(worth[best], 4), _shared(mine, taken)))
        same = {key: max(same[key], _likeness(one, taken)) for key, one in left.items()}
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Weighed:
    public_at: datetime
    weights: Mapping[Mark, float]
    length: float


@dataclass(frozen=True, slots=True)
class _Scales:
    rarity: Rarity

    def of(self, one: Told) -> _Weighed:
        weights = {mark: self._weight(mark, times) for mark, times in one.marks.items()}
        return _Weighed(one.public_at, weights, math.hypot(*weights.values()))

    def _weight(self, mark: Mark, times: int) -> float:
        kind = 1 if mark[0] == "word" else THING
        return (1 + math.log(times)) * self.rarity.of(mark) * kind


def _likeness(one: _Weighed, other: _Weighed) -> float:
    """The cosine of the two, from 0 to 1."""
    lengths = one.length * other.length
    if not lengths:
        return 0.0
    shared = one.weights.keys() & other.weights.keys()
    return sum(one.weights[mark] * other.weights[mark] for mark in shared) / lengths


def _worth(own: _Weighed, other: _Weighed) -> float:
    days = abs((own.public_at - other.public_at).total_seconds()) / 86_400
    return _likeness(own, other) * (0.5 + 0.5 * math.pow(0.5, days / HALF_LIFE))


def _shared(own: _Weighed, other: _Weighed) -> tuple[Mark, ...]:
    common = own.weights.keys() & other.weights.keys()
    return tuple(sorted(common, key=lambda mark: (-own.weights[mark], mark)))[:5]
