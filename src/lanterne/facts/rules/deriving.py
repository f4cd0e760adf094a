"""Figures worked out of claims: they carry what they were made of, and are as sure as the weakest of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lanterne.facts.rules.claims import Claim, loosest, weakest
from lanterne.facts.rules.likeness import Difference
from lanterne.facts.rules.scopes import read
from lanterne.facts.rules.values import Confidence, Quantity

PERCENT = Decimal(100)
# Households are counted once a year: what is further apart is told.
A_YEAR = 366


class DerivingUnlike(ValueError):
    """The keys of two claims of which no figure can be made."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that no source states; ``formula`` says in symbols how it came out of ``made_of``.

    ``caveats``: in what the claims differ although they speak of one territory, such as metropolitan or whole France.
    """

    quantity: Quantity
    formula: str
    made_of: tuple[Claim, ...]
    confidence: Confidence
    caveats: tuple[Difference, ...] = ()


def share(part: Claim, whole: Claim) -> Derived:
    """The part in per cent of the whole: subscribers among households."""
    of, all_of_it = _quantities(part, whole)
    if not all_of_it.amount:
        raise DerivingUnlike(part.key, whole.key)
    amount = of.amount / all_of_it.amount * PERCENT
    return _derived(Quantity(amount, "percent"), "part ÷ whole × 100", part, whole)


def portion(percent: Decimal, whole: Claim) -> Derived:
    """So many per cent of the whole, in its unit: half of the households."""
    (held,) = _quantities(whole)
    amount = percent / PERCENT * held.amount
    return _derived(Quantity(amount, held.unit), f"{percent} % × whole", whole)


def gap(part: Claim, percent: Decimal, whole: Claim) -> Derived:
    """What the part lacks to be so many per cent of the whole; negative beyond."""
    of, all_of_it = _quantities(part, whole)
    amount = percent / PERCENT * all_of_it.amount - of.amount
    return _derived(Quantity(amount, all_of_it.unit), f"{percent} % × whole less part", part, whole)


def _quantities(*claims: Claim) -> tuple[Quantity, ...]:
    """Their amounts, when all are counted in one unit and in one territory."""
    held = [claim.value for claim in claims if isinstance(claim.value, Quantity)]
    places = {read(claim.scope).get("territory") for claim in claims}
    units = {one.unit for one in held}
    if len(held) < len(claims) or len(places) > 1 or len(units) > 1:
        raise DerivingUnlike(*(claim.key for claim in claims))
    return tuple(held)


def _derived(quantity: Quantity, formula: str, *made_of: Claim) -> Derived:
    held = _quantities(*made_of)
    return Derived(
        replace(quantity, qualifier=loosest(held)),
        formula,
        made_of,
        weakest(claim.confidence for claim in made_of),
        tuple(_caveats(made_of)),
    )


def _caveats(claims: tuple[Claim, ...]) -> Iterator[Difference]:
    if len({claim.scope for claim in claims}) > 1:
        yield Difference.SCOPE
    days = sorted(claim.moment.as_of for claim in claims if claim.moment.as_of)
    if days and (days[-1] - days[0]).days > A_YEAR:
        yield Difference.TIME
