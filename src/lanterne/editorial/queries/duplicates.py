"""Pairs of titles that may be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import Pair
from lanterne.editorial.models import Distinct, Merge

MOST = 50


@dataclass(frozen=True, slots=True)
class Merged:
    """A title that became a part of another."""

    former_id: int
    title_id: int
    actor: str
    at: datetime
    record: dict[str, Any]


def candidates(*, limit: int = MOST) -> tuple[Pair, ...]:
    """Those that nobody has told apart, the newest first."""
    apart = set(Distinct.objects.values_list("first_id", "second_id"))
    return catalogue.pairs(besides=apart, limit=limit)


def merges(*, limit: int = 10) -> tuple[Merged, ...]:
    """What was made one, the latest first."""
    rows = Merge.objects.order_by("-pk")[:limit]
    return tuple(Merged(row.former_id, row.title_id, row.actor, row.at, row.record) for row in rows)
