"""What comments need from whoever knows spam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What a judge believes; one that is not sure enough of either says so, and one that has learned nothing is silent."""

    SPAM = "spam"
    HAM = "ham"
    UNSURE = "unsure"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A comment as a judge is shown it. ``address`` is where it came from, empty where nobody keeps that any more."""

    text: str
    name: str
    email: str
    address: str
    agent: str
    page: str
    language: str
    said_at: datetime
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """``grounds`` are the words that weighed most; a blatant one nobody needs to look at.

    ``score`` is the judge's own scale, where it has one: the higher, the more like spam.
    """

    verdict: Verdict
    score: float | None = None
    grounds: tuple[str, ...] = ()
    is_blatant: bool = False


class Unreachable(Exception):
    """The judge did not answer, or not in words that are agreed upon: a person has to look."""


class SpamJudge(Protocol):
    """``name`` is kept beside what it said. A judge is made anew for each comment, without arguments."""

    name: str

    def judge(self, specimen: Specimen) -> Opinion:
        """Say what it is; or raise Unreachable."""
        ...

    def learn(self, specimen: Specimen, *, is_spam: bool) -> None:
        """Hear what a person made of it; or raise Unreachable."""
        ...
