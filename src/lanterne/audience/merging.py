"""Counting for one title what was watched of another that it turned out to be."""

from __future__ import annotations

from lanterne.audience.models import Viewing


def move_viewings(*, from_id: int, to_id: int) -> list[int]:
    """Each viewing keeps its ranges and seconds; gives the ids of those that moved."""
    rows = Viewing.objects.filter(title_id=from_id)
    moved = list(rows.values_list("pk", flat=True))
    rows.update(title_id=to_id)
    return moved
