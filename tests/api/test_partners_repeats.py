"""A POST that arrives more than once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from lanterne.catalogue.queries import editing
from tests.api.partners import a_program, problem

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
FILM = {"kind": "film", "original_name": "Le Voyage", "original_language": "fr"}


@pytest.fixture
def program(editor):
    return a_program(editor)


def titles():
    return editing.listed().count()


def test_the_same_key_and_body_make_one_title_and_tell_it_twice(program):
    first, second = (
        program.post("/catalogue/titles", FILM, Idempotency_Key="one") for _ in range(2)
    )
    assert (second.status_code, second.json()) == (201, first.json())
    assert (second["ETag"], second["Location"]) == (first["ETag"], first["Location"])
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert titles() == 1


def test_the_same_key_with_another_body_is_refused(program):
    program.post("/catalogue/titles", FILM, Idempotency_Key="one")
    other = program.post("/catalogue/titles", {**FILM, "year": 1902}, Idempotency_Key="one")
    assert problem(other) == (422, "key_reused")
    assert titles() == 1


def test_a_key_is_the_tokens_own(program, editor):
    program.post("/catalogue/titles", FILM, Idempotency_Key="one")
    other = a_program(editor).post("/catalogue/titles", FILM, Idempotency_Key="one")
    assert (other.status_code, titles()) == (201, 2)


def test_what_was_refused_may_be_tried_again_under_its_key(program):
    wrong = {**FILM, "original_name": " "}
    assert program.post("/catalogue/titles", wrong, Idempotency_Key="one").status_code == 422
    assert program.post("/catalogue/titles", FILM, Idempotency_Key="one").status_code == 201


def test_a_key_is_forgotten_after_a_day(editor):
    with time_machine.travel(NOW, tick=False) as clock:
        program = a_program(editor)
        program.post("/catalogue/titles", FILM, Idempotency_Key="one")
        clock.shift(timedelta(hours=24) - timedelta(seconds=1))
        assert "Idempotency-Replayed" in program.post(
            "/catalogue/titles", FILM, Idempotency_Key="one"
        )
        clock.shift(timedelta(seconds=1))
        again = program.post("/catalogue/titles", FILM, Idempotency_Key="one")
    assert ("Idempotency-Replayed" in again, titles()) == (False, 2)


def test_a_key_without_end_is_refused(program):
    response = program.post("/catalogue/titles", FILM, Idempotency_Key="k" * 201)
    assert problem(response) == (400, "key_wrong")


@pytest.mark.django_db(transaction=True)
def test_of_those_that_arrive_at_once_one_makes_and_all_are_told(editor):
    program, start = a_program(editor), Barrier(4)

    def post(_number):
        start.wait(timeout=60)
        try:
            return program.post("/catalogue/titles", FILM, Idempotency_Key="one").json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        told = set(crowd.map(post, range(4)))
    assert (len(told), titles()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_those_that_change_the_same_version_at_once_one_does(editor):
    program, start = a_program(editor), Barrier(4)
    made = program.post("/catalogue/titles", FILM)
    here, tag = f"/catalogue/titles/{made.json()['id']}", made["ETag"]

    def change(number):
        start.wait(timeout=60)
        try:
            return program.ask("PATCH", here, {"year": 1900 + number}, If_Match=tag).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        told = sorted(crowd.map(change, range(4)))
    assert told == [200, 412, 412, 412]
