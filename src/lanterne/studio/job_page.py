"""A publish job as a line of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.functional import Promise

from lanterne.assets import queries as assets
from lanterne.assets.gains import Verdict
from lanterne.assets.queries import JobCard
from lanterne.assets.rules import JobState, Purpose, StepCard, seconds_left
from lanterne.studio import failures, words
from lanterne.studio.title_page import Head, head
from lanterne_media.model import Sidecar, Stage
from lanterne_media.progress import Progress

# First light goes through these as well, long before the ladder does: until all of it is measured, they are ahead.
TWICE = {Stage.JOIN, Stage.PACKAGE}
# Stills are made before the long work, so that the film has its pictures: they say nothing of how far it is.
EARLY = TWICE | {Stage.STILLS}

# All that an estimate goes through.
OF_TRIALS = {Stage.PROBE, Stage.CONFORM, Stage.SHOTS, Stage.TRIALS, Stage.CUT}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage; ``mark`` is over, now, stopped, ahead, or none for one that this film does not need."""

    name: str | Promise
    mark: str
    card: StepCard | None
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the encodes are; ``saved`` in bytes and its share in per cent, below zero when it is a loss so far."""

    now: Progress
    seconds_left: float | None
    saved: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class JobShown:
    """``sidecars`` are the subtitle files that the job takes along; while it waits, those that lie ready."""

    job: JobCard
    steps: tuple[Step, ...]
    seconds: float | None
    sidecars: tuple[Sidecar, ...]
    figures: Figures | None

    @property
    def state(self) -> str | Promise:
        return state(self.job)

    @property
    def treatment(self) -> str:
        """The short name of the policy."""
        label = words.POLICIES.get(self.job.policy, self.job.policy)
        return str(label).partition(":")[0].strip()

    @property
    def is_over(self) -> bool:
        return self.job.state not in {JobState.QUEUED, JobState.RUNNING}

    @property
    def may_retry(self) -> bool:
        return self.job.state in {JobState.FAILED, JobState.CANCELLED}

    @property
    def reason(self) -> str:
        """The sentence that says why, in the reader's language where it is known; a tool's words are in ``details``."""
        return why(self.job)

    @property
    def details(self) -> str:
        return self.job.sentence.partition("\n")[2].strip()


@dataclass(frozen=True, slots=True)
class JobPage:
    head: Head
    shown: JobShown


def state(job: JobCard) -> str | Promise:
    """What the console calls the state of a job; done is not always published."""
    is_done = job.state is JobState.DONE
    is_left_out = job.outcome is not None and job.outcome.verdict is not Verdict.IN_PLACE
    if is_done and (is_left_out or job.purpose is Purpose.ESTIMATE):
        return words.OVER
    return words.STATES[job.state]


def why(job: JobCard) -> str:
    """Why it failed, in the reader's language where the form of the sentence is known."""
    return failures.told(job.sentence.partition("\n")[0])


def job_page(*, job_id: int, at: datetime) -> JobPage:
    """The job with its title's head; raises the console's "not found"."""
    shown = job_shown(job_id=job_id, at=at)
    return JobPage(head(shown.job.title_id), shown)


def job_shown(*, job_id: int, at: datetime) -> JobShown:
    """The job alone, for a page that asks every second."""
    job = assets.job(job_id=job_id)
    if job is None:
        raise Http404
    return shown(job, at)


def shown(job: JobCard, at: datetime) -> JobShown:
    cards = {Stage(step.stage): step for step in job.steps}
    order = [stage for stage in Stage if stage in cards or _is_needed(stage, job.purpose)]
    front = max((order.index(stage) for stage in cards if stage not in EARLY), default=-1)
    encoded = cards.get(Stage.ENCODE)
    again = set() if encoded and encoded.is_over else TWICE & set(cards)
    ahead = {stage for stage in order[front + 1 :] if stage not in cards} | again
    lasted = ((job.ended_at or at) - job.began_at).total_seconds() if job.began_at else None
    steps = tuple(
        _step(stage, cards.get(stage), job, at, is_ahead=stage in ahead) for stage in order
    )
    return JobShown(job, steps, lasted, _sidecars(job), _figures(job, at))


def _figures(job: JobCard, at: datetime) -> Figures | None:
    now = job.progress
    if now is None or not now.encodes:
        return None
    left = _left(job, at) if job.state == JobState.RUNNING else None
    if now.bits_saved is None or not now.bits + now.bits_saved:
        return Figures(now, left, None, None)
    return Figures(
        now, left, now.bits_saved / 8, 100 * now.bits_saved / (now.bits + now.bits_saved)
    )


def _left(job: JobCard, at: datetime) -> float | None:
    """What was told of the whole publish, less the time since; never less than half of it, since nothing new was told."""
    if job.progress is None or job.progress_at is None or job.progress.seconds_left is None:
        return None
    told = job.progress.seconds_left
    return max(told - (at - job.progress_at).total_seconds(), told / 2)


def _is_needed(stage: Stage, purpose: Purpose) -> bool:
    if purpose is Purpose.ESTIMATE:
        return stage in OF_TRIALS
    return purpose is Purpose.PUBLISH or stage is not Stage.FIRST_LIGHT


def _sidecars(job: JobCard) -> tuple[Sidecar, ...]:
    if job.state != JobState.QUEUED:
        return job.sidecars
    return tuple(card.sidecar for card in assets.subtitles(title_id=job.title_id))


def _step(
    stage: Stage, card: StepCard | None, job: JobCard, at: datetime, *, is_ahead: bool
) -> Step:
    left = seconds_left(card, at) if card and job.state == JobState.RUNNING else None
    if stage is Stage.ENCODE and _left(job, at) is not None:
        left = None  # The figures above tell it, from the work and not from the count.
    return Step(words.STAGES[stage], _mark(card, job, is_ahead=is_ahead), card, left)


def _mark(card: StepCard | None, job: JobCard, *, is_ahead: bool) -> str:
    if card is None:
        return "ahead" if is_ahead and job.state != JobState.DONE else "none"
    if not card.is_over:
        return "now" if job.state == JobState.RUNNING else "stopped"
    return "ahead" if is_ahead and job.state == JobState.RUNNING else "over"
