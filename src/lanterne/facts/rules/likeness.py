"""Which figures may stand side by side, and which like ones may instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product

from lanterne.facts.rules.claims import Claim, Kind
from lanterne.facts.rules.values import Quantity, Status

# Levels of two subjects, a quarter apart at most, still speak of one time.
NEAR = 92
# Periods of unlike length add up unlike things; leap years and the ends of months are forgiven.
SAME_LENGTH = 4


class Difference(StrEnum):
    """Why two figures are unlike."""

    MEASURE = "measure"
    UNIT = "unit"
    SCOPE = "scope"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Pair:
    left: Claim
    right: Claim


def differences(left: Claim, right: Claim) -> tuple[Difference, ...]:
    """Everything that sets the two apart; nothing, when they may be compared."""
    checks = (
        (Difference.MEASURE, left.measure != right.measure),
        (Difference.UNIT, _unit(left) != _unit(right)),
        (Difference.SCOPE, left.scope != right.scope),
        (Difference.TIME, left.kind is right.kind and not _are_of_one_time(left, right)),
    )
    return tuple(difference for difference, is_so in checks if is_so)


def like_pairs(left: Claim, right: Claim, held: Iterable[Claim]) -> tuple[Pair, ...]:
    """Figures of the same two subjects and of one family that may be compared, one pair a measure and scope.

    Of several the pair that keeps one of the two figures, then the nearest in time, stands for its measure.
    """
    known = [one for one in held if one.status is not Status.SUPERSEDED]
    lefts = [one for one in known if _stands_for(one, left)]
    rights = [one for one in known if _stands_for(one, right)]
    pairs = [Pair(*both) for both in product(lefts, rights) if not differences(*both)]
    return _best(sorted(pairs, key=lambda pair: _distance(pair, left, right)))


def ratio(left: Claim, right: Claim) -> Decimal | None:
    """How many times the right figure goes into the left; None for what is not counted, or nothing."""
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return None
    return left.value.amount / right.value.amount if right.value.amount else None


def _best(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    found: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        found.setdefault((pair.left.measure, pair.left.scope), pair)
    return tuple(found.values())


def _stands_for(one: Claim, asked: Claim) -> bool:
    return one.subject == asked.subject and one.family == asked.family


def _distance(pair: Pair, left: Claim, right: Claim) -> tuple[int, int, str, str]:
    keeps = (pair.left.key == left.key) + (pair.right.key == right.key)
    apart = _days(pair.left, left) + _days(pair.right, right)
    return -keeps, apart, pair.left.key, pair.right.key


def _are_of_one_time(left: Claim, right: Claim) -> bool:
    if left.kind is Kind.FACT:
        return True
    if left.kind is Kind.FLOW and abs(_length(left) - _length(right)) > SAME_LENGTH:
        return False
    return _days(left, right) <= NEAR


def _days(left: Claim, right: Claim) -> int:
    first, second = _day(left), _day(right)
    return abs((first - second).days) if first and second else 0


def _day(claim: Claim) -> date | None:
    return claim.moment.since if claim.kind is Kind.FLOW else claim.moment.as_of


def _length(claim: Claim) -> int:
    since, until = claim.moment.since, claim.moment.until
    return (until - since).days if since and until else 0


def _unit(claim: Claim) -> str:
    return claim.value.unit if isinstance(claim.value, Quantity) else type(claim.value).__name__
