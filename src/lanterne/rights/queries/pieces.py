"""Windows and holdbacks in pieces, for those who read all of them: in the order in which they were made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.models import LicenceWindow
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.rules import Holdback, Offer, Period, Window


@dataclass(frozen=True, slots=True)
class WindowsWanted:
    """What windows must be; what is empty does not matter."""

    title_id: int | None = None
    licence_id: int | None = None
    territories: Collection[str] = ()
    offer: str = ""
    status: str = ""
    open_at: datetime | None = None
    closes_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class TitleWindow:
    id: int
    title_id: int
    window: Window
    licence_id: int | None


@dataclass(frozen=True, slots=True)
class TitleHoldback:
    id: int
    title_id: int
    holdback: Holdback
    reason: str


def window_piece(after: int, limit: int, *, wanted: WindowsWanted) -> tuple[TitleWindow, ...]:
    found = _wanted(LicenceWindow.objects.filter(pk__gt=after), wanted).order_by("pk")
    return _windows(found[:limit])


def window(*, window_id: int) -> TitleWindow | None:
    return next(iter(_windows(LicenceWindow.objects.filter(pk=window_id))), None)


def holdback_piece(
    after: int, limit: int, *, title_id: int | None = None, territories: Collection[str] = ()
) -> tuple[TitleHoldback, ...]:
    """Those of a title, if asked, and those that bind in one of the territories, if any are named."""
    found = HoldbackRow.objects.filter(pk__gt=after)
    if title_id is not None:
        found = found.filter(title_id=title_id)
    if territories:
        found = found.filter(territory__in=["", *territories])
    return tuple(map(_holdback, found.order_by("pk")[:limit]))


def holdback(*, holdback_id: int) -> TitleHoldback | None:
    row = HoldbackRow.objects.filter(pk=holdback_id).first()
    return _holdback(row) if row else None


def _wanted(
    found: QuerySet[LicenceWindow, Any], wanted: WindowsWanted
) -> QuerySet[LicenceWindow, Any]:
    told = {
        "title_id": wanted.title_id,
        "licence_id": wanted.licence_id,
        "offer": wanted.offer,
        "status": wanted.status,
        "closes_at__lt": wanted.closes_before,
    }
    found = found.filter(**{name: said for name, said in told.items() if said not in ("", None)})
    if wanted.territories:
        found = found.filter(territory__in=wanted.territories)
    if wanted.open_at is not None:
        is_open = Q(closes_at=None) | Q(closes_at__gt=wanted.open_at)
        found = found.filter(is_open, opens_at__lte=wanted.open_at)
    return found


def _windows(found: QuerySet[LicenceWindow, Any]) -> tuple[TitleWindow, ...]:
    told = found.values_list("pk", "title_id", "licence_id", *COLUMNS)
    return tuple(
        TitleWindow(pk, title_id, value(columns), licence_id)
        for pk, title_id, licence_id, *columns in told
    )


def _holdback(row: HoldbackRow) -> TitleHoldback:
    said = Holdback(
        Period(row.begins_at, row.ends_at),
        row.territory,
        Offer(row.offer) if row.offer else None,
        row.language,
    )
    return TitleHoldback(row.pk, row.title_id, said, row.reason)
