"""Licence windows as bands on a calendar, a line for each territory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.http import Http404

from lanterne.rights import queries as rights
from lanterne.rights.queries import HeldWindow
from lanterne.studio.title_page import Head, head
from lanterne.territories import queries as territories

# The calendar shows a little of the past, and at least a year ahead.
BEFORE, AHEAD = timedelta(days=60), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Band:
    """A window on the calendar, in per cent of its width, and how it stands now."""

    held: HeldWindow
    left: float
    width: float
    mark: str
    opens: datetime
    closes: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    territory: str
    clock: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    begins: datetime
    ends: datetime
    now: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WindowsPage:
    head: Head
    calendar: Calendar


def windows_page(*, title_id: int, at: datetime) -> WindowsPage:
    """The windows that hang on this very title."""
    held = rights.windows(title_id=title_id)
    return WindowsPage(head(title_id), calendar(held, at))


def calendar(held: tuple[HeldWindow, ...], at: datetime) -> Calendar:
    """From the first opening, or two months ago, to the last closing, or a year from now."""
    begins = min([at - BEFORE, *(one.window.opens_at for one in held if _is_recent(one, at))])
    closings = [one.window.closes_at for one in held if one.window.closes_at]
    ends = max([at + AHEAD, *(moment + BEFORE for moment in closings)])
    by_territory = groupby(held, key=lambda one: one.window.territory)
    return Calendar(
        begins=begins,
        ends=ends,
        now=_share(at, begins, ends),
        lines=tuple(
            Line(
                territory,
                str(territories.clock(territory=territory)),
                tuple(_band(one, begins, ends, at) for one in windows),
            )
            for territory, windows in by_territory
        ),
    )


def held_window(*, title_id: int, window_id: int) -> HeldWindow:
    """Raises the console's "not found" for a window of another title."""
    for one in rights.windows(title_id=title_id):
        if one.id == window_id:
            return one
    raise Http404


def _is_recent(one: HeldWindow, at: datetime) -> bool:
    """A window that opened long ago would squeeze everything else to a sliver."""
    return one.window.opens_at > at - AHEAD


def _band(one: HeldWindow, begins: datetime, ends: datetime, at: datetime) -> Band:
    window, clock = one.window, territories.clock(territory=one.window.territory)
    left = _share(window.opens_at, begins, ends)
    right = _share(window.closes_at, begins, ends) if window.closes_at else 100.0
    return Band(
        held=one,
        left=left,
        width=max(right - left, 0.6),
        mark="open" if window.is_open(at) else "ahead" if at < window.opens_at else "over",
        opens=window.opens_at.astimezone(clock),
        closes=window.closes_at.astimezone(clock) if window.closes_at else None,
    )


def _share(moment: datetime, begins: datetime, ends: datetime) -> float:
    return round(min(max((moment - begins) / (ends - begins), 0.0), 1.0) * 100, 2)
