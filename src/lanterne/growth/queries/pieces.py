"""Long lists in pieces, for programs: so many after a place, in the order in which they were put on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lanterne.growth import models
from lanterne.growth.queries.commissions import ALL, CommissionCard, cards_of
from lanterne.growth.queries.markets import MarketCard, market, territories_known
from lanterne.growth.queries.offices import OfficeCard, cards
from lanterne.growth.queries.services import PresenceCard, ServiceCard, presence_card, service_card
from lanterne.growth.rules.commissions import Filter
from lanterne.growth.rules.presence import Standing


@dataclass(frozen=True, slots=True)
class Present:
    """Which presences: in these countries (none named means all), of a service, as they stand."""

    territories: Collection[str] = ()
    service: str = ""
    standing: Standing | None = None


def market_piece(
    after: str, limit: int, *, on: date, territories: Collection[str] = ()
) -> tuple[MarketCard, ...]:
    """By their codes; no territories named means all that anything is known of."""
    known = (code for code in territories_known() if code > after)
    wanted = (code for code in known if not territories or code in territories)
    return tuple(market(territory=code, on=on) for code in islice(wanted, limit))


def office_piece(
    after: int, limit: int, *, on: date, territories: Collection[str] = (), service: str = ""
) -> tuple[OfficeCard, ...]:
    rows = models.Office.objects.filter(pk__gt=after)
    if territories:
        rows = rows.filter(territory__in=territories)
    if service:
        rows = rows.filter(service__key=service)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    found = cards(models.Office.objects.filter(pk__in=ids), on)
    return tuple(sorted(found, key=lambda one: one.id))


def service_piece(after: int, limit: int) -> tuple[ServiceCard, ...]:
    rows = models.Service.objects.filter(pk__gt=after).order_by("pk")
    return tuple(service_card(row) for row in rows[:limit])


def presence_piece(after: int, limit: int, *, on: date, asked: Present) -> tuple[PresenceCard, ...]:
    """How a service stands in a country on a day is not a column: rows are read until enough of them fit."""
    rows = models.Presence.objects.filter(pk__gt=after).select_related("service").order_by("pk")
    if asked.territories:
        rows = rows.filter(territory__in=asked.territories)
    if asked.service:
        rows = rows.filter(service__key=asked.service)
    found = (presence_card(row, on) for row in rows.iterator())
    return tuple(islice((one for one in found if asked.standing in {None, one.standing}), limit))


def commission_piece(
    after: int, limit: int, *, on: date, service: str = "", narrow: Filter = ALL
) -> tuple[CommissionCard, ...]:
    """What its status was on a day is not a column either: only where none is asked for is a piece read alone."""
    rows = models.Commission.objects.filter(pk__gt=after)
    exact = {
        "service__key": service,
        "countries__territory": narrow.country,
        "genres__genre": narrow.genre,
    }
    rows = rows.filter(**{column: said for column, said in exact.items() if said})
    if not narrow.status:
        first = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
        rows = models.Commission.objects.filter(pk__in=first)
    found = (one for one in cards_of(rows) if narrow.lets_through(one.event, on))
    return tuple(islice(found, limit))
