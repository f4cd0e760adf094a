"""Who may ask what: every route of the API, for every kind of caller."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from lanterne.api.urls import api
from lanterne.catalogue import services as catalogue
from lanterne.playback import services as playback
from tests.cast import a_household, subscribe
from tests.screening import KID_64, NOW, SOFA

# Every door times everybody: too long for the fast part.
pytestmark = pytest.mark.slow

ROLES = ("anonymous", "no_profile", "subscriber", "other_household", "lapsed", "staff")

# What each role is told, in the order of ROLES. The other household pays for nothing, the lapsed one no more;
# both ask for what is the subscriber's.
MATRIX = {
    ("GET", "/me"): (401, 200, 200, 200, 200, 200),
    ("GET", "/profiles"): (401, 200, 200, 200, 200, 403),
    ("POST", "/profiles/{profile_id}/choose"): (401, 200, 200, 404, 404, 403),
    ("GET", "/home"): (401, 403, 200, 403, 403, 403),
    ("GET", "/search"): (401, 403, 200, 403, 403, 403),
    ("GET", "/titles/{slug}"): (401, 403, 200, 403, 403, 403),
    ("GET", "/collections/{slug}"): (401, 403, 200, 403, 403, 403),
    ("POST", "/sessions"): (401, 403, 200, 403, 403, 403),
    ("POST", "/sessions/{session_id}/beats"): (401, 200, 200, 404, 404, 403),
    ("POST", "/sessions/{session_id}/stop"): (401, 200, 200, 404, 404, 403),
    ("POST", "/sessions/{session_id}/licence"): (401, 200, 200, 404, 404, 403),
    ("GET", "/jobs/{job_id}"): (401, 403, 403, 403, 403, 200),
    ("GET", "/rules/{territory}"): (401, 403, 403, 403, 403, 200),
    ("GET", "/rules/{territory}/chronology"): (401, 403, 403, 403, 403, 200),
    ("POST", "/rules/{territory}/what-if"): (401, 403, 403, 403, 403, 200),
}
BODIES = {
    "/sessions/{session_id}/beats": {"sequence": 1, "position": 1.0, "ranges": [[0.0, 1.0]]},
    "/sessions/{session_id}/stop": {},
    "/sessions/{session_id}/licence": {"kids": [KID_64]},
    "/rules/{territory}/what-if": {"slate": []},
}
# What programs ask with a token has its own table, in test_partners_refusals.py.
OPERATIONS = [
    (method.upper(), path)
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
    for method, told in methods.items()
    if {"Bearer": []} not in told["security"]
]


@dataclass(frozen=True)
class House:
    """The subscriber's things, which others ask for."""

    profile_id: int
    session_id: UUID
    title_id: int
    job_id: int


@pytest.fixture
def house(plans, film):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    gathered = catalogue.create_collection(name="Le Voyage", language="fr", actor="system:test")
    catalogue.put_in(collection_id=gathered, title_id=film.title_id, actor="system:test")
    started = playback.start_session(
        seat=playback.Seat(person.household_id, person.profile_id, SOFA),
        title_id=film.title_id,
        at=NOW,
    )
    return person, House(person.profile_id, started.session_id, film.title_id, film.job_id)


@pytest.fixture
def arrive(client, house, request, sign_in):
    """The client as one of ROLES."""

    def as_role(role):
        if role == "anonymous":
            return client
        person = house[0]
        if role == "other_household":
            person = request.getfixturevalue("stranger")
        if role == "lapsed":
            person = a_household("late@example.com", "Paule", territory="FR", language="fr")
            subscribe(person.household_id, at=NOW - timedelta(days=60))
        if role == "staff":
            person = request.getfixturevalue("editor")
        sign_in(person)
        if role in {"subscriber", "other_household", "lapsed"}:
            session = client.session
            session["profile_id"] = person.profile_id
            session.save()
        return client

    return as_role


def test_every_route_has_a_row():
    assert sorted(OPERATIONS) == sorted(MATRIX)


@pytest.mark.parametrize(
    ("operation", "role", "status"),
    [
        pytest.param(operation, role, status, id=f"{' '.join(operation)} {role}")
        for operation, statuses in MATRIX.items()
        for role, status in zip(ROLES, statuses, strict=True)
    ],
)
def test_each_role_is_told(operation, role, status, arrive, house):
    method, path = operation
    _, own = house
    address = path.format(
        profile_id=own.profile_id,
        session_id=own.session_id,
        slug="le-voyage",
        job_id=own.job_id,
        territory="FR",
    )
    body = BODIES.get(path, {"title": own.title_id})
    with time_machine.travel(NOW, tick=False):
        client = arrive(role)
        response = client.generic(
            method,
            f"/api/v1{address}",
            *((json.dumps(body), "application/json") if method == "POST" else ()),
            **({"QUERY_STRING": "q=voyage"} if path == "/search" else {}),
        )
    assert response.status_code == status, response.content
    if status >= 400:
        told = response.json()
        assert set(told) == {"reason", "sentence"}
        assert told["sentence"].endswith(".")
