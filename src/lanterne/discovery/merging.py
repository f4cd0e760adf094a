"""Keeping on people's lists one title for another that it turned out to be."""

from __future__ import annotations

from django.db import transaction

from lanterne.discovery.models import ListEntry


@transaction.atomic
def move_entries(*, from_id: int, to_id: int) -> list[int]:
    """Who kept both keeps one, where it stood; gives the profiles that kept the other."""
    rows = ListEntry.objects.filter(title_id=from_id)
    profiles = list(rows.values_list("profile_id", flat=True))
    both = ListEntry.objects.filter(title_id=to_id, profile_id__in=profiles)
    rows.filter(profile_id__in=list(both.values_list("profile_id", flat=True))).delete()
    rows.update(title_id=to_id)
    return profiles
