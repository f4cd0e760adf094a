"""Complexes and rooms, and who gets a room on which days.

That nobody is in a seat twice is kept by a key of the database, so that it holds however many ask at once: a row for
each seat of each day, written in one transaction with the booking. Who comes too late is refused, and left no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lanterne.commissioning.drafts import ComplexDraft
from lanterne.commissioning.models import Booking, Complex, Project, Room, RoomDay
from lanterne.commissioning.rules.facilities import (
    LONGEST,
    BookingState,
    RoomKind,
    Seat,
    days,
)
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import KeyTaken, NotThere, RoomTaken, WrongFacts
from lanterne.commissioning.services.slate import note
from lanterne.core import audit, clock


@dataclass(frozen=True, slots=True)
class _Wish:
    project: Project
    room: Room
    begins_on: date
    ends_on: date

    @property
    def detail(self) -> dict[str, str]:
        """As the audit trail keeps it."""
        return {
            "room": self.room.name,
            "begins_on": self.begins_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
        }


@transaction.atomic
def add_complex(*, draft: ComplexDraft, actor: str) -> int:
    """Put a complex on record; with a day from which it is ours, if it is."""
    checks.territory(draft.territory)
    if draft.owned_until is not None and (
        draft.owned_since is None or draft.owned_until <= draft.owned_since
    ):
        raise WrongFacts(_("What is ours for a time begins before it ends."))
    columns = {
        "key": checks.key(draft.key, draft.name),
        "name": checks.name(draft.name),
        "territory": draft.territory,
        "city": checks.line(draft.city, most=120),
        "owned_since": draft.owned_since,
        "owned_until": draft.owned_until,
    }
    try:
        with transaction.atomic():
            row = Complex.objects.create(**columns)
    except IntegrityError as error:
        raise KeyTaken(
            _("There is a complex “%(key)s” already.") % {"key": columns["key"]}
        ) from error
    _note_place(actor, "add_complex", row, name=row.name)
    return row.pk


@transaction.atomic
def add_room(
    *, complex_id: int, name: str, kind: str, actor: str, square_metres: int | None = None
) -> int:
    place = Complex.objects.select_for_update().filter(pk=complex_id).first()
    if place is None:
        raise NotThere(_("There is no such complex."))
    if kind not in set(RoomKind):
        raise WrongFacts(_("“%(kind)s” is no kind of room.") % {"kind": kind[:20]})
    if square_metres is not None and not 0 < square_metres < 10**6:
        raise WrongFacts(_("A room has at least one square metre."))
    said = checks.line(name, most=80) or str(place.rooms.count() + 1)
    if place.rooms.filter(name=said).exists():
        raise KeyTaken(_("There is a room “%(name)s” already.") % {"name": said})
    room = Room.objects.create(complex=place, name=said, kind=kind, square_metres=square_metres)
    _note_place(actor, "add_room", place, name=said, kind=kind)
    return room.pk


@transaction.atomic
def hold_room(
    *, project_id: int, room_id: int, begins_on: date, ends_on: date, actor: str
) -> tuple[int, Seat]:
    """Hold a room until before ``ends_on``: first if nobody else is there on any of the days, else second."""
    wish = _asked(project_id, room_id, begins_on, ends_on)
    for seat in Seat:
        held = _seated(wish, seat, BookingState.HOLD, actor)
        if held is not None:
            note(actor, "hold_room", wish.project, **wish.detail)
            return held.pk, seat
    raise _taken(wish)


@transaction.atomic
def book_room(*, project_id: int, room_id: int, begins_on: date, ends_on: date, actor: str) -> int:
    """Book a room at once, if nobody is first there on any of the days."""
    wish = _asked(project_id, room_id, begins_on, ends_on)
    held = _seated(wish, Seat.FIRST, BookingState.CONFIRMED, actor)
    if held is None:
        raise _taken(wish)
    note(actor, "book_room", wish.project, **wish.detail)
    return held.pk


@transaction.atomic
def confirm_booking(*, booking_id: int, actor: str) -> None:
    """Make a first hold a booking."""
    row = _held(booking_id)
    if row.state == BookingState.CONFIRMED:
        return
    if row.state == BookingState.RELEASED:
        raise WrongFacts(_("This hold was released."))
    if row.days.exclude(seat=Seat.FIRST).exists():
        raise RoomTaken(_("Somebody else is first there: they confirm or release before you."))
    row.state = BookingState.CONFIRMED
    row.save(update_fields=["state"])
    note(actor, "confirm_booking", row.project, room=str(row.room), booking=row.pk)


@transaction.atomic
def release_booking(*, booking_id: int, actor: str) -> None:
    """Give a room's days free; who waits second for days that are all free now becomes first."""
    row = _held(booking_id)
    if row.state == BookingState.RELEASED:
        return
    row.state = BookingState.RELEASED
    row.save(update_fields=["state"])
    row.days.all().delete()
    note(actor, "release_booking", row.project, room=str(row.room), booking=row.pk)
    waiting = Booking.objects.filter(
        room=row.room, begins_on__lt=row.ends_on, ends_on__gt=row.begins_on
    )
    for one in waiting.filter(days__seat=Seat.SECOND).distinct().order_by("at", "pk"):
        _move_up(one)


def _move_up(row: Booking) -> None:
    try:
        with transaction.atomic():
            row.days.update(seat=Seat.FIRST)
    except IntegrityError:
        # Somebody else is first on some of the days: it goes on waiting.
        return


def _asked(project_id: int, room_id: int, begins_on: date, ends_on: date) -> _Wish:
    project = Project.objects.filter(pk=project_id).first()
    room = Room.objects.filter(pk=room_id).first()
    if project is None or room is None:
        raise NotThere(_("There is no such project or no such room."))
    checks.day(begins_on)
    checks.day(ends_on)
    if not begins_on < ends_on <= begins_on + LONGEST:
        raise WrongFacts(_("A room is taken for one day at least and two years at most."))
    return _Wish(project, room, begins_on, ends_on)


def _seated(wish: _Wish, seat: Seat, state: BookingState, actor: str) -> Booking | None:
    """The booking in that seat on all the days, or none and no trace where one of them is taken."""
    try:
        with transaction.atomic():
            row = Booking.objects.create(
                room=wish.room,
                project=wish.project,
                state=state,
                begins_on=wish.begins_on,
                ends_on=wish.ends_on,
                actor=actor,
                at=clock.now(),
            )
            RoomDay.objects.bulk_create(
                RoomDay(room=wish.room, on=on, seat=seat, booking=row)
                for on in days(wish.begins_on, wish.ends_on)
            )
    except IntegrityError:
        return None
    return row


def _taken(wish: _Wish) -> RoomTaken:
    """The refusal, which names who is there first, if they still are."""
    first = RoomDay.objects.filter(room=wish.room, on__gte=wish.begins_on, on__lt=wish.ends_on)
    found = first.select_related("booking__project").order_by("on", "seat").first()
    if found is None:
        return RoomTaken(_("This room is taken on some of these days."))
    return RoomTaken(
        _("“%(project)s” has this room on %(day)s.")
        % {"project": found.booking.project.name, "day": found.on.isoformat()}
    )


def _held(booking_id: int) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("project", "room")
    row = rows.filter(pk=booking_id).first()
    if row is None:
        raise NotThere(_("There is no such booking."))
    return row


def _note_place(actor: str, action: str, row: Complex, **detail: object) -> None:
    audit.record(
        actor=actor, action=f"commissioning.{action}", subject=f"complex:{row.key}", detail=detail
    )
