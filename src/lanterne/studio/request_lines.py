"""Requests as lines of a list, each with its title and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lanterne.catalogue.rules import TitleCard
from lanterne.deliveries import words
from lanterne.deliveries.queries import RequestCard
from lanterne.deliveries.rules import is_late
from lanterne.studio.title_page import cards


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with its title, in words."""

    request: RequestCard
    card: TitleCard
    what: str
    is_late: bool


def request_lines(found: Iterable[RequestCard], at: datetime) -> tuple[RequestLine, ...]:
    requests = tuple(found)
    named = {card.id: card for card in cards(tuple(one.title_id for one in requests))}
    return tuple(
        RequestLine(
            one,
            named[one.title_id],
            words.of_wanted(one.wanted),
            is_late(one.state, one.due_on, at.date()),
        )
        for one in requests
    )
