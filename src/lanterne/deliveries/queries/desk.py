"""The desk's list of requests, what is late first, and what of it needs a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from lanterne.catalogue.languages import base
from lanterne.deliveries.models import DeliveryRequest
from lanterne.deliveries.queries.requests import RequestCard, card
from lanterne.deliveries.rules import AWAITED, OPEN, THIS_WEEK, Due, Role, State
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class DeskAsked:
    """What to list; what is empty does not narrow the list."""

    state: str = ""
    due: str = ""
    post_house_id: int | None = None
    market: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests a list narrowed by everything else would have."""

    by_state: dict[str, int]
    by_due: dict[str, int]


def desk(
    *, asked: DeskAsked, today: date, offset: int = 0, limit: int = 50
) -> tuple[RequestCard, ...]:
    """What is late, then what else is open, then what is over; each by the day it is due."""
    is_open = Q(state__in=[str(state) for state in OPEN])
    weight = Case(
        When(_due(Due.LATE, today), then=Value(0)), When(is_open, then=Value(1)), default=Value(2)
    )
    rows = _rows(asked, today).select_related("post_house").order_by(weight, "due_on", "pk")
    return tuple(map(card, rows[offset : offset + limit]))


def counts(*, asked: DeskAsked, today: date) -> Counts:
    """For the desk's facets."""
    by_state = _rows(DeskAsked("", asked.due, asked.post_house_id, asked.market), today)
    told = by_state.values_list("state").annotate(Count("pk"))
    by_due = _rows(DeskAsked(asked.state, "", asked.post_house_id, asked.market), today)
    days = by_due.aggregate(**{due: Count("pk", filter=_due(due, today)) for due in Due})
    return Counts(dict(told), {str(due): days[due] for due in Due})


def in_the_way(
    *, today: date, limit: int
) -> tuple[tuple[RequestCard, ...], tuple[RequestCard, ...]]:
    """What is late, and what was processed and waits for somebody to accept it; the longest due first."""
    rows = DeliveryRequest.objects.select_related("post_house").order_by("due_on", "pk")
    late = rows.filter(_due(Due.LATE, today))
    waiting = rows.filter(state=State.PROCESSED)
    return tuple(map(card, late[:limit])), tuple(map(card, waiting[:limit]))


def _rows(asked: DeskAsked, today: date) -> QuerySet[DeliveryRequest, Any]:
    rows = DeliveryRequest.objects.all()
    if asked.state == "open":
        rows = rows.filter(state__in=[str(state) for state in OPEN])
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.due:
        rows = rows.filter(_due(Due(asked.due), today))
    if asked.post_house_id is not None:
        rows = rows.filter(post_house_id=asked.post_house_id)
    return rows.filter(_of_market(asked.market)) if asked.market else rows


def _due(due: Due, today: date) -> Q:
    awaited = Q(state__in=[str(state) for state in AWAITED])
    match due:
        case Due.LATE:
            return awaited & Q(due_on__lt=today)
        case Due.WEEK:
            return awaited & Q(due_on__gte=today, due_on__lte=today + THIS_WEEK)
        case Due.LATER:
            return awaited & Q(due_on__gt=today + THIS_WEEK)


def _of_market(territory: str) -> Q:
    """What a market waits for: its own, what is in its language, and what every market shares."""
    shared = Q(asset="master") | Q(role=Role.ORIGINAL) | Q(language="")
    market = territories.market(territory=territory)
    if market is None:
        return Q(territory=territory)
    spoken = base(market.default_language)
    told = shared | Q(language=spoken) | Q(language__startswith=f"{spoken}-")
    return Q(territory=territory) | (Q(territory="") & told)
