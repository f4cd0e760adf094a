"""Values, claims and what may be compared; no table, no clock."""

from lanterne.facts.rules.claims import (
    Claim,
    Kind,
    Moment,
    loosest,
    question,
    statuses,
    weakest,
)
from lanterne.facts.rules.deriving import Derived, DerivingUnlike, gap, portion, share
from lanterne.facts.rules.likeness import Difference, Pair, differences, like_pairs, ratio
from lanterne.facts.rules.scopes import WORLD, UnreadableScope
from lanterne.facts.rules.values import (
    PARTIAL_DATE,
    Confidence,
    Day,
    Qualifier,
    Quantity,
    Status,
    Value,
    Words,
)

__all__ = [
    "PARTIAL_DATE",
    "WORLD",
    "Claim",
    "Confidence",
    "Day",
    "Derived",
    "DerivingUnlike",
    "Difference",
    "Kind",
    "Moment",
    "Pair",
    "Qualifier",
    "Quantity",
    "Status",
    "UnreadableScope",
    "Value",
    "Words",
    "differences",
    "gap",
    "like_pairs",
    "loosest",
    "portion",
    "question",
    "ratio",
    "share",
    "statuses",
    "weakest",
]
