"""A claim, the question it answers, and when two claims answer it differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lanterne.facts.rules.values import Confidence, Qualifier, Quantity, Status, Value


class Kind(StrEnum):
    """Which time belongs to a measure."""

    LEVEL = "level"  # holds on a day: subscribers, headcount
    FLOW = "flow"  # adds up over a period: titles ordered, revenue
    FACT = "fact"  # happened or is so once for all: when an office opened, why it closed


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which a figure holds, and the period that it covers: half-open, ``until`` is not in it."""

    as_of: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that somebody says of a subject; ``scope`` as `scopes.written` writes it."""

    key: str
    subject: str
    measure: str
    family: str
    kind: Kind
    value: Value
    scope: str
    moment: Moment
    confidence: Confidence
    status: Status = Status.CURRENT


def question(*, subject: str, measure: str, kind: Kind, scope: str, moment: Moment) -> str:
    """What the claim answers: those with one question can contradict one another."""
    when = {
        Kind.LEVEL: f"{moment.as_of}",
        Kind.FLOW: f"{moment.since}/{moment.until}",
        Kind.FACT: "",
    }[kind]
    return f"{subject}|{measure}|{scope}|{when}"


def statuses(claims: Iterable[tuple[str, Value]]) -> dict[str, Status]:
    """What is to be said of the claims that answer one question and that nothing replaces, by key."""
    held = list(claims)
    is_disputed = any(
        not one.agrees(other) for place, (_, one) in enumerate(held) for _, other in held[:place]
    )
    found = Status.DISPUTED if is_disputed else Status.CURRENT
    return dict.fromkeys((key for key, _ in held), found)


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """What a figure that is worked out of others is worth."""
    order = list(Confidence)
    return max(confidences, key=order.index)


def loosest(quantities: Iterable[Quantity]) -> Qualifier:
    """A figure that is worked out of others is as exact as all of them: exactly, or about."""
    is_exact = all(one.qualifier is Qualifier.EXACTLY for one in quantities)
    return Qualifier.EXACTLY if is_exact else Qualifier.ABOUT
