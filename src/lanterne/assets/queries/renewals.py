"""Questions about encoding the library anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import QuerySet

from lanterne.assets.gains import (
    Estimate,
    Figures,
    Outcome,
    Prospect,
    Rung,
    Verdict,
    bytes_an_hour,
    judged_by,
    seen_as,
)
from lanterne.assets.models import Publication, PublishJob
from lanterne.assets.queries.streams import PublicationCard, card
from lanterne.assets.rules import JobState, Purpose
from lanterne_media.model import Vmaf


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published title as somebody sees it who thinks of encoding it anew.

    ``told_at`` is when its gain was foretold by trials, or measured on a renewal that was left out (``outcome``).
    """

    title_id: int
    revision: int
    published_at: datetime
    policy: str
    tools: dict[str, str]
    prospect: Prospect
    told_at: datetime | None
    outcome: Outcome | None
    job_id: int | None
    job_purpose: Purpose | None
    earlier: int | None

    @property
    def is_promising(self) -> bool:
        """Whether something would be saved, and nobody is at it already."""
        return self.prospect.rank[0] > 0 and self.job_id is None


def figures_of(report: dict[str, Any]) -> Figures:
    """The measured rungs of a report, as it was written; none when nobody measured."""
    rungs = tuple(_measured(one) for one in report.get("renditions", ()) if one.get("quality"))
    return Figures(rungs, report.get("tools", {}))


def _measured(rendition: dict[str, Any]) -> Rung:
    quality = rendition["quality"]
    # Reports from before there was a choice do not name it.
    model, rung = quality.get("model", Vmaf.STANDARD.value), rendition["rung"]
    model = judged_by(model, grain=rung.get("grain", 0))
    codec = seen_as(rung["codec"], rung.get("dynamics", "sdr"))
    return Rung(codec, rendition["average_bandwidth"], quality["mean"], model)


def figures(row: Publication) -> Figures:
    return msgspec.convert(row.figures or {}, Figures)


def earlier(*, title_id: int) -> PublicationCard | None:
    """What people watched before, of the same film file, while its files are there."""
    current = Publication.objects.filter(title_id=title_id, superseded_at=None).first()
    if current is None:
        return None
    rows = _kept_behind().filter(title_id=title_id, job__mezzanine__jobs__publications=current)
    row = rows.order_by("-superseded_at", "-revision").first()
    return card(row) if row else None


def renewable(*, hours: Mapping[int, float]) -> tuple[Candidate, ...]:
    """Every title whose whole ladder is published, by what a new encode is worth; ``hours`` watched, by title."""
    rows = Publication.objects.filter(superseded_at=None, is_final=True).defer("report")
    told, busy, behind = _told(), _busy(), _behind()
    found = (
        _candidate(row, hours.get(row.title_id, 0.0), told, busy, behind)
        for row in rows.select_related("job")
    )
    return tuple(sorted(found, key=lambda one: (one.prospect.rank, -one.title_id), reverse=True))


_Told = tuple[datetime, Estimate | Outcome]
_Busy = dict[int, tuple[int, str]]
_Behind = dict[tuple[int, int], int]


def _candidate(
    row: Publication, hours: float, told: dict[int, list[_Told]], busy: _Busy, behind: _Behind
) -> Candidate:
    made = figures(row)
    at, word = _latest(row, told.get(row.title_id, ()))
    outcome = word if isinstance(word, Outcome) else None
    job_id, purpose = busy.get(row.title_id, (None, None))
    return Candidate(
        title_id=row.title_id,
        revision=row.revision,
        published_at=row.published_at,
        policy=row.job.policy,
        tools=made.tools,
        prospect=Prospect(
            hours, bytes_an_hour(made.rungs), word.gain if word else None, is_refuted=bool(outcome)
        ),
        told_at=at,
        outcome=outcome,
        job_id=job_id,
        job_purpose=Purpose(purpose) if purpose else None,
        earlier=behind.get((row.title_id, row.job.mezzanine_id)),
    )


def _latest(
    row: Publication, told: Iterable[_Told]
) -> tuple[datetime | None, Estimate | Outcome | None]:
    """The last word on what people watch now: a foretold one, or a measured one of a renewal that was no better."""
    for at, word in told:
        if isinstance(word, Estimate) and word.publication == row.pk:
            return at, word
        if isinstance(word, Outcome) and at > row.published_at and _speaks(word):
            return at, word
    return None, None


def _speaks(outcome: Outcome) -> bool:
    return outcome.verdict not in {Verdict.IN_PLACE, Verdict.OVERTAKEN}


def _told() -> dict[int, list[_Told]]:
    """What estimates and renewals came to, by title, the latest first."""
    jobs = PublishJob.objects.filter(state=JobState.DONE, outcome__isnull=False)
    found: dict[int, list[_Told]] = {}
    rows = jobs.order_by("-ended_at", "-pk").values_list(
        "mezzanine__title_id", "ended_at", "purpose", "outcome"
    )
    for title_id, at, purpose, outcome in rows:
        if at is not None:
            found.setdefault(title_id, []).append((at, _word(purpose, outcome)))
    return found


def _word(purpose: str, outcome: object) -> Estimate | Outcome:
    if purpose == Purpose.ESTIMATE:
        return msgspec.convert(outcome, Estimate)
    return msgspec.convert(outcome, Outcome)


def _busy() -> _Busy:
    jobs = PublishJob.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    rows = jobs.values_list("mezzanine__title_id", "pk", "purpose")
    return {title_id: (job_id, purpose) for title_id, job_id, purpose in rows}


def _behind() -> _Behind:
    """By title and film file, the revision to which there is a way back."""
    rows = _kept_behind().order_by("superseded_at", "revision")
    told = rows.values_list("title_id", "job__mezzanine_id", "revision")
    return {(title_id, film): revision for title_id, film, revision in told}


def _kept_behind() -> QuerySet[Publication]:
    """Whole ladders that were watched before, and whose files are there."""
    return Publication.objects.filter(
        is_final=True, is_approved=True, superseded_at__isnull=False, cleared_at=None
    ).defer("report")
