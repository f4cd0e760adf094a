"""A film is accepted while the service and its worker run; when can it be watched?"""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps

from bench.inside import staging, worker
from bench.inside.serving import serving
from lanterne.assets import queries as assets
from lanterne.assets import services as publishing
from lanterne.assets.rules import JobState
from lanterne.cli import rehearsal
from lanterne.core import clock

LOOK_EVERY = 0.1
PATIENCE = 600.0


class NotPublished(Exception):
    pass


@dataclass(slots=True)
class Stage:
    """Seconds after the upload was accepted; the end as seen by looking ten times a second."""

    name: str
    begins: float
    ends: float
    units: int
    cpu: float


@dataclass(frozen=True, slots=True)
class Timing:
    first: float
    whole: float
    cpu: float
    rungs: int
    best_vmaf: float | None
    stages: list[Stage] = field(default_factory=list)


def measure(*, clip: str, policy: str) -> dict[str, Any]:
    rehearsal.stage()
    title_id = staging.film()
    worker.know_policies()
    with serving(worker=worker.work) as served:
        _wait_for(worker.AWAKE)
        timing = _publish(Path(clip), title_id, policy, served.worker_pid)
    return asdict(timing)


def _publish(clip: Path, title_id: int, policy: str, pid: int) -> Timing:
    upload = _uploaded(clip, title_id)
    spent, accepted = _cpu(pid), clock.now()
    job_id = publishing.accept_mezzanine(
        title_id=title_id, upload_id=upload, policy_name=policy, actor=staging.ACTOR
    )
    stages = _followed(job_id, accepted)
    revisions = apps.get_model("assets", "Publication").objects.filter(job_id=job_id)
    moments = [
        (at - accepted).total_seconds()
        for at in revisions.order_by("revision").values_list("published_at", flat=True)
    ]
    report = assets.report(title_id=title_id) or {}
    renditions = report.get("renditions", [])
    qualities = [one["quality"]["mean"] for one in renditions if one.get("quality")]
    return Timing(
        first=moments[0],
        whole=moments[-1],
        cpu=_cpu(pid) - spent,
        rungs=len(renditions),
        best_vmaf=max(qualities, default=None),
        stages=list(stages.values()),
    )


def _uploaded(clip: Path, title_id: int) -> Any:
    octets = clip.read_bytes()
    upload = publishing.begin_upload(
        title_id=title_id, file_name=clip.name, length=len(octets), actor=staging.ACTOR
    )
    publishing.append(upload_id=upload, offset=0, blocks=[octets])
    return upload


def _followed(job_id: int, accepted: Any) -> dict[str, Stage]:
    """Look at the job until it is done, and remember when each stage was."""
    stages: dict[str, Stage] = {}
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job = assets.job(job_id=job_id)
        if job is None or job.state in (JobState.FAILED, JobState.CANCELLED):
            raise NotPublished(job.sentence if job else "the job is gone")
        now = (clock.now() - accepted).total_seconds()
        for step in job.steps:
            begins = (step.began_at - accepted).total_seconds()
            stage = stages.setdefault(step.stage, Stage(step.stage, begins, now, 0, 0.0))
            if step.done != stage.units:
                stage.ends = now
            stage.units, stage.cpu = step.done, step.cpu_seconds
        if job.state is JobState.DONE:
            return stages
        time.sleep(LOOK_EVERY)
    raise NotPublished(f"not published within {PATIENCE:g} s")


def _cpu(pid: int) -> float:
    """CPU seconds of a process and of all its ended children."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, times[11:15])) / os.sysconf("SC_CLK_TCK")


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        if time.monotonic() > until:
            raise NotPublished("the worker did not wake up")
        time.sleep(0.05)
    time.sleep(0.5)
