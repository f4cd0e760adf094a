"""Lists that somebody wants to find again, for themselves or shared with everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.studio.models import SavedView

LISTINGS = ("titles", "jobs", "audit")
LONGEST_NAME, LONGEST_QUERY = 60, 500


class ViewNameMissing(Refused):
    pass


class ViewNameTaken(Refused):
    pass


class NoSuchView(Refused):
    pass


@dataclass(frozen=True, slots=True)
class View:
    """``is_mine`` says who may remove it."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_mine: bool


def views(*, user_id: int, listing: str) -> tuple[View, ...]:
    """One's own and those that others share, by name."""
    rows = SavedView.objects.filter(Q(user_id=user_id) | Q(is_shared=True), listing=listing)
    return tuple(
        View(row.pk, row.name, row.query, row.is_shared, row.user_id == user_id)
        for row in rows.order_by("name", "pk")
    )


@transaction.atomic
def save_view(*, user_id: int, listing: str, name: str, query: str, is_shared: bool) -> None:
    """Refuses ViewNameMissing, ViewNameTaken by one's own, and NoSuchView for a list that there is not."""
    name = " ".join(name.split())
    if listing not in LISTINGS or len(query) > LONGEST_QUERY:
        raise NoSuchView(_("This list cannot be kept."))
    if not name or len(name) > LONGEST_NAME:
        raise ViewNameMissing(
            _("A view has a name of at most %(most)d characters.") % {"most": LONGEST_NAME}
        )
    try:
        with transaction.atomic():
            row = SavedView.objects.create(
                user_id=user_id, listing=listing, name=name, query=query, is_shared=is_shared
            )
    except IntegrityError as error:
        raise ViewNameTaken(_("You have a view of this name already.")) from error
    if is_shared:
        _note(user_id, "studio.share_view", row)


@transaction.atomic
def remove_view(*, user_id: int, view_id: int) -> str:
    """One's own; answers the list that it was of. Refuses NoSuchView, also for what others share."""
    row = SavedView.objects.filter(pk=view_id, user_id=user_id).first()
    if row is None:
        raise NoSuchView(_("This view is not yours, or it is gone."))
    if row.is_shared:
        _note(user_id, "studio.remove_view", row)
    row.delete()
    return row.listing


def _note(user_id: int, action: str, row: SavedView) -> None:
    """What is shared is everybody's matter; one's own views are nobody's."""
    audit.record(
        actor=f"user:{user_id}",
        action=action,
        subject=f"view:{row.pk}",
        detail={"list": row.listing, "name": row.name, "query": row.query},
    )
