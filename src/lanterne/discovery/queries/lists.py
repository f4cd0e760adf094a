"""What a profile keeps for later."""

from __future__ import annotations

from lanterne.discovery.models import ListEntry

MOST_SHOWN = 200


def listed(*, profile_id: int) -> tuple[int, ...]:
    """Ids of the titles on the list, the latest first, seen or not seen in this country today."""
    rows = ListEntry.objects.filter(profile_id=profile_id).order_by("-id")
    return tuple(rows.values_list("title_id", flat=True)[:MOST_SHOWN])


def is_listed(*, profile_id: int, title_id: int) -> bool:
    return ListEntry.objects.filter(profile_id=profile_id, title_id=title_id).exists()
