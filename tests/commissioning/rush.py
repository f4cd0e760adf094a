"""Twenty ask for one stage at once, in one process on one database; prints what came of it as JSON.

Run by test_rush.py with DATABASE_URL set.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import django
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

django.setup()

from lanterne.commissioning import services  # noqa: E402  # Django is set up first
from lanterne.commissioning.drafts import ComplexDraft  # noqa: E402
from lanterne.commissioning.models import Booking, Decision, RoomDay  # noqa: E402
from lanterne.core import clock  # noqa: E402
from lanterne.core.errors import Refused  # noqa: E402
from tests.commissioning.slating import ACTOR, a_project  # noqa: E402

CROWD = 20
MAY = date(2026, 5, 1)


def stage() -> tuple[list[int], list[int]]:
    call_command("migrate", "commissioning", verbosity=0)
    place = services.add_complex(draft=ComplexDraft("abq", "ABQ", "US"), actor=ACTOR)
    rooms = [
        services.add_room(complex_id=place, name=name, kind="stage", actor=ACTOR)
        for name in ("One", "Two", "Three")
    ]
    return rooms, [a_project(f"Project {number}") for number in range(CROWD)]


def at_once(call: Callable[[int], object]) -> list[str]:
    start = Barrier(CROWD)

    def one(number: int) -> str:
        try:
            start.wait()
            return str(call(number))
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def refused(statement: str) -> str:
    """What the database says to somebody who would rewrite what is kept."""
    try:
        with transaction.atomic():
            connection.cursor().execute(statement)
    except DatabaseError as error:
        return str(error).partition("\n")[0]
    return "done"


def kept(project_id: int) -> list[str]:
    Decision.objects.create(
        project_id=project_id, word="decline", on=MAY, at=clock.now(), actor=ACTOR, reason="No."
    )
    return [
        refused("UPDATE commissioning_stagemove SET reason = 'Another.'"),
        refused("UPDATE commissioning_decision SET reason = 'Yes.'"),
        refused("DELETE FROM commissioning_decision"),
    ]


def main() -> None:
    (one, two, three), projects = stage()

    def wish(room: int, number: int, shift: int) -> dict[str, object]:
        # Of unlike days that all have the last of them in common.
        begins_on = MAY + timedelta(days=shift)
        ends_on = MAY + timedelta(days=CROWD + shift)
        return {
            "project_id": projects[number],
            "room_id": room,
            "begins_on": begins_on,
            "ends_on": ends_on,
            "actor": ACTOR,
        }

    booked = at_once(lambda n: services.book_room(**wish(one, n, n)) and "booked")
    held = at_once(lambda n: services.hold_room(**wish(two, n, 0))[1].name)
    holds = [services.hold_room(**wish(three, n, 0))[0] for n in range(2)]
    freed = at_once(lambda n: services.release_booking(booking_id=holds[0], actor=ACTOR))
    told = {
        "booked": Counter(booked),
        "held": Counter(held),
        "freed": Counter(freed),
        "bookings": Counter(Booking.objects.values_list("room__name", flat=True)),
        "days": Counter(RoomDay.objects.values_list("room__name", flat=True)),
        "seats of three": sorted(
            set(RoomDay.objects.filter(room=three).values_list("booking_id", "seat"))
        )
        == [(holds[1], 1)],
        "kept": kept(projects[0]),
    }
    print(json.dumps(told))


main()
