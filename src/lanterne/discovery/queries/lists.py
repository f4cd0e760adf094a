"""What a profile keeps for later."""

from __future__ import annotations

from django.db.models import IntegerField

from lanterne.core.worded import Blank, Worded
from lanterne.discovery.models import ListEntry

MOST_SHOWN = 200
_PROFILE, _TITLE = Blank("profile", IntegerField()), Blank("title", IntegerField())
_LISTED = Worded(
    lambda: (
        ListEntry.objects.filter(profile_id=_PROFILE)
        .order_by("-id")
        .values_list("title_id")[:MOST_SHOWN]
    )
)
_ENTRY = Worded(
    lambda: ListEntry.objects.filter(profile_id=_PROFILE, title_id=_TITLE).values_list("id")
)


def listed(*, profile_id: int) -> tuple[int, ...]:
    """Ids of the titles on the list, the latest first, seen or not seen in this country today."""
    return tuple(title_id for (title_id,) in _LISTED.ask(profile=profile_id))


def is_listed(*, profile_id: int, title_id: int) -> bool:
    return _ENTRY.first(profile=profile_id, title=title_id) is not None
