"""Licence windows and holdbacks as bands on a calendar, a line for each territory and offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from django.http import Http404

from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.needs import Code, Readiness
from lanterne.rights import queries as rights
from lanterne.rights.queries import HeldHoldback, HeldWindow
from lanterne.rights.rules import Market, Offer, Period, Status, Version, Window
from lanterne.studio.concerns import Doubt, doubts
from lanterne.studio.title_page import Head, head
from lanterne.territories import queries as territories

# The calendar shows a little of the past, and at least a year ahead.
BEFORE, AHEAD = timedelta(days=60), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the calendar, in per cent of its width."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Band:
    """A window on the calendar, and how it stands now; the public does not know of a secret one."""

    held: HeldWindow
    left: float
    width: float
    mark: str
    is_secret: bool
    opens: datetime
    closes: datetime | None
    public_from: datetime | None
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    territory: str
    offer: Offer
    clock: str
    bands: tuple[Band, ...]
    held_back: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    begins: datetime
    ends: datetime
    now: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A holdback in the list, told by the clocks of its territory."""

    held: HeldHoldback
    begins: datetime
    ends: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class WindowsPage:
    head: Head
    calendar: Calendar
    holdbacks: tuple[HeldBack, ...]
    doubts: tuple[Doubt, ...]
    ready: tuple[Readiness, ...]


def windows_page(*, title_id: int, at: datetime) -> WindowsPage:
    """What hangs on this very title."""
    held = rights.windows(title_id=title_id)
    back = rights.holdbacks(title_id=title_id)
    markets = [one.territory for one in territories.markets()]
    ready = deliveries.readinesses(title_ids=[title_id], markets=markets, at=at)
    return WindowsPage(
        head=head(title_id),
        ready=tuple(one.without(Code.WINDOW) for one in ready.values()),
        calendar=calendar(held, at, back),
        holdbacks=tuple(_held_back(one, at) for one in back),
        doubts=tuple(
            one for one in doubts(title_ids=[title_id], at=at) if one.warned.title_id == title_id
        ),
    )


def calendar(
    held: tuple[HeldWindow, ...], at: datetime, back: tuple[HeldHoldback, ...] = ()
) -> Calendar:
    """From the first opening, or two months ago, to the last closing, or a year from now."""
    begins = min([at - BEFORE, *(one.window.opens_at for one in held if _is_recent(one, at))])
    closings = [one.window.closes_at for one in held if one.window.closes_at]
    ends = max([at + AHEAD, *(moment + BEFORE for moment in closings)])
    whole = Period(begins, ends)
    contracts = rights.contracts(licence_ids={one.licence_id for one in held if one.licence_id})
    lines = groupby(sorted(held, key=_line), key=_line)
    return Calendar(
        begins=begins,
        ends=ends,
        now=_share(at, whole),
        lines=tuple(
            Line(
                territory,
                Offer(offer),
                str(territories.clock(territory=territory)),
                tuple(_band(one, whole, at, contracts) for one in windows),
                tuple(_crossing(back, Market(territory, Offer(offer)), whole)),
            )
            for (territory, offer), windows in lines
        ),
    )


def held_window(*, title_id: int, window_id: int) -> HeldWindow:
    """Raises the console's "not found" for a window of another title."""
    for one in rights.windows(title_id=title_id):
        if one.id == window_id:
            return one
    raise Http404


def held_holdback(*, title_id: int, holdback_id: int) -> HeldHoldback:
    """Raises the console's "not found" for a holdback of another title."""
    for one in rights.holdbacks(title_id=title_id):
        if one.id == holdback_id:
            return one
    raise Http404


def mark(window: Window, at: datetime) -> str:
    """How a window stands: what keeps it shut comes before its dates, unless these are over."""
    if not window.is_open(at) and at >= window.opens_at:
        return "over"
    if window.terms.status is not Status.APPROVED:
        return window.terms.status.value
    if window.terms.awaits:
        return "waiting"
    return "open" if window.is_open(at) else "ahead"


def clock_of(territory: str) -> tzinfo:
    """The clocks by which a holdback is told: its country's, or UTC where it is for every one."""
    return territories.clock(territory=territory) if territory else UTC


def _is_recent(one: HeldWindow, at: datetime) -> bool:
    """A window that opened long ago would squeeze everything else to a sliver."""
    return one.window.opens_at > at - AHEAD


def _line(one: HeldWindow) -> tuple[str, str]:
    return one.window.territory, one.window.terms.offer


def _band(one: HeldWindow, whole: Period, at: datetime, contracts: dict[int, str]) -> Band:
    window, clock = one.window, territories.clock(territory=one.window.territory)
    place, public_from = _place(window.period, whole), window.terms.public_from
    return Band(
        held=one,
        left=place.left,
        width=place.width,
        mark=mark(window, at),
        is_secret=public_from is not None and at < public_from,
        opens=window.opens_at.astimezone(clock),
        closes=window.closes_at.astimezone(clock) if window.closes_at else None,
        public_from=public_from.astimezone(clock) if public_from else None,
        licence=contracts.get(one.licence_id or 0, ""),
    )


def _crossing(back: Iterable[HeldHoldback], market: Market, whole: Period) -> Iterable[Place]:
    """Where holdbacks cross a line; one that is for a language crosses it as well."""
    for one in back:
        version = Version(one.holdback.language)
        if one.holdback.is_for(market, version) and one.holdback.period.meets(whole):
            yield _place(one.holdback.period, whole)


def _held_back(one: HeldHoldback, at: datetime) -> HeldBack:
    period, clock = one.holdback.period, clock_of(one.holdback.territory)
    return HeldBack(
        held=one,
        begins=period.opens_at.astimezone(clock),
        ends=period.closes_at.astimezone(clock) if period.closes_at else None,
        is_open=period.is_open(at),
    )


def _place(period: Period, whole: Period) -> Place:
    left = _share(period.opens_at, whole)
    right = _share(period.closes_at, whole) if period.closes_at else 100.0
    return Place(left, round(max(right - left, 0.6), 2))


def _share(moment: datetime, whole: Period) -> float:
    ends = whole.closes_at or moment
    return round(min(max((moment - whole.opens_at) / (ends - whole.opens_at), 0.0), 1.0) * 100, 2)
