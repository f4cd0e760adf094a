"""What each licensor has granted, and under which window something was open: for those who settle accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lanterne.rights.models import LicenceWindow, Licensor
from lanterne.rights.queries.licences import HeldLicence, licences_of
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.rules import Market, Offer, Window, nearest


@dataclass(frozen=True, slots=True)
class Granted(Window):
    """A window with its number and the licence it hangs on."""

    id: int = 0
    licence_id: int | None = None


def licensors() -> tuple[tuple[int, str], ...]:
    """(id, name) of all who ever granted us rights, by name."""
    return tuple(Licensor.objects.order_by("name").values_list("pk", "name"))


def licensor_id(*, name: str) -> int | None:
    return Licensor.objects.filter(name=name).values_list("pk", flat=True).first()


def contracts(*, licensor_id: int) -> tuple[HeldLicence, ...]:
    """The licensor's licences, by reference."""
    return licences_of(licensor_id)


def title_ids(*, licensor_id: int) -> frozenset[int]:
    """The titles on which the licensor's windows hang."""
    return frozenset(_of(licensor_id).values_list("title_id", flat=True))


def territories(*, licensor_id: int) -> frozenset[str]:
    return frozenset(_of(licensor_id).values_list("territory", flat=True))


def territories_of_licence(*, licence_id: int) -> frozenset[str]:
    rows = LicenceWindow.objects.filter(licence_id=licence_id)
    return frozenset(rows.values_list("territory", flat=True))


def deciding(
    *, chains: Sequence[tuple[int, ...]], territories: Collection[str], offer: Offer
) -> dict[tuple[int, str], tuple[Granted, ...]]:
    """By title and territory the windows that opened it, or would: its own, or the nearest above it, in one statement.

    A title is given as its lineage, from itself up.
    """
    asked = {one for chain in chains for one in chain}
    by_title: dict[int, list[Granted]] = {}
    rows = LicenceWindow.objects.filter(title_id__in=asked, offer=offer)
    found = rows.order_by("opens_at", "pk").values_list("title_id", "pk", "licence_id", *COLUMNS)
    for title_id, pk, licence_id, *columns in found:
        one = value(columns)
        granted = Granted(one.territory, one.opens_at, one.closes_at, one.terms, pk, licence_id)
        by_title.setdefault(title_id, []).append(granted)
    return {
        (chain[0], territory): tuple(
            nearest([by_title.get(one, []) for one in chain], market=Market(territory, offer))
        )
        for chain in chains
        for territory in territories
    }


def _of(licensor_id: int) -> QuerySet[LicenceWindow]:
    return LicenceWindow.objects.filter(licence__licensor_id=licensor_id)
