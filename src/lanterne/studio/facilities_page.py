"""Rooms and who is in them, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from lanterne.accounts.roles import Standing
from lanterne.commissioning import queries
from lanterne.commissioning.queries import BookingCard, ComplexCard
from lanterne.commissioning.rules.facilities import Seat
from lanterne.core import clock
from lanterne.studio.choices import Choices

A_QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking on the calendar, in per cent of its width; who waits is drawn beneath."""

    card: BookingCard
    left: float
    width: float
    mark: str

    @property
    def top(self) -> int:
        return 22 if self.mark == "second" else 2


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    kind: str
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Place:
    card: ComplexCard
    is_ours: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, in per cent of the width."""

    left: float
    on: date


@dataclass(frozen=True, slots=True)
class Facilities:
    begins: date
    ends: date
    before: date
    now: float | None
    ticks: tuple[Tick, ...]
    places: tuple[Place, ...]


def facilities(*, begins: date, today: date) -> Facilities:
    ends = begins + A_QUARTER
    found = queries.complexes(begins_on=begins, ends_on=ends)
    places = tuple(Place(one, one.is_ours(today), _lines(one, begins)) for one in found)
    days = (today - begins).days
    now = round(days / A_QUARTER.days * 100, 2) if 0 <= days < A_QUARTER.days else None
    return Facilities(begins, ends, begins - A_QUARTER, now, _ticks(begins, ends), places)


def _ticks(begins: date, ends: date) -> tuple[Tick, ...]:
    every = (begins + timedelta(days=day) for day in range((ends - begins).days))
    return tuple(
        Tick(round((on - begins).days / A_QUARTER.days * 100, 2), on) for on in every if on.day == 1
    )


def offered(who: Standing) -> tuple[Choices, Choices]:
    """The projects of the reader's countries that may shoot, and rooms."""
    found = queries.projects(queries.Wanted(is_under_way=True))
    projects = [one for one in found if who.acts_in([one.territory])]
    rooms = [(str(room_id), name) for room_id, name in queries.rooms()]
    return [(str(one.id), one.name) for one in projects], rooms


def places_page() -> tuple[ComplexCard, ...]:
    """Every complex with its rooms, whoever is in them today."""
    today = clock.now().date()
    return queries.complexes(begins_on=today, ends_on=today + timedelta(days=1))


def held_booking(booking_id: int) -> BookingCard:
    """The booking, or the console's "not found"."""
    found = queries.booking(booking_id=booking_id)
    if found is None:
        raise Http404
    return found


def _lines(place: ComplexCard, begins: date) -> tuple[Line, ...]:
    return tuple(
        Line(room.name, room.kind.value, tuple(_taken(one, begins) for one in room.bookings))
        for room in place.rooms
    )


def _taken(card: BookingCard, begins: date) -> Taken:
    first = max((card.begins_on - begins).days, 0)
    last = min((card.ends_on - begins).days, A_QUARTER.days)
    left = round(first / A_QUARTER.days * 100, 2)
    width = round((last - first) / A_QUARTER.days * 100, 2)
    mark = "second" if card.seat is Seat.SECOND else card.state.value
    return Taken(card, left, width, mark)
