"""What is to be decided, desk by desk: first where the reader decides, then where others do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lanterne.accounts.permits import DESK_NAMES
from lanterne.accounts.roles import Desk, Standing, may_change, may_see
from lanterne.studio.decisions import Decisions, decisions

# A room that brings a decision adds its name here, its tuple to `Decisions`, and its template to studio/decide.
PARTS: dict[Desk, tuple[str, ...]] = {
    Desk.PUBLISH: ("drafts", "silent"),
    Desk.RIGHTS: ("undecided", "unopened", "closing", "lapsing"),
    Desk.DELIVERIES: ("running", "failed", "unready", "late", "to_accept", "unstreamed"),
}


@dataclass(frozen=True, slots=True)
class DeskShown:
    """``parts`` are the templates of what waits there."""

    desk: Desk
    name: str | Promise
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    waiting: Decisions
    mine: tuple[DeskShown, ...]
    others: tuple[DeskShown, ...]

    @property
    def has_titles(self) -> bool:
        return self.waiting.has_titles


def start_page(*, who: Standing, at: datetime) -> StartPage:
    """Whoever changes nothing anywhere decides nothing, and sees what others have to."""
    waiting = decisions(at=at, who=who)
    shown = [one for desk in PARTS if may_see(who, desk) and (one := _desk(desk, waiting)).parts]
    mine = tuple(one for one in shown if may_change(who, one.desk))
    return StartPage(waiting, mine, tuple(one for one in shown if one not in mine))


def _desk(desk: Desk, waiting: Decisions) -> DeskShown:
    names = (name for name in PARTS[desk] if getattr(waiting, name))
    return DeskShown(desk, DESK_NAMES[desk], tuple(f"studio/decide/{name}.html" for name in names))
