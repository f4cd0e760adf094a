"""Builds the service that the journeys visit, as a program: ``LANTERNE_VAR=folder python -m tests.journeys.staging``.

The demo's own markets, plans and households, a household whose membership has ended, and three real films that
are open in France and nowhere else:

    Le Voyage       10 s, H.264 and AV1, protected, from sixteen years on
    La Colline      4 s, for everyone
    Plein Jour      4 s, for everyone, and in the clear, which the product's own jobs never are
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from lanterne.cli import service

GUESTS = 32
LAPSED = "paula@lanterne.example"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ACTOR = "system:cast"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    service.prepare()
    from django.core.management import call_command

    from lanterne.cli import rehearsal

    call_command("collectstatic", verbosity=0, interactive=False)
    rehearsal.stage()
    for number in range(GUESTS):
        _guests(number)
    lapsed_household()
    _policies()
    _published("Le Voyage", age=16, seconds=10.0, size="640x360", policy="small")
    _published("La Colline", age=0, seconds=4.0, size="320x180", policy="tiny")
    _published_in_the_clear("Plein Jour", age=0, seconds=4.0, size="320x180")


def guest(number: int) -> str:
    """The address of one of the many households that are there for one journey each."""
    return f"robin{number}@lanterne.example"


def _guests(number: int) -> None:
    """Two streams at once, an adult who reads English, and a child up to ten."""
    from lanterne.cli import rehearsal

    profiles = (("Zoé", "en", "jade", 10),)
    rehearsal.welcome(rehearsal.Household(guest(number), "Robin", "FR", "en", profiles))


def lapsed_household() -> None:
    """Their card was good ninety days ago, and has expired since."""
    from lanterne.billing import services as billing
    from lanterne.billing.ports import Paid
    from lanterne.core import clock
    from lanterne.integrations.rehearsal.provider import RehearsalProvider
    from tests.cast import a_household, subscribe

    billing.set_price(plan_code="duo", territory="FR", minor=899, valid_from=LONG_AGO, actor=ACTOR)
    paula = a_household(LAPSED, "Paula", territory="FR", language="en")
    then = clock.now() - timedelta(days=90)
    with patch.object(RehearsalProvider, "charge", lambda *_, **__: Paid("good-then")):
        subscribe(paula.household_id, at=then, token="card-expired")
    billing.renew_due(at=clock.now())


def _policies() -> None:
    """Quick ones, so that a film is up in seconds; known to this process only."""
    from lanterne_media.model import POLICIES, Codec, Policy

    quick = {"h264_preset": "veryfast", "av1_preset": "12", "trial_seconds": 1.0}
    quick |= {"trial_points": 2, "segment_seconds": 2.0, "quality_every": 8}
    POLICIES["small"] = Policy(name="small", **quick)
    POLICIES["tiny"] = Policy(name="tiny", codecs=(Codec.H264,), **(quick | {"most_rungs": 1}))


def _published(name: str, *, age: int, seconds: float, size: str, policy: str) -> None:
    from lanterne.assets import queries, services, tasks
    from lanterne.core import clock

    job_id = _queued(name, age=age, seconds=seconds, size=size, policy=policy)
    _, owner = services.claim(at=clock.now())
    tasks.publish(job_id=job_id, owner=owner)
    job = queries.job(job_id=job_id)
    assert job.state == "done", job.sentence


def _published_in_the_clear(name: str, *, age: int, seconds: float, size: str) -> None:
    """The publisher's own steps, with no keys given to the packager."""
    from lanterne_media import pipeline

    execute = pipeline.execute
    with patch.object(pipeline, "execute", lambda plan, site, keys: execute(plan, site, None)):
        _published(name, age=age, seconds=seconds, size=size, policy="tiny")


def _queued(name: str, *, age: int, seconds: float, size: str, policy: str) -> int:
    from django.conf import settings

    from lanterne.catalogue import services as catalogue
    from lanterne.cli import intake
    from tests.assets.films import a_clip
    from tests.titles import a_film, a_window

    title_id = a_film(name, year=2026, runtime_seconds=round(seconds), minimum_age=age)
    for language, words in (("fr", "Une histoire."), ("en", "A story.")):
        catalogue.localise(
            title_id=title_id, language=language, name=name, synopsis=words, actor=ACTOR
        )
    a_window(title_id, "FR")
    clip = a_clip(Path(settings.VAR) / f"{title_id}.mp4", seconds=seconds, size=size)
    job_id = intake.bring(clip, title_id=title_id, policy=policy)
    clip.unlink()
    return job_id


if __name__ == "__main__":
    main()
