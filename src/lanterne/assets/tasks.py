"""The publisher: takes a job, carries out its plan, records what is told, and keeps its lease meanwhile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.db import close_old_connections, connection

from lanterne.assets import services, vault
from lanterne.assets.models import PublishJob
from lanterne.assets.rules import HEARTBEAT
from lanterne.core import clock
from lanterne_media import pipeline
from lanterne_media.farm import LocalFarm
from lanterne_media.model import (
    POLICIES,
    ContentKey,
    Event,
    Keys,
    MediaRefused,
    Stage,
    StageBegan,
    UnitDone,
)
from lanterne_media.store import Workshop
from lanterne_media.tools import ToolFailed, Tools

log = structlog.get_logger()
SWEEP_EVERY = timedelta(minutes=10)


def work_until(stopped: threading.Event, *, idle_seconds: float = 0.5) -> None:
    """Publish one job after another until told to stop."""
    swept_at = clock.now()
    services.sweep(at=swept_at)
    while not stopped.is_set():
        claimed = services.claim(at=clock.now())
        if claimed:
            publish(job_id=claimed[0], owner=claimed[1])
        elif clock.now() - swept_at > SWEEP_EVERY:
            swept_at = clock.now()
            services.sweep(at=swept_at)
        else:
            stopped.wait(idle_seconds)


def publish(*, job_id: int, owner: UUID, hear: Callable[[Event], None] = lambda _: None) -> None:
    """Carry out one claimed job to its end, whichever that is. ``hear`` gets each event after it is on record."""
    tools = Tools()
    with _lease(job_id, owner, tools):
        try:
            for event in _events(job_id, tools):
                services.record(job_id=job_id, owner=owner, event=event)
                hear(event)
            services.finish(job_id=job_id, owner=owner)
            # Only now: without its pieces a job that is claimed again would publish everything anew.
            shutil.rmtree(_workshop(job_id), ignore_errors=True)
        except services.LeaseLost:
            log.info("job taken away", job=job_id)
        except MediaRefused as refusal:
            services.fail(job_id=job_id, owner=owner, sentence=str(refusal))
        except (ToolFailed, pipeline.NotSound, OSError) as failure:
            log.warning("job failed", job=job_id, failure=str(failure))
            services.fail(job_id=job_id, owner=owner, sentence=str(failure))
        finally:
            tools.stop()


def _events(job_id: int, tools: Tools) -> Iterator[Event]:
    job = PublishJob.objects.select_related("mezzanine").prefetch_related("keys").get(pk=job_id)
    found = {row.track: ContentKey(row.kid, vault.unseal(row.sealed)) for row in job.keys.all()}
    keys = Keys(found["video"], found["sound"])
    workshop = Workshop(_workshop(job_id))
    try:
        with LocalFarm() as farm:
            yield StageBegan(Stage.PROBE, 1)
            plan = pipeline.plan(Path(job.mezzanine.path), POLICIES[job.policy], run=tools)
            yield UnitDone(Stage.PROBE, job.mezzanine.file_name, is_reused=False)
            yield from pipeline.execute(plan, pipeline.Site(workshop, farm, tools), keys)
    finally:
        workshop.close()


def _workshop(job_id: int) -> Path:
    return Path(settings.WORKSHOP) / str(job_id)


@contextmanager
def _lease(job_id: int, owner: UUID, tools: Tools) -> Iterator[None]:
    """Renew the lease from a thread of its own; end the tools as soon as it is lost."""
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(HEARTBEAT.total_seconds()):
            close_old_connections()
            if not services.keep_lease(job_id=job_id, owner=owner, at=clock.now()):
                tools.stop()
                break
        connection.close()

    heart = threading.Thread(target=beat, name="lease", daemon=True)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()
