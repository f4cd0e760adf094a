"""Encoding the library anew: what it would save, doing it behind new films, and the way back.

A renewal is a publish job like any other; only at its end is it compared with what people watch, and left out when
it is no better (``recording``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.assets import queries
from lanterne.assets.models import Publication, PublishJob
from lanterne.assets.rules import JobState, Purpose
from lanterne.assets.services.jobs import HELD, JobBusy, NothingPublished, new_job
from lanterne.catalogue import services as catalogue
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne_media.model import POLICIES, Policy


class FilmGone(Refused):
    """The film file from which everything is made is not on this machine."""


class NothingToCompare(Refused):
    """Nobody could tell whether a new encode is better."""


class NothingToGoBackTo(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Queued:
    """The jobs of those titles that could be taken, and the sentence of each that could not."""

    jobs: tuple[int, ...]
    refused: dict[int, str]


@transaction.atomic
def renew(*, title_id: int, actor: str) -> int:
    """Queue the published film behind all new ones, by the same policy and today's tools; returns the job's id."""
    return _queue(title_id, Purpose.RENEWAL, actor)


@transaction.atomic
def estimate(*, title_id: int, actor: str) -> int:
    """Queue trials that tell what a new encode would save; nothing is published. Returns the job's id."""
    return _queue(title_id, Purpose.ESTIMATE, actor)


def renew_all(*, title_ids: Iterable[int], actor: str) -> Queued:
    """The same for many, each on its own: one that is refused keeps no other from its place."""
    return _each(lambda title_id: renew(title_id=title_id, actor=actor), title_ids)


def estimate_all(*, title_ids: Iterable[int], actor: str) -> Queued:
    return _each(lambda title_id: estimate(title_id=title_id, actor=actor), title_ids)


def _each(queue: Callable[[int], int], title_ids: Iterable[int]) -> Queued:
    jobs: list[int] = []
    refused: dict[int, str] = {}
    for title_id in dict.fromkeys(title_ids):
        try:
            jobs.append(queue(title_id))
        except Refused as refusal:
            refused[title_id] = str(refusal)
    return Queued(tuple(jobs), refused)


def _queue(title_id: int, purpose: Purpose, actor: str) -> int:
    catalogue.hold_title(title_id=title_id)  # so that two editors do not queue it twice
    current = _current(title_id)
    if current is None or not current.is_final:
        raise NothingPublished(_("No film of this title has been published yet."))
    if not queries.figures(current).rungs:
        raise NothingToCompare(
            _("The quality of these streams is not on record, so that no new encode can be compared with them. Publish the film again.")
        )  # fmt: skip
    film, policy = current.job.mezzanine, current.job.policy
    if not Path(film.path).is_file():
        raise FilmGone(_("The film file is not on this machine any more. Upload it again."))
    if policy not in POLICIES:
        raise NothingToCompare(_("There is no policy named %(name)s any more.") % {"name": policy})
    _refuse_unlike(current, POLICIES[policy])
    _refuse_busy(title_id)
    return new_job(film, policy=policy, purpose=purpose, actor=actor)


def _refuse_unlike(current: Publication, policy: Policy) -> None:
    known = {rung.model.partition(" ")[0] for rung in queries.figures(current).rungs}
    if known != {policy.vmaf.value}:
        told = {"known": ", ".join(sorted(known)), "wanted": policy.vmaf.value}
        raise NothingToCompare(
            _("The quality of these streams was measured by VMAF %(known)s, and their policy now asks for %(wanted)s: such scores say nothing of one another. Publish the film again.") % told
        )  # fmt: skip


def _refuse_busy(title_id: int) -> None:
    jobs = PublishJob.objects.filter(mezzanine__title_id=title_id)
    busy = jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).first()
    if busy is not None:
        raise JobBusy(HELD[JobState(busy.state)])


@transaction.atomic
def bring_back(*, title_id: int, actor: str) -> int:
    """Let people watch the revision before this one again; returns its number. Doing it twice undoes it.

    Whoever is watching goes on with what they began: both stay until nobody needs them.
    """
    catalogue.hold_title(title_id=title_id)
    current = _current(title_id)
    earlier = queries.earlier(title_id=title_id)
    if current is None or earlier is None:
        raise NothingToGoBackTo(_("There is no earlier revision of this film any more."))
    # Held, so that no sweep takes its files meanwhile.
    row = Publication.objects.select_for_update().get(pk=earlier.id)
    if row.cleared_at is not None or not (Path(settings.STREAMS) / row.folder).is_dir():
        raise NothingToGoBackTo(_("There is no earlier revision of this film any more."))
    Publication.objects.filter(pk=current.pk).update(superseded_at=clock.now())
    Publication.objects.filter(pk=row.pk).update(superseded_at=None)
    detail = {"revision": row.revision, "instead_of": current.revision}
    audit.record(
        actor=actor, action="assets.bring_back", subject=f"title:{title_id}", detail=detail
    )
    return row.revision


def _current(title_id: int) -> Publication | None:
    rows = Publication.objects.select_related("job__mezzanine").filter(superseded_at=None)
    return rows.filter(title_id=title_id).defer("report").first()
