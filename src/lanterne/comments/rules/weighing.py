"""From what is known of a comment to what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lanterne.comments.rules.states import State
from lanterne.comments.rules.words import Act, Watched


class Cause(StrEnum):
    """Why a comment is where it is, as moderators are shown it."""

    HONEYPOT = "honeypot"
    WORD = "word"
    JUDGED_SPAM = "judged_spam"
    BLATANT = "blatant"
    UNSURE = "unsure"
    DISAGREED = "disagreed"
    UNREACHABLE = "unreachable"
    NOBODY_JUDGED = "nobody_judged"
    NEW_AUTHOR = "new_author"
    PREMODERATED = "premoderated"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Said:
    """What one judge said: spam, ham or unsure; silent where it has nothing to go by, unreachable where it did not answer."""

    judge: str
    verdict: str
    is_blatant: bool = False


UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Evidence:
    said: tuple[Said, ...]
    watched: tuple[Watched, ...]
    is_known: bool
    fell_for_honeypot: bool
    is_premoderated: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    state: State
    causes: tuple[Cause, ...]


def weighed(evidence: Evidence) -> Outcome:
    """Spam where a judge says so and none says the opposite, published where nothing speaks against it; a person between."""
    if spam := tuple(_spam(evidence)):
        return Outcome(State.SPAM, spam)
    held = tuple(_doubts(evidence))
    return Outcome(State.HELD if held else State.PUBLISHED, held)


def _spam(evidence: Evidence) -> Iterator[Cause]:
    verdicts = {one.verdict for one in evidence.said}
    if evidence.fell_for_honeypot:
        yield Cause.HONEYPOT
    if any(one.act is Act.SPAM for one in evidence.watched):
        yield Cause.WORD
    if "spam" in verdicts and "ham" not in verdicts:
        is_blatant = any(one.is_blatant for one in evidence.said)
        yield Cause.BLATANT if is_blatant else Cause.JUDGED_SPAM


def _doubts(evidence: Evidence) -> Iterator[Cause]:
    verdicts = {one.verdict for one in evidence.said}
    if any(one.act is Act.HOLD for one in evidence.watched):
        yield Cause.WORD
    if UNREACHABLE in verdicts:
        yield Cause.UNREACHABLE
    if verdicts <= {"silent"}:
        yield Cause.NOBODY_JUDGED
    if "spam" in verdicts:
        yield Cause.DISAGREED
    elif "unsure" in verdicts:
        yield Cause.UNSURE
    if not evidence.is_known:
        yield Cause.NEW_AUTHOR
    if evidence.is_premoderated:
        yield Cause.PREMODERATED
