"""Granting, changing and withdrawing licence windows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.rights import queries
from lanterne.rights.models import LicenceWindow
from lanterne.rights.places import in_territory
from lanterne.rights.rules import Window
from lanterne.territories import queries as territories


class WindowOverlaps(Refused):
    pass


class WindowEmpty(Refused):
    pass


class NoSuchWindow(Refused):
    pass


class TerritoryUnknown(Refused):
    pass


@transaction.atomic
def grant_window(
    *, title_id: int, territory: str, opens_at: datetime, closes_at: datetime | None, actor: str
) -> int:
    """Open a title to a territory from one instant until just before another, or for good."""
    wanted = Window(territory, opens_at, closes_at)
    _check_room(title_id, wanted, besides=None)
    row = LicenceWindow.objects.create(
        title_id=title_id, territory=territory, opens_at=opens_at, closes_at=closes_at
    )
    _note(actor, "grant_window", row)
    return row.pk


@transaction.atomic
def change_window(
    *, window_id: int, opens_at: datetime, closes_at: datetime | None, actor: str
) -> None:
    """Move a window in time; the title and the territory stay."""
    row = _row(window_id)
    _check_room(row.title_id, Window(row.territory, opens_at, closes_at), besides=window_id)
    row.opens_at, row.closes_at = opens_at, closes_at
    row.save(update_fields=["opens_at", "closes_at"])
    _note(actor, "change_window", row)


@transaction.atomic
def withdraw_window(*, window_id: int, actor: str) -> None:
    """Take a window away, as if it had never been granted; the audit line stays."""
    row = _row(window_id)
    catalogue.hold_title(title_id=row.title_id)
    _note(actor, "withdraw_window", row)
    row.delete()


def _row(window_id: int) -> LicenceWindow:
    row = LicenceWindow.objects.select_for_update().filter(pk=window_id).first()
    if row is None:
        raise NoSuchWindow(_("This window has been withdrawn already."))
    return row


def _check_room(title_id: int, wanted: Window, *, besides: int | None) -> None:
    """Hold the title, so that two editors cannot both pass, and refuse what does not fit."""
    if not territories.exists(wanted.territory):
        raise TerritoryUnknown(
            _("“%(code)s” is not a country code such as FR.") % {"code": wanted.territory}
        )
    if wanted.is_empty:
        raise WindowEmpty(_("A window must close after it opens."))
    catalogue.hold_title(title_id=title_id)
    for held in queries.windows(title_id=title_id):
        if held.id != besides and wanted.overlaps(held.window):
            raise WindowOverlaps(
                _("A window already covers part of this period %(place)s.")
                % {"place": in_territory(wanted.territory, get_language() or "en")}
            )


def _note(actor: str, action: str, row: LicenceWindow) -> None:
    audit.record(
        actor=actor,
        action=f"rights.{action}",
        subject=f"title:{row.title_id}",
        detail={
            "window": row.pk,
            "territory": row.territory,
            "opens_at": row.opens_at.isoformat(),
            "closes_at": row.closes_at.isoformat() if row.closes_at else None,
        },
    )
