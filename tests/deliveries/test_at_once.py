"""Two of the staff press the same button in the same moment, on a database that threads can share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.deliveries import queries, services
from lanterne.deliveries.rules import Asset, Role, Wanted
from tests.deliveries.conftest import ACTOR, a_request, state

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4


def at_once(call: Callable[[int], object]) -> list[object]:
    """What each of a crowd was told; a refusal by its code."""
    start = Barrier(CROWD)

    def one(number: int) -> object:
        try:
            start.wait(timeout=60)
            return call(number)
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def test_one_of_those_who_accept_at_once_does(moon):
    asked = a_request(moon, Wanted(Asset.METADATA, "de"))
    catalogue.localise(title_id=moon, language="de", name="Mond", synopsis="…", actor=ACTOR)
    services.note_delivery(request_id=asked, turn=0, actor=ACTOR)

    def accept(number: int) -> object:
        return services.accept(request_id=asked, turn=2, actor=f"user:{number}")

    told = at_once(accept)
    assert sorted(map(str, told)) == ["None", "overtaken", "overtaken", "overtaken"]
    assert state(asked) == "accepted"
    assert len(queries.moves(request_id=asked)) == 4


def test_those_who_run_the_template_at_once_ask_once(moon, markets):
    def ask_all(_number: int) -> object:
        return services.ask_all(
            title_id=moon,
            markets=["FR", "DE"],
            way=Role.FULL,
            due_on=clock.now().date(),
            post_house_id=None,
            actor=ACTOR,
        )

    assert sorted(map(int, at_once(ask_all))) == [0, 0, 0, 10]
    assert len(queries.requests(title_id=moon)) == 10
