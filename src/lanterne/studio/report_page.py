"""The quality report of a title: what was found in the film, and what its streams measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from django.http import Http404
from django.urls import reverse

from lanterne.assets import queries as assets
from lanterne.assets.queries import JobCard
from lanterne.studio import findings, verdicts, words
from lanterne.studio.title_page import Head, head
from lanterne.studio.verdicts import VerdictShown
from lanterne_media.model import Finding, Rate, Report, Severity, Verdict
from lanterne_media.report import Worst, best, page

GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """``said`` is in the page's language; where it is None, the engine's English sentence stands for it.

    ``picture`` is the address of a picture of the moment, if there is one.
    """

    finding: Finding
    said: str | None
    severity: object
    start: str
    end: str
    picture: str


@dataclass(frozen=True, slots=True)
class ShotLine:
    """A shot, with its worst stretch of picture at the best rung of each codec."""

    number: int
    start: str
    seconds: float
    vmaf: float | None
    kilobits: float | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """``report`` is None until the whole ladder is published; the findings are there before."""

    head: Head
    job: JobCard | None
    findings: tuple[FindingLine, ...]
    verdicts: tuple[VerdictShown, ...]
    report: Report | None
    shots: tuple[ShotLine, ...]


def report_page(*, title_id: int) -> ReportPage:
    job = assets.latest_job(title_id=title_id)
    written = assets.report(title_id=title_id)
    report = msgspec.convert(written, Report) if written else None
    found = report.findings if report else _findings(job)
    reached = report.verdicts if report else _verdicts(job)
    rate = report.mezzanine.video.rate if report else None
    return ReportPage(
        head=head(title_id),
        job=job,
        findings=tuple(_finding(one, rate) for one in sorted(found, key=_gravity)),
        verdicts=verdicts.shown(reached, found),
        report=report,
        shots=tuple(_shots(report)) if report else (),
    )


def drawn_report(*, title_id: int) -> str:
    """The engine's own page; without the pictures where none was kept beside the streams. Or "not found"."""
    drawn = assets.drawn_report(title_id=title_id)
    if drawn is not None:
        return drawn
    written = assets.report(title_id=title_id)
    if written is None:
        raise Http404
    report = msgspec.convert(written, Report)
    missing = Worst(best(report), (), "No pictures were kept of this publication.")
    return page(report, missing)


def findings_of(job: JobCard) -> tuple[FindingLine, ...]:
    """What quality control found in the film of one job, the gravest first."""
    return tuple(_finding(one, None) for one in sorted(_findings(job), key=_gravity))


def verdicts_of(job: JobCard) -> tuple[VerdictShown, ...]:
    """What the rule sets said of the film of one job."""
    return verdicts.shown(_verdicts(job), _findings(job))


def timecode(seconds: float, rate: Rate | None) -> str:
    """Hours, minutes, seconds and frames where the rate is known, else tenths of a second."""
    if rate is not None:
        return rate.timecode(seconds)
    whole, rest = divmod(round(seconds * 10), 10)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest}"


def _findings(job: JobCard | None) -> tuple[Finding, ...]:
    return msgspec.convert(job.findings, tuple[Finding, ...]) if job else ()


def _verdicts(job: JobCard | None) -> tuple[Verdict, ...]:
    return msgspec.convert(job.verdicts, tuple[Verdict, ...]) if job else ()


def _gravity(finding: Finding) -> tuple[int, float]:
    return GRAVITY.index(finding.severity), finding.start or 0.0


def _finding(one: Finding, rate: Rate | None) -> FindingLine:
    start, end = (
        timecode(moment, rate) if moment is not None else "" for moment in (one.start, one.end)
    )
    said, severity = findings.sentence(one), words.SEVERITIES[one.severity]
    return FindingLine(one, said, severity, start, end, _picture(one))


def _picture(one: Finding) -> str:
    job_id, _, name = one.picture.partition("/")
    return reverse("studio:finding_picture", args=[job_id, name]) if name else ""


def _shots(report: Report) -> Iterator[ShotLine]:
    """Figures of the best rendition, whose faults are faults of the film's first impression.

    Shots are counted in its frames: a film that was spread over fields, or changes its pace, has others.
    """
    best = max(report.renditions, key=lambda one: one.average_bandwidth, default=None)
    rate = best.rate if best else report.mezzanine.video.rate
    measured = {one.shot: one for one in best.shots} if best else {}
    for shot in report.shots:
        seconds, result = rate.seconds(shot.frames), measured.get(shot.index)
        yield ShotLine(
            number=shot.index + 1,
            start=rate.timecode(rate.seconds(shot.first)),
            seconds=seconds,
            vmaf=result.quality.mean if result and result.quality else None,
            kilobits=result.bits / seconds / 1000 if result and seconds else None,
        )
