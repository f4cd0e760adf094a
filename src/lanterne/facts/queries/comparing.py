"""Two figures side by side, or why not and which instead."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from lanterne.facts.models import Claim as ClaimRow
from lanterne.facts.queries.cards import Card, cards
from lanterne.facts.queries.claims import claim
from lanterne.facts.rules import Difference, differences, like_pairs, ratio


@dataclass(frozen=True, slots=True)
class LikePair:
    left: Card
    right: Card


@dataclass(frozen=True, slots=True)
class Comparison:
    """``ratio`` is the left figure by the right one, and None where the two are unlike."""

    left: Card
    right: Card
    differences: tuple[Difference, ...]
    pairs: tuple[LikePair, ...]
    ratio: Decimal | None

    @property
    def is_like(self) -> bool:
        return not self.differences


def comparison(left_key: str, right_key: str) -> Comparison | None:
    """How the two stand to one another; None when one of them is not there."""
    left, right = claim(left_key), claim(right_key)
    if left is None or right is None:
        return None
    return compared(left, right)


def compared(left: Card, right: Card) -> Comparison:
    apart = differences(left.claim, right.claim)
    if not apart:
        return Comparison(left, right, (), (), ratio(left.claim, right.claim))
    return Comparison(left, right, apart, _pairs(left, right), None)


def _pairs(left: Card, right: Card) -> tuple[LikePair, ...]:
    subjects = Q(subject__key__in=(left.claim.subject, right.claim.subject))
    family = {left.claim.family, right.claim.family}
    held = {
        card.key: card
        for card in cards(ClaimRow.objects.filter(subjects).order_by("pk"))
        if card.claim.family in family
    }
    found = like_pairs(left.claim, right.claim, [card.claim for card in held.values()])
    return tuple(LikePair(held[pair.left.key], held[pair.right.key]) for pair in found)
