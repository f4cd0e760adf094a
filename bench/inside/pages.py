"""Home and title page, for a signed-in member, in catalogues of several sizes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.inside import staging
from bench.inside.serving import HOST, serving
from bench.load import press


def measure(*, titles: int, seconds: float) -> dict[str, Any]:
    [member] = staging.members(1)
    pages = {"home": "/", "title": staging.catalogue_of(titles)}
    staging.settle()
    queries = {name: _queries(member, path) for name, path in pages.items()}
    with serving() as served:
        figures = {}
        for name, path in pages.items():
            press(served.address, [member.asks(path)], seconds=min(1.0, seconds))  # warm
            load = press(served.address, [member.asks(path)], seconds=seconds)
            figures[name] = {**asdict(load), "queries": queries[name]}
    return figures


def _queries(member: staging.Member, path: str) -> int:
    browser = Client(HTTP_HOST=HOST)
    browser.cookies.load(member.cookies)
    browser.get(path)  # what is read once for a process is not counted
    reset_queries()
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code} in {settings.VAR}")
    return len(caught)
