"""A publish job's life: accepted, claimed under a lease, kept alive, ended, tried again.

The rows are the truth. A worker that dies loses its lease; another, or the same started again, claims the job
and finds every finished piece in the workshop.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lanterne.assets import queries, vault
from lanterne.assets.models import ContentKey, Mezzanine, PublishJob
from lanterne.assets.rules import LEASE, MOST_ATTEMPTS, JobState, Purpose, may_move, rank
from lanterne.assets.services.uploads import complete_path
from lanterne.catalogue import services as catalogue
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne_media import drm
from lanterne_media.model import POLICIES


class NoSuchJob(Refused):
    pass


class JobBusy(Refused):
    """The job is in a state from which this cannot be done."""


HELD = {
    JobState.QUEUED: gettext_lazy("This job is waiting already."),
    JobState.RUNNING: gettext_lazy("This job is at work already."),
    JobState.DONE: gettext_lazy("This job is done."),
    JobState.FAILED: gettext_lazy("This job has failed already."),
    JobState.CANCELLED: gettext_lazy("This job is cancelled already."),
}


_RANK = Case(*(When(purpose=one, then=Value(rank(one))) for one in Purpose))


class NoSuchPolicy(Refused):
    pass


@transaction.atomic
def accept_mezzanine(*, title_id: int, upload_id: UUID, policy_name: str, actor: str) -> int:
    """Take a finished upload as a title's film and queue its publication; returns the job's id."""
    if policy_name not in POLICIES:
        raise NoSuchPolicy(_("There is no policy named %(name)s.") % {"name": policy_name})
    upload, path = complete_path(upload_id)
    now = clock.now()
    film = Mezzanine.objects.create(
        title_id=title_id, path=str(path), file_name=upload.file_name, accepted_at=now
    )
    upload.is_accepted = True
    upload.save(update_fields=["is_accepted"])
    return new_job(film, policy=policy_name, purpose=Purpose.PUBLISH, actor=actor)


class NothingPublished(Refused):
    """There is no published film that could be published again."""


@transaction.atomic
def publish_again(*, title_id: int, actor: str) -> int:
    """Queue the published film anew, with the subtitle files as they are now; returns the new job's id.

    Its pieces went when it was done, so that it is encoded from the beginning; people go on watching meanwhile.
    """
    catalogue.hold_title(title_id=title_id)  # so that two editors do not queue it twice
    jobs = PublishJob.objects.filter(mezzanine__title_id=title_id).exclude(purpose=Purpose.ESTIMATE)
    last = jobs.order_by("-created_at", "-pk").first()
    if last is None:
        raise NothingPublished(_("No film of this title has been published yet."))
    if last.state in {JobState.QUEUED, JobState.RUNNING}:
        raise JobBusy(HELD[JobState(last.state)])
    if last.state != JobState.DONE:
        raise NothingPublished(
            _("The last publish did not end well: try that one again, its pieces are kept.")
        )
    return new_job(last.mezzanine, policy=last.policy, purpose=Purpose.PUBLISH, actor=actor)


def new_job(film: Mezzanine, *, policy: str, purpose: Purpose, actor: str) -> int:
    """Queue a film with keys of its own and a line in the audit trail; within the caller's transaction."""
    job = PublishJob.objects.create(
        mezzanine=film, policy=policy, purpose=purpose, actor=actor, created_at=clock.now()
    )
    keys = drm.fresh_keys()
    for track, key in (("video", keys.video), ("sound", keys.sound)):
        ContentKey.objects.create(job=job, track=track, kid=key.kid, sealed=vault.seal(key.key))
    audit.record(
        actor=actor,
        action="assets.queue_job",
        subject=f"title:{film.title_id}",
        detail={"job": job.pk, "policy": policy, "purpose": purpose},
    )
    return job.pk


@transaction.atomic
def claim(*, at: datetime) -> tuple[int, UUID] | None:
    """Take a job that waits, or whose worker is gone, for one lease; ``None`` when there is none.

    The oldest goes first, but films that nobody can watch yet before any that is to be renewed.
    """
    _give_up(at)
    waiting = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=at)
    jobs = PublishJob.objects.select_for_update().filter(waiting)
    job = jobs.order_by(_RANK, "created_at", "pk").first()
    if job is None:
        return None
    owner = uuid4()
    # What an earlier attempt told is told again, mostly as pieces that were there already.
    job.steps.all().delete()
    PublishJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        owner=owner,
        lease_until=at + LEASE,
        began_at=job.began_at or at,
        attempts=F("attempts") + 1,
        progress=None,
        progress_at=None,
        sidecars=_sidecars(job.mezzanine.title_id),
    )
    return job.pk, owner


def _sidecars(title_id: int) -> list[object]:
    """The subtitle files of this moment: one that comes later waits for the next publish."""
    cards = queries.subtitles(title_id=title_id)
    return [msgspec.to_builtins(card.sidecar) for card in cards]


def _give_up(at: datetime) -> None:
    """A job at which worker after worker dies would keep all others waiting for ever."""
    hopeless = PublishJob.objects.filter(
        state=JobState.RUNNING, lease_until__lt=at, attempts__gte=MOST_ATTEMPTS
    )
    sentence = _("The worker died %(count)d times at this film.") % {"count": MOST_ATTEMPTS}
    for job in hopeless.select_for_update():
        _end(job.pk, job.owner, JobState.FAILED, sentence)


def keep_lease(*, job_id: int, owner: UUID, at: datetime) -> bool:
    """Stay the owner for another lease; false when the job was cancelled or given to somebody else."""
    held = PublishJob.objects.filter(pk=job_id, owner=owner, state=JobState.RUNNING)
    return held.update(lease_until=at + LEASE) == 1


def finish(*, job_id: int, owner: UUID) -> bool:
    """The job is done and everything it published is on record: true when its work folder may go."""
    return _end(job_id, owner, JobState.DONE, "")


def fail(*, job_id: int, owner: UUID, sentence: str) -> None:
    """The job cannot go on; the sentence says why. Finished pieces are kept for another try."""
    _end(job_id, owner, JobState.FAILED, sentence)


@transaction.atomic
def _end(job_id: int, owner: UUID | None, state: JobState, sentence: str) -> bool:
    held = PublishJob.objects.filter(pk=job_id, owner=owner, state=JobState.RUNNING)
    ended = {"ended_at": clock.now(), "owner": None, "lease_until": None}
    if not held.update(state=state, sentence=sentence, **ended):
        return False
    audit.record(
        actor="system:worker",
        action=f"assets.job_{state}",
        subject=f"job:{job_id}",
        detail={"sentence": sentence},
    )
    return True


def cancel(*, job_id: int, actor: str) -> None:
    """Stop a job; its worker notices at the next heartbeat and ends its tools."""
    _move(job_id, JobState.CANCELLED, "assets.cancel_job", actor)


def retry(*, job_id: int, actor: str) -> None:
    """Queue a failed or cancelled job again; pieces that are finished are not made again."""
    _move(job_id, JobState.QUEUED, "assets.retry_job", actor)


@transaction.atomic
def _move(job_id: int, state: JobState, action: str, actor: str) -> None:
    job = PublishJob.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise NoSuchJob(_("There is no such job."))
    if not may_move(JobState(job.state), state):
        raise JobBusy(HELD[JobState(job.state)])
    job.state, job.owner, job.lease_until, job.sentence = state, None, None, ""
    job.ended_at = clock.now() if state is JobState.CANCELLED else None
    job.save(update_fields=["state", "owner", "lease_until", "sentence", "ended_at"])
    audit.record(actor=actor, action=action, subject=f"job:{job_id}")
