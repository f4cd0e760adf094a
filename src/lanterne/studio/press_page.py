"""The press as staff see it: who asks, who is accredited, who opened what, and whose mark it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from lanterne.accreditation import queries
from lanterne.accreditation.queries import AgentCard, OutletCard, ReadingCard
from lanterne.accreditation.rules import State
from lanterne.core import clock


@dataclass(frozen=True, slots=True)
class PressPage:
    """``mark`` is what was looked up, and ``found`` whose it is."""

    at: datetime
    asked: tuple[AgentCard, ...]
    accredited: tuple[AgentCard, ...]
    over: tuple[AgentCard, ...]
    outlets: tuple[OutletCard, ...]
    readings: tuple[ReadingCard, ...]
    mark: str
    found: AgentCard | None
    read_by_found: tuple[ReadingCard, ...]


def press_page(request: HttpRequest) -> PressPage:
    at, mark = clock.now(), request.GET.get("mark", "")[:40]
    found = queries.by_mark(mark=mark) if mark else None
    held = queries.agents(state=State.ACCREDITED)
    return PressPage(
        at,
        queries.agents(state=State.ASKED),
        tuple(one for one in held if one.is_accredited(at)),
        tuple(one for one in held if not one.is_accredited(at)),
        queries.outlets(),
        queries.readings(),
        mark,
        found,
        queries.readings(agent_id=found.id) if found else (),
    )
