"""Contracts with licensors: the list, and one with the windows that hang on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from lanterne.catalogue.rules import TitleCard
from lanterne.rights import queries as rights
from lanterne.rights.queries import HeldLicence, HeldWindow
from lanterne.studio.title_page import cards
from lanterne.studio.windows_page import mark
from lanterne.territories import queries as territories

A_PAGE = 50


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


def held_licence(licence_id: int) -> HeldLicence:
    """Raises the console's "not found" when there is no such licence."""
    found = rights.licence(licence_id=licence_id)
    if found is None:
        raise Http404
    return found


def licence_page(*, licence_id: int, number: int, at: datetime) -> LicencePage:
    """The contract, and one page of its windows across titles and territories."""
    held = held_licence(licence_id)
    begins = (number - 1) * A_PAGE
    found = rights.hanging(licence_id=licence_id, offset=begins, limit=A_PAGE + 1)
    named = {card.id: card for card in cards(tuple({title_id for title_id, _ in found}))}
    lines = tuple(_line(named[title_id], one, at) for title_id, one in found[:A_PAGE])
    return LicencePage(held, lines, number, has_more=len(found) > A_PAGE)


def _line(card: TitleCard, held: HeldWindow, at: datetime) -> WindowLine:
    window, clock = held.window, territories.clock(territory=held.window.territory)
    return WindowLine(
        card=card,
        held=held,
        mark=mark(window, at),
        opens=window.opens_at.astimezone(clock),
        closes=window.closes_at.astimezone(clock) if window.closes_at else None,
    )
