"""The desk of deliveries, as the address asks for it: what is late first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lanterne.deliveries import queries as deliveries
from lanterne.deliveries import words
from lanterne.deliveries.queries import DeskAsked
from lanterne.deliveries.rules import Due, State
from lanterne.studio import delivery_forms, filters
from lanterne.studio.choices import Choices
from lanterne.studio.filters import Filter
from lanterne.studio.request_lines import RequestLine, request_lines

A_PAGE = 50
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Desk:
    lines: tuple[RequestLine, ...]
    filters: tuple[Filter, ...]
    page: int
    has_more: bool
    is_narrow: bool


def desk(request: HttpRequest, *, at: datetime) -> Desk:
    """One page of requests; without a word about states, those that are open."""
    states, dues, houses, markets = _filters(request)
    asked = DeskAsked(
        states.chosen or ("" if "state" in request.GET else OPEN),
        dues.chosen,
        int(houses.chosen) if houses.chosen else None,
        markets.chosen,
    )
    page, today = filters.page(request), at.date()
    found = deliveries.desk(asked=asked, today=today, offset=(page - 1) * A_PAGE, limit=A_PAGE + 1)
    told = deliveries.counts(asked=asked, today=today)
    by_state = {**told.by_state, OPEN: sum(told.by_state.get(one, 0) for one in _OPEN)}
    states = Filter("state", states.label, _counted(states.options, by_state), asked.state)
    dues = Filter("due", dues.label, _counted(dues.options, told.by_due), dues.chosen)
    return Desk(
        lines=request_lines(found[:A_PAGE], at),
        filters=(states, dues, houses, markets),
        page=page,
        has_more=len(found) > A_PAGE,
        is_narrow=asked != DeskAsked(OPEN),
    )


_OPEN = (State.REQUESTED, State.REDELIVERY, State.DELIVERED, State.PROCESSED)


def _filters(request: HttpRequest) -> tuple[Filter, Filter, Filter, Filter]:
    states = [(OPEN, _("Open")), *((one.value, str(said)) for one, said in words.STATES.items())]
    dues = [(one.value, str(words.DUES[one])) for one in Due]
    houses = [(str(one.id), one.name) for one in deliveries.post_houses()]
    return (
        filters.chosen_of(request, "state", _("State"), states),
        filters.chosen_of(request, "due", _("Due"), dues),
        filters.chosen_of(request, "house", _("Post house"), houses),
        filters.chosen_of(request, "market", _("Market"), delivery_forms.markets()),
    )


def _counted(options: Choices, counts: dict[str, int]) -> Choices:
    return [(code, f"{name} ({counts.get(code, 0)})" if code else name) for code, name in options]
