"""A licensed catalogue: questions asked in this process one after another, and its pages and lists as they are served."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from bench.inside import staging
from bench.inside.serving import serving
from bench.inside.staging import LONG_AGO, Member
from bench.load import ask, press
from bench.tables import percentile
from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import ProfileCard
from lanterne.core import clock
from lanterne.core.cursor import Cursor
from lanterne.discovery import queries as discovery
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market, Window
from lanterne.studio import facets
from lanterne.studio.titles_page import Wanted, titles_page
from lanterne.territories import queries as territories
from lanterne.web import showcase

TERRITORIES = (
    "FR", "BE", "CH", "LU", "DE", "AT", "GB", "IE", "ES", "PT", "IT", "NL", "DK", "SE", "NO",
    "FI", "IS", "PL", "CZ", "SK", "HU", "RO", "BG", "GR", "HR", "SI", "EE", "LV", "LT", "MT",
)  # fmt: skip
DAY = timedelta(days=1)
# Each title was open once, is open, and will be again.
PERIODS = ((-900 * DAY, -300 * DAY), (timedelta(0), 800 * DAY), (900 * DAY, 1200 * DAY))
SEED = 4
# Itself, its season and its episodes: a fifth of the catalogue is of series.
TITLES_OF_A_SERIES = 2 + staging.EPISODES
PAGE = 50
WARM = 8


def measure(*, titles: int, questions: int, seconds: float) -> dict[str, Any]:
    [member] = staging.members(1)
    begun = time.perf_counter()
    series = titles // 50
    path = staging.catalogue_of(titles - TITLES_OF_A_SERIES * series, windows=tuple(_windows()))
    if series:
        staging.series_of(series, windows=tuple(_windows()))
    staging.settle()
    staged = time.perf_counter() - begun
    asked = {name: timed(ask, count) for name, ask, count in _questions(member, questions)}
    return {"staged": staged, "asked": asked, "served": _served(member, path, seconds)}


def timed(ask: Callable[[], object], count: int) -> dict[str, float]:
    """Milliseconds of one question after another, by the clock and by this process's own processor time."""
    for _ in range(max(3, count // 20)):
        ask()  # statements are worded and pages of the database read once
    took, busy = [], []
    for _ in range(count):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - wall) * 1000)
        busy.append((time.process_time() - cpu) * 1000)
    return {
        "p50": percentile(took, 0.5),
        "p99": percentile(took, 0.99),
        "cpu": percentile(busy, 0.5),
    }


def _windows() -> Iterator[Window]:
    for territory in TERRITORIES:
        for opens, closes in PERIODS:
            yield Window(territory, LONG_AGO + opens, LONG_AGO + closes)


def _questions(member: Member, count: int) -> Iterator[tuple[str, Callable[[], object], int]]:
    """What is asked, and how often; the same titles and countries in every run."""
    ids = list(apps.get_model("catalogue.Title").objects.values_list("id", flat=True))
    chance = random.Random(SEED)
    found = accounts.screen(household_id=member.household_id, profile_id=member.profile_id)
    assert found is not None
    _, profile = found
    market = Market("FR")
    shop = territories.market(territory="FR")

    yield (
        "availability",
        lambda: rights.availability(
            title_id=chance.choice(ids),
            market=Market(chance.choice(TERRITORIES)),
            at=clock.now(),
        ),
        count,
    )
    yield (
        "rows",
        lambda: discovery.home(
            household_id=member.household_id, profile=profile, territory="FR", at=clock.now()
        ),
        count // 4,
    )
    yield ("anew", lambda: _anew(profile), count // 4)
    yield (
        "open",
        lambda: list(rights.open_title_ids(market=market, at=clock.now()).order_by("-id")[:PAGE]),
        count // 4,
    )
    yield ("window", lambda: showcase.shop_window(market=shop, language="fr"), count // 4)
    wanted = Wanted(market="FR")
    yield ("list", lambda: titles_page(wanted=wanted, place=Cursor(), at=clock.now()), count // 40)
    yield ("facets", lambda: facets.counts(wanted=wanted, at=clock.now()), count // 4)
    yield ("recount", lambda: _recounted(wanted), count // 200)


def _anew(profile: ProfileCard) -> object:
    """The page of rows after something has changed: nothing is kept."""
    with transaction.atomic():
        return discovery.home(
            household_id=profile.household_id, profile=profile, territory="FR", at=clock.now()
        )


def _recounted(wanted: Wanted) -> object:
    with transaction.atomic():
        return facets.counts(wanted=wanted, at=clock.now())


def _served(member: Member, path: str, seconds: float) -> dict[str, Any]:
    slug = path.strip("/").rpartition("/")[2]
    asked = {
        "title": path,
        "home": "/",
        "search": f"/search/?q={slug[:12]}",
        "api_title": f"/api/v1/titles/{slug}",
        "api_home": "/api/v1/home",
        "api_search": f"/api/v1/search?q={slug[:12]}",
    }
    connection.close()
    figures = {}
    with serving() as served:
        for name, one in asked.items():
            # Warm, in each process: a second of pressing may end before a large catalogue has answered once.
            for _ in range(WARM):
                ask(served.address, member.asks(one))
            begun = served.busy()
            load = press(served.address, [member.asks(one)], seconds=seconds)
            spent = (served.busy() - begun) / (load.per_second * seconds)
            figures[name] = {**asdict(load), "cpu": spent * 1000}
    return figures
