"""Rooms that are held, booked and given free; one of a kind in a seat of a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import ComplexDraft
from lanterne.commissioning.models import Booking, RoomDay
from lanterne.commissioning.rules.facilities import Seat
from tests.commissioning.slating import ACTOR, a_project

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def stage():
    draft = ComplexDraft("abq", "ABQ Studios", "US", "Albuquerque", date(2018, 10, 8))
    place = services.add_complex(draft=draft, actor=ACTOR)
    return services.add_room(complex_id=place, name="Stage 1", kind="stage", actor=ACTOR)


def hold(room: int, name: str, begins_on: date = MAY, ends_on: date = JUNE) -> tuple[int, Seat]:
    project_id = a_project(name)
    return services.hold_room(
        project_id=project_id, room_id=room, begins_on=begins_on, ends_on=ends_on, actor=ACTOR
    )


def book(room: int, name: str, begins_on: date = MAY, ends_on: date = JUNE) -> int:
    return services.book_room(
        project_id=a_project(name), room_id=room, begins_on=begins_on, ends_on=ends_on, actor=ACTOR
    )


def test_the_first_who_holds_is_first_the_next_second_and_a_third_is_refused(stage):
    assert hold(stage, "Osmosis")[1] is Seat.FIRST
    assert hold(stage, "Vampires")[1] is Seat.SECOND
    with pytest.raises(services.RoomTaken, match="“Osmosis” has this room on 2026-05-01"):
        hold(stage, "Banlieusards")
    assert (Booking.objects.count(), RoomDay.objects.count()) == (2, 62)


def test_bookings_may_meet_and_not_overlap(stage):
    book(stage, "Osmosis")
    book(stage, "Vampires", JUNE, JULY)
    with pytest.raises(services.RoomTaken):
        book(stage, "Banlieusards", date(2026, 5, 31), date(2026, 6, 2))


def test_one_day_that_is_taken_refuses_them_all(stage):
    book(stage, "Osmosis", date(2026, 5, 20), date(2026, 5, 21))
    with pytest.raises(services.RoomTaken):
        book(stage, "Vampires")
    assert RoomDay.objects.count() == 1


def test_the_second_waits_until_the_first_gives_free(stage):
    first, _seat = hold(stage, "Osmosis")
    second, _seat = hold(stage, "Vampires")
    with pytest.raises(services.RoomTaken):
        services.confirm_booking(booking_id=second, actor=ACTOR)

    services.release_booking(booking_id=first, actor=ACTOR)
    assert queries.booking(booking_id=second).seat is Seat.FIRST
    services.confirm_booking(booking_id=second, actor=ACTOR)
    assert queries.booking(booking_id=second).state == "confirmed"
    assert queries.booking(booking_id=first).seat is None
    with pytest.raises(services.WrongFacts):
        services.confirm_booking(booking_id=first, actor=ACTOR)


def test_who_waits_behind_two_goes_on_waiting_for_the_other(stage):
    first, _seat = hold(stage, "Osmosis", MAY, date(2026, 5, 10))
    hold(stage, "Vampires", date(2026, 5, 10), JUNE)
    second, seat = hold(stage, "Banlieusards")
    assert seat is Seat.SECOND

    services.release_booking(booking_id=first, actor=ACTOR)
    assert queries.booking(booking_id=second).seat is Seat.SECOND


def test_the_database_itself_lets_nobody_sit_on_another(stage):
    held = book(stage, "Osmosis")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomDay.objects.create(room_id=stage, on=MAY, seat=1, booking_id=held)


@pytest.mark.parametrize("ends_on", [MAY, date(2026, 4, 30), date(2028, 5, 20)])
def test_a_room_is_taken_for_a_day_at_least_and_two_years_at_most(stage, ends_on):
    with pytest.raises(services.WrongFacts):
        hold(stage, "Osmosis", MAY, ends_on)


def test_a_complex_is_ours_from_the_day_on_that_we_have_it():
    draft = ComplexDraft("abq", "ABQ Studios", "US", "", date(2018, 10, 8), date(2030, 1, 1))
    place = services.add_complex(draft=draft, actor=ACTOR)
    for number in range(1, 9):
        services.add_room(complex_id=place, name=f"Stage {number}", kind="stage", actor=ACTOR)

    [ours] = queries.owned(on=date(2018, 10, 8))
    assert (ours.name, ours.count("stage")) == ("ABQ Studios", 8)
    assert queries.owned(on=date(2018, 10, 7)) == ()
    assert queries.owned(on=date(2030, 1, 1)) == ()
    with pytest.raises(services.KeyTaken):
        services.add_complex(draft=draft, actor=ACTOR)
    with pytest.raises(services.KeyTaken):
        services.add_room(complex_id=place, name="Stage 1", kind="stage", actor=ACTOR)
