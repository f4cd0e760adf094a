"""Contracts with licensors, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from lanterne.core.money import Money
from lanterne.rights.models import Licence, LicenceWindow, Licensor
from lanterne.rights.queries.windows import COLUMNS, HeldWindow, value
from lanterne.rights.rules import Offer


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """A contract on record, and how many windows hang on it; the share is in hundredths of a per cent."""

    id: int
    licensor: str
    reference: str
    offers: tuple[Offer, ...]
    is_exclusive: bool
    fee: Money | None
    share_hundredths: int
    begins_on: date | None
    ends_on: date | None
    note: str
    windows: int


def licences(*, words: str = "", limit: int = 200) -> tuple[HeldLicence, ...]:
    """Those whose licensor or reference holds the words, by licensor and reference."""
    rows = _rows()
    if words:
        rows = rows.filter(licensor__name__icontains=words) | rows.filter(
            reference__icontains=words
        )
    return tuple(_held(row) for row in rows.order_by("licensor__name", "reference")[:limit])


def licence(*, licence_id: int) -> HeldLicence | None:
    row = _rows().filter(pk=licence_id).first()
    return _held(row) if row else None


def contracts(*, licence_ids: Collection[int]) -> dict[int, str]:
    """What each of these licences is called: its licensor and its reference."""
    rows = Licence.objects.filter(pk__in=licence_ids)
    named = rows.values_list("pk", "licensor__name", "reference")
    return {pk: f"{licensor} · {reference}" for pk, licensor, reference in named}


def hanging(
    *, licence_id: int, offset: int = 0, limit: int = 100
) -> tuple[tuple[int, HeldWindow], ...]:
    """The windows that hang on a licence, each with its title's id, by title, territory and opening."""
    rows = LicenceWindow.objects.filter(licence_id=licence_id)
    ordered = rows.order_by("title_id", "territory", "opens_at", "pk")
    found = ordered.values_list("title_id", "pk", *COLUMNS)[offset : offset + limit]
    return tuple(
        (title_id, HeldWindow(pk, value(columns), licence_id)) for title_id, pk, *columns in found
    )


def licensors() -> tuple[str, ...]:
    """The names of all who ever granted us rights."""
    return tuple(Licensor.objects.order_by("name").values_list("name", flat=True))


def licences_of(licensor_id: int) -> tuple[HeldLicence, ...]:
    """Those of one licensor, by reference; for this room."""
    return tuple(_held(row) for row in _rows().filter(licensor=licensor_id).order_by("reference"))


def licence_piece(after: int, limit: int, *, licensor: str = "") -> tuple[HeldLicence, ...]:
    """Up to ``limit`` contracts whose ids come after one, for those who read all of them."""
    rows = _rows().filter(pk__gt=after)
    if licensor:
        rows = rows.filter(licensor__name=licensor)
    return tuple(_held(row) for row in rows.order_by("pk")[:limit])


def _rows() -> QuerySet[Any, Any]:
    return Licence.objects.select_related("licensor").annotate(count=Count("windows"))


def _held(row: Any) -> HeldLicence:
    return HeldLicence(
        id=row.pk,
        licensor=row.licensor.name,
        reference=row.reference,
        offers=tuple(Offer(one) for one in row.offers.split()),
        is_exclusive=row.is_exclusive,
        fee=Money(row.fee_minor, row.currency) if row.fee_minor is not None else None,
        share_hundredths=row.share_hundredths,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        note=row.note,
        windows=row.count,
    )
