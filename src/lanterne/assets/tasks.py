"""The publisher: takes a job, carries out its plan, records what is told, and keeps its lease meanwhile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import structlog
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import IntegrityError, OperationalError, close_old_connections, connection
from django.utils.translation import gettext as _

from lanterne.assets import queries, services, vault
from lanterne.assets.models import PublishJob
from lanterne.assets.rules import HEARTBEAT, REHEARSAL, Purpose
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne_media import farm as farms
from lanterne_media import pipeline
from lanterne_media import report as reporting
from lanterne_media.farm import LocalFarm
from lanterne_media.model import (
    POLICIES,
    ContentKey,
    Event,
    Keys,
    MediaRefused,
    Report,
    Reported,
    Sidecar,
    Stage,
    StageBegan,
    UnitDone,
)
from lanterne_media.progress import Tally
from lanterne_media.store import Workshop
from lanterne_media.tools import ToolFailed, Tools

log = structlog.get_logger()
SWEEP_EVERY = timedelta(minutes=10)


def work_until(
    stopped: threading.Event,
    *,
    idle_seconds: float = 0.5,
    in_use: Callable[[datetime], Collection[int]] = lambda _: (),
    hear_over: Callable[[int], None] = lambda _: None,
) -> None:
    """Publish one job after another until told to stop.

    ``in_use`` says which publications are being watched; ``hear_over`` gets the id of each job that was carried out.
    """
    sweep_at = clock.now()
    while not stopped.is_set():
        try:
            if clock.now() >= sweep_at:
                sweep_at = clock.now() + SWEEP_EVERY
                _sweep(in_use)
            claimed = services.claim(at=clock.now())
            if claimed:
                publish(job_id=claimed[0], owner=claimed[1])
                hear_over(claimed[0])
            else:
                stopped.wait(idle_seconds)
        except OperationalError as failure:
            # A database that restarts must not end the worker; the lease sees to the job.
            log.warning("the database did not answer", failure=str(failure))
            close_old_connections()
            stopped.wait(idle_seconds)


def _sweep(in_use: Callable[[datetime], Collection[int]]) -> None:
    at = clock.now()
    try:
        services.sweep(at=at, in_use=in_use(at))
    except OSError as failure:
        # A disk that will not let something go must not end the worker: films can still be published.
        log.warning("not everything could be cleared away", failure=str(failure))


def publish(*, job_id: int, owner: UUID, hear: Callable[[Event], None] = lambda _: None) -> None:
    """Carry out one claimed job to its end, whichever that is. ``hear`` gets each event after it is on record."""
    tools, tally = Tools(), Tally()
    with _lease(job_id, owner, tools):
        try:
            for event in _events(job_id, tools):
                at = clock.now().timestamp()
                tally.hear(event, at)
                services.record(
                    job_id=job_id, owner=owner, event=event, progress=tally.progress(at)
                )
                hear(event)
                if isinstance(event, Reported):
                    _draw(job_id, event.report, tools)
            # Only then: without its pieces a job that somebody else claimed would publish everything anew.
            if services.finish(job_id=job_id, owner=owner):
                shutil.rmtree(_workshop(job_id), ignore_errors=True)
        except services.LeaseLost:
            log.info("job taken away", job=job_id)
        except MediaRefused as refusal:
            services.fail(job_id=job_id, owner=owner, sentence=str(refusal))
        except InvalidToken:
            sentence = _(
                "The keys of this film cannot be opened: the vault key is not the one they were sealed with."
            )
            services.fail(job_id=job_id, owner=owner, sentence=sentence)
        except (ToolFailed, pipeline.NotSound, OSError, Refused, IntegrityError) as failure:
            log.warning("job failed", job=job_id, failure=str(failure))
            services.fail(job_id=job_id, owner=owner, sentence=str(failure))
        finally:
            tools.stop()


def _events(job_id: int, tools: Tools) -> Iterator[Event]:
    job = PublishJob.objects.select_related("mezzanine").prefetch_related("keys").get(pk=job_id)
    uncaged = queries.why_uncaged() if job.actor != REHEARSAL else None
    if uncaged:
        raise MediaRefused(uncaged)
    keys = _keys(job)
    policy = POLICIES.get(job.policy)
    if policy is None:
        raise MediaRefused(_("There is no policy named %(name)s any more.") % {"name": job.policy})
    if job.purpose != Purpose.PUBLISH:
        # There is something to watch already.
        policy = replace(policy, has_first_light=False)
    workshop = Workshop(_workshop(job_id))
    try:
        with LocalFarm() as farm, _elsewhere(tools) as away:
            yield StageBegan(Stage.PROBE, 1)
            sidecars = msgspec.convert(job.sidecars, tuple[Sidecar, ...])
            film = Path(job.mezzanine.path)
            plan = pipeline.plan(film, policy, sidecars=sidecars, run=tools)
            yield UnitDone(Stage.PROBE, job.mezzanine.file_name, is_reused=False)
            site = pipeline.Site(workshop, farm, tools, away)
            if job.purpose == Purpose.ESTIMATE:
                yield from pipeline.foretell(plan, site)
            else:
                yield from pipeline.execute(plan, site, keys)
            if away:
                away.forget()
    finally:
        workshop.close()


def _keys(job: PublishJob) -> Keys:
    found = {row.track: ContentKey(row.kid, vault.unseal(row.sealed)) for row in job.keys.all()}
    return Keys(found["video"], found["sound"])


def _draw(job_id: int, report: Report, tools: Tools) -> None:
    """Lay the encoding report beside the streams, where no player is let; a film is published without it as well."""
    job = PublishJob.objects.select_related("mezzanine").prefetch_related("keys").get(pk=job_id)
    folder = queries.published_folder(job_id=job_id)
    if folder is None:
        return
    seen = Path(settings.FINDINGS) / str(job_id)
    try:
        worst = reporting.pictures(report, folder, _keys(job), run=tools)
        shown = tuple(reporting.shown(report.findings, seen))
        page = reporting.page(report, worst, shown, job.mezzanine.file_name)
        reporting.write(page, folder / reporting.NAME)
    except OSError as failure:
        log.warning("the encoding report was not drawn", job=job_id, failure=str(failure))


def _elsewhere(tools: Tools) -> AbstractContextManager[pipeline.Away | None]:
    """The machines that settings name, which let go of a job as soon as its tools are stopped."""
    return farms.elsewhere(
        settings.FARM, settings.FARM_STORE, is_called_off=lambda: tools.is_stopped
    )


def _workshop(job_id: int) -> Path:
    return Path(settings.WORKSHOP) / str(job_id)


@contextmanager
def _lease(job_id: int, owner: UUID, tools: Tools) -> Iterator[None]:
    """Renew the lease from a thread of its own; end the tools as soon as it is lost."""
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(HEARTBEAT.total_seconds()):
            close_old_connections()
            try:
                is_held = services.keep_lease(job_id=job_id, owner=owner, at=clock.now())
            except OperationalError:
                # Not an answer: the next beat asks again, and until then the lease runs on.
                continue
            if not is_held:
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
