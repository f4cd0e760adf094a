"""Pressing play, as the API hears it: many households at once, and one household twenty times at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from threading import Barrier
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.inside import staging
from bench.inside.serving import Served, serving
from bench.load import Request, WrongAnswer, ask, press, status_of

START = "/api/v1/sessions"
AT_ONCE = 20
STREAMS = 2


def measure(*, households: int, rounds: int, seconds: float) -> dict[str, Any]:
    members = staging.members(households)
    staging.catalogue_of(1)
    title_id = apps.get_model("assets", "Publication").objects.get().title_id
    [crowded] = staging.members(1)
    screens = [staging.another_device(crowded) for _ in range(AT_ONCE)]
    queries = _queries(members[0], title_id)
    connection.close()
    body = json.dumps({"title": title_id, "device": "Bench"})
    starts = [member.posts(START, body) for member in members]
    with serving() as served:
        press(served.address, starts, seconds=min(1.0, seconds))  # warm
        load = press(served.address, starts, seconds=seconds)
        granted = [_round(served, screens, body) for _ in range(rounds)]
    return {**asdict(load), "granted": granted, "queries": queries, "households": households}


def _round(served: Served, screens: list[staging.Member], body: str) -> int:
    """How many of twenty simultaneous starts were granted; those are ended again."""
    together = Barrier(len(screens))

    def start(screen: staging.Member) -> tuple[staging.Member, str] | None:
        together.wait()
        status, answer = status_of(served.address, screen.posts(START, body))
        if status == 200:
            return screen, json.loads(answer)["session_id"]
        if status != 403 or json.loads(answer)["reason"] != "too_many_streams":
            raise WrongAnswer(f"a start was answered with {status} {answer[:300]!r}")
        return None

    with ThreadPoolExecutor(len(screens)) as pool:
        granted = [one for one in pool.map(start, screens) if one]
    for screen, session_id in granted:
        ask(served.address, _stop(screen, session_id))
    return len(granted)


def _stop(screen: staging.Member, session_id: str) -> Request:
    return screen.posts(f"{START}/{session_id}/stop")


def _queries(member: staging.Member, title_id: int) -> int:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.cookies.load(member.cookies)
    wish = {"title": title_id, "device": "Bench"}
    with CaptureQueriesContext(connection) as caught:
        answer = browser.post(START, wish, content_type="application/json")
    if answer.status_code != 200:
        raise WrongAnswer(f"a start was answered with {answer.status_code}")
    return len(caught)
