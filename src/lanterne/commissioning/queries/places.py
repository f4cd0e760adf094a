"""Complexes, their rooms, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lanterne.commissioning.models import Booking, Complex, Room
from lanterne.commissioning.rules.facilities import BookingState, RoomKind, Seat


@dataclass(frozen=True, slots=True)
class BookingCard:
    """``seat`` is none once it is released; a hold in the second seat waits behind another."""

    id: int
    room_id: int
    project_id: int
    project: str
    territory: str
    state: BookingState
    begins_on: date
    ends_on: date
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class RoomCard:
    id: int
    name: str
    kind: RoomKind
    square_metres: int | None
    bookings: tuple[BookingCard, ...]


@dataclass(frozen=True, slots=True)
class ComplexCard:
    """``figures`` are keys of claims about it, by what they are there for."""

    id: int
    key: str
    name: str
    territory: str
    city: str
    owned_since: date | None
    owned_until: date | None
    rooms: tuple[RoomCard, ...]
    figures: tuple[tuple[str, str], ...]

    def is_ours(self, on: date) -> bool:
        begun = self.owned_since is not None and self.owned_since <= on
        return begun and (self.owned_until is None or on < self.owned_until)

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.rooms)


def complexes(*, begins_on: date, ends_on: date) -> tuple[ComplexCard, ...]:
    """All of them by name, with what is held and booked in a period."""
    rows = Complex.objects.prefetch_related("rooms", "figures").order_by("name")
    booked = _by_room(_in(begins_on, ends_on))
    return tuple(_complex(row, booked) for row in rows)


def rooms() -> tuple[tuple[int, str], ...]:
    """The number of each room, and its name with that of its complex."""
    rows = Room.objects.select_related("complex").order_by("complex__name", "pk")
    return tuple((row.pk, f"{row.complex.name}, {row.name}") for row in rows)


def named_complexes() -> tuple[tuple[int, str], ...]:
    """The number and the name of each complex."""
    return tuple(Complex.objects.order_by("name", "pk").values_list("pk", "name"))


def territory_of_complex(*, complex_id: int) -> str | None:
    return Complex.objects.filter(pk=complex_id).values_list("territory", flat=True).first()


def owned(*, on: date) -> tuple[ComplexCard, ...]:
    """Those that are ours on a day."""
    found = complexes(begins_on=on, ends_on=date.fromordinal(on.toordinal() + 1))
    return tuple(one for one in found if one.is_ours(on))


def booking(*, booking_id: int) -> BookingCard | None:
    row = _bookings().filter(pk=booking_id).first()
    return _card(row) if row else None


def of_project(*, project_id: int) -> tuple[tuple[str, BookingCard], ...]:
    """What a project holds and has, with the name of the place."""
    rows = _bookings().filter(project_id=project_id).exclude(state=BookingState.RELEASED)
    return tuple(
        (f"{row.room.complex.name}, {row.room.name}", _card(row))
        for row in rows.select_related("room__complex").order_by("begins_on", "pk")
    )


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("project").prefetch_related("days")


def _in(begins_on: date, ends_on: date) -> QuerySet[Booking]:
    met = Q(begins_on__lt=ends_on, ends_on__gt=begins_on)
    return _bookings().filter(met).exclude(state=BookingState.RELEASED).order_by("begins_on", "pk")


def _by_room(rows: Iterable[Booking]) -> dict[int, list[BookingCard]]:
    found: dict[int, list[BookingCard]] = {}
    for row in rows:
        found.setdefault(row.room_id, []).append(_card(row))
    return found


def _card(row: Booking) -> BookingCard:
    seats = {one.seat for one in row.days.all()}
    return BookingCard(
        row.pk,
        row.room_id,
        row.project_id,
        row.project.name,
        row.project.territory,
        BookingState(row.state),
        row.begins_on,
        row.ends_on,
        Seat(max(seats)) if seats else None,
    )


def _complex(row: Complex, booked: dict[int, list[BookingCard]]) -> ComplexCard:
    rooms = sorted(row.rooms.all(), key=lambda one: one.pk)
    return ComplexCard(
        row.pk,
        row.key,
        row.name,
        row.territory,
        row.city,
        row.owned_since,
        row.owned_until,
        tuple(_room(one, booked.get(one.pk, [])) for one in rooms),
        tuple((one.about, one.claim_id) for one in row.figures.all()),
    )


def _room(row: Room, booked: list[BookingCard]) -> RoomCard:
    return RoomCard(row.pk, row.name, RoomKind(row.kind), row.square_metres, tuple(booked))
