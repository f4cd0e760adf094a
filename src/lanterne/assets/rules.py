"""How a publish job may move, and what is said of its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=10)
HEARTBEAT = timedelta(seconds=2)
MOST_ATTEMPTS = 200
# Who brings the demo's own film, locked by its hash: the one film that needs no cage.
REHEARSAL = "system:rehearsal"
# A session that began on an earlier revision may go on with it for so long.
KEEP_SUPERSEDED = timedelta(hours=6)


class JobState(StrEnum):
    """Where a publish job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """What a job is for; those that come first are taken first, whenever they were queued."""

    PUBLISH = "publish"
    # Trials alone: what a new encode of a published film would save.
    ESTIMATE = "estimate"
    # A published film encoded anew, which takes its place only if it is better.
    RENEWAL = "renewal"


MOVES = {
    JobState.QUEUED: {JobState.RUNNING, JobState.CANCELLED},
    JobState.RUNNING: {JobState.DONE, JobState.FAILED, JobState.CANCELLED},
    JobState.FAILED: {JobState.QUEUED},
    JobState.CANCELLED: {JobState.QUEUED},
    JobState.DONE: set(),
}


def rank(purpose: Purpose) -> int:
    """The less, the sooner: a film that nobody can watch yet goes before one that is watched already."""
    return list(Purpose).index(purpose)


def may_move(now: JobState, then: JobState) -> bool:
    """Whether a job may go from one state to the other."""
    return then in MOVES[now]


def is_work_over(state: JobState, ended_at: datetime | None, at: datetime, keep: timedelta) -> bool:
    """Whether a job's pieces may go: at once when it is done, after ``keep`` when it may still be tried again."""
    if state is JobState.DONE:
        return True
    return bool(MOVES[state] == {JobState.QUEUED} and ended_at and ended_at + keep <= at)


@dataclass(frozen=True, slots=True)
class StepCard:
    """A stage of a job: how many units it has, how many are done, and the one finished last."""

    stage: str
    units: int
    done: int
    reused: int
    label: str
    cpu_seconds: float
    began_at: datetime

    @property
    def is_over(self) -> bool:
        return self.done >= self.units

    @property
    def share(self) -> float:
        return self.done / self.units if self.units else 1.0


def seconds_left(step: StepCard, at: datetime) -> float | None:
    """How long the stage will still take at the pace so far; ``None`` before the first unit is done."""
    made = step.done - step.reused
    if step.is_over or made <= 0:
        return None
    return (at - step.began_at).total_seconds() / made * (step.units - step.done)
