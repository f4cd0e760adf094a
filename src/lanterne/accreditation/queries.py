"""Who is signed in, who asked, who is accredited, whose mark it is, and who opened what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from lanterne.accreditation import rules
from lanterne.accreditation.models import Agent, Outlet, Reading, Visit
from lanterne.accreditation.rules import State
from lanterne.core import clock, tokens

# Where a session keeps the token of a visit.
SESSION_KEY = "press_agent"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads before others, as far as a page needs to know. ``market`` is the outlet's country."""

    id: int
    name: str
    outlet: str
    market: str
    mark: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class AgentCard:
    id: int
    name: str
    email: str
    outlet: str
    country: str
    website: str
    language: str
    state: State
    until: datetime | None
    mark: str
    reason: str
    moved_at: datetime

    def is_accredited(self, at: datetime) -> bool:
        return rules.is_accredited(self.state, self.until, at)


@dataclass(frozen=True, slots=True)
class OutletCard:
    """``accredited`` are those who may read now, or could until their day came."""

    name: str
    country: str
    website: str
    accredited: int


@dataclass(frozen=True, slots=True)
class ReadingCard:
    agent: str
    outlet: str
    key: str
    first_at: datetime
    last_at: datetime
    times: int


def agent(session: Mapping[str, Any]) -> Reader | None:
    """Who is signed in with this session and still accredited; None for everybody else."""
    digest = tokens.digest(session.get(SESSION_KEY, ""), rules.VISIT)
    if digest is None:
        return None
    found = Visit.objects.filter(digest=digest).select_related("agent__outlet").first()
    if found is None:
        return None
    row = found.agent
    if not rules.is_accredited(State(row.state), row.until, clock.now()):
        return None
    outlet = row.outlet
    return Reader(row.pk, row.name, outlet.name, outlet.country, row.mark, row.language, row.zone)


def agents(*, state: State, limit: int = 500) -> tuple[AgentCard, ...]:
    """The latest first."""
    rows = Agent.objects.filter(state=state).select_related("outlet")
    return tuple(_card(row) for row in rows.order_by("-moved_at", "-pk")[:limit])


def agent_card(*, agent_id: int) -> AgentCard | None:
    row = Agent.objects.select_related("outlet").filter(pk=agent_id).first()
    return _card(row) if row else None


def by_mark(*, mark: str) -> AgentCard | None:
    """Whose mark stands on a page, however it was copied."""
    row = Agent.objects.select_related("outlet").filter(mark=rules.mark_read(mark)).first()
    return _card(row) if row else None


def outlets() -> tuple[OutletCard, ...]:
    """By name, those of which anybody is or was accredited, or asks."""
    told = Count("agents", filter=Q(agents__state=State.ACCREDITED))
    rows = Outlet.objects.annotate(accredited=told).order_by("folded", "country")
    return tuple(OutletCard(row.name, row.country, row.website, row.accredited) for row in rows)


def readings(*, agent_id: int | None = None, limit: int = 200) -> tuple[ReadingCard, ...]:
    """The latest first, of one agent or of all."""
    rows = Reading.objects.select_related("agent__outlet").order_by("-last_at", "-pk")
    if agent_id is not None:
        rows = rows.filter(agent_id=agent_id)
    return tuple(
        ReadingCard(
            row.agent.name,
            row.agent.outlet.name,
            row.key,
            row.first_at,
            row.last_at,
            row.times,
        )
        for row in rows[:limit]
    )


def _card(row: Agent) -> AgentCard:
    return AgentCard(
        row.pk,
        row.name,
        row.email,
        row.outlet.name,
        row.outlet.country,
        row.outlet.website,
        row.language,
        State(row.state),
        row.until,
        row.mark,
        row.reason,
        row.moved_at,
    )
