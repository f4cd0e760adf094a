"""Contracts with licensors: the list, and one with the windows that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404

from lanterne.accounts.roles import Standing
from lanterne.catalogue.rules import TitleCard
from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.rights.queries import HeldLicence, HeldWindow, grants
from lanterne.rights.queries import changes as terms
from lanterne.studio import activity, happenings
from lanterne.studio.access import may_act
from lanterne.studio.audit_page import named
from lanterne.studio.happenings import Happening, Undo
from lanterne.studio.title_page import cards
from lanterne.studio.windows_page import mark
from lanterne.territories import queries as territories

A_PAGE = 50
# Of its history; older lines stand under Audit.
LATEST = 50


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A window under the licence, told by the clocks of its territory."""

    card: TitleCard
    held: HeldWindow
    mark: str
    opens: datetime
    closes: datetime | None


@dataclass(frozen=True, slots=True)
class LicencePage:
    licence: HeldLicence
    windows: tuple[WindowLine, ...]
    page: int
    has_more: bool
    happenings: tuple[Happening, ...]


def held_licence(licence_id: int) -> HeldLicence:
    """Raises the console's "not found" when there is no such licence."""
    found = rights.licence(licence_id=licence_id)
    if found is None:
        raise Http404
    return found


def licence_page(*, licence_id: int, number: int, at: datetime, reader: Standing) -> LicencePage:
    """The contract, and one page of its windows across titles and territories."""
    held = held_licence(licence_id)
    begins = (number - 1) * A_PAGE
    found = rights.hanging(licence_id=licence_id, offset=begins, limit=A_PAGE + 1)
    known = {card.id: card for card in cards(tuple({title_id for title_id, _ in found}))}
    lines = tuple(_line(known[title_id], one, at) for title_id, one in found[:A_PAGE])
    return LicencePage(
        held,
        lines,
        number,
        has_more=len(found) > A_PAGE,
        happenings=tuple(_happenings(licence_id, reader)),
    )


def _happenings(licence_id: int, reader: Standing) -> Iterator[Happening]:
    """The latest first."""
    lines = audit.lines(subject=f"licence:{licence_id}", limit=LATEST)
    before, who = happenings.earlier(lines), {one.line.id: one.who for one in named(lines)}
    kept = terms.changes(line_ids=[one.id for one in lines])
    now = terms.licence_now(licence_id=licence_id)
    bound = grants.territories_of_licence(licence_id=licence_id)
    may_undo = may_act(reader, "studio:take_back_licence", *bound)
    for line in lines:
        told = happenings.changes(line, before[line.id])
        one = Happening(line, who[line.id], activity.deed(line.action), told)
        change = kept.get(line.id)
        # That it was put on record is not taken back.
        if change is None or change.before is None or not may_undo:
            yield one
            continue
        undo = Undo.OFFERED if now == change.after else Undo.OVERTAKEN
        yield replace(one, undo=undo, change_id=change.id, door="studio:take_back_licence")


def _line(card: TitleCard, held: HeldWindow, at: datetime) -> WindowLine:
    window, clock = held.window, territories.clock(territory=held.window.territory)
    return WindowLine(
        card=card,
        held=held,
        mark=mark(window, at),
        opens=window.opens_at.astimezone(clock),
        closes=window.closes_at.astimezone(clock) if window.closes_at else None,
    )
