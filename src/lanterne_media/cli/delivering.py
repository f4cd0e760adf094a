"""What a command leaves behind and finds again: a published folder with its report, its work folder, a file."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from lanterne_media import pipeline, store
from lanterne_media import verify as verifying
from lanterne_media.model import (
    Event,
    FilmJudged,
    Keys,
    MediaRefused,
    Plan,
    Rate,
    Rendition,
    Report,
    Reported,
    StillsReady,
    StreamReady,
    from_json,
    to_json,
)
from lanterne_media.pipeline import Site
from lanterne_media.store import VALUE, Workshop, room
from lanterne_media.tools import Tools


def report_of(folder: Path) -> Report:
    try:
        return from_json(Report, (folder / "report.json").read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MediaRefused(f"There is no report.json in {folder}.") from error


def published(
    plan: Plan, site: Site, keys: Keys | None, output: Path, film: str
) -> Generator[Event, None, Report]:
    """Publish into ``output``, whose place is taken only by streams that were verified."""
    folder, report, stills, findings = None, None, Path(), Path()
    for event in pipeline.execute(plan, site, keys):
        if isinstance(event, StreamReady):
            folder = Path(event.package.folder)
        if isinstance(event, FilmJudged):
            findings = Path(event.folder)
        if isinstance(event, StillsReady):
            stills = Path(event.folder)
        if isinstance(event, Reported):
            report = event.report
        yield event
    if folder is None or report is None:
        raise RuntimeError("the pipeline ended without a stream")
    report = _with_findings(_with_posters(report, stills, folder), findings, folder)
    # Of a package, the file that was put together is gone with the work folder.
    report = replace(report, mezzanine=replace(report.mezzanine, path=film))
    (folder / VALUE).unlink()
    (folder / "report.json").write_bytes(to_json(report))
    # An earlier publication makes place only now, when its successor is verified.
    store.replace(folder, output)
    return report


def _with_posters(report: Report, stills: Path, folder: Path) -> Report:
    """Lay poster candidates beside the tracks; the report names them as they lie there."""
    # It is there if an earlier run was killed at this very point.
    (folder / "posters").mkdir(exist_ok=True)
    for poster in report.posters:
        shutil.copyfile(stills / poster.path, folder / "posters" / poster.path)
    return replace(
        report, posters=tuple(replace(one, path=f"posters/{one.path}") for one in report.posters)
    )


def _with_findings(report: Report, taken: Path, folder: Path) -> Report:
    """The same with the pictures of findings."""
    shown = [one for one in report.findings if one.picture]
    if shown:
        (folder / "findings").mkdir(exist_ok=True)
    for one in shown:
        shutil.copyfile(taken / one.picture, folder / "findings" / one.picture)
    named = (
        replace(one, picture=f"findings/{one.picture}") if one.picture else one
        for one in report.findings
    )
    return replace(report, findings=tuple(named))


def problems(folder: Path, like: Rendition, keys: Keys | None) -> tuple[str, ...]:
    rate: Rate = like.rate
    seconds = rate.seconds(like.frames)
    return verifying.verify(
        folder, duration=seconds, frames=like.frames, rate=rate, keys=keys, run=Tools()
    )


def bring_back(output: Path) -> None:
    """Put right what was killed while it replaced an earlier publication."""
    if store.is_between(output):
        workshop = Workshop(workshop_of(output))  # so that nobody else is in the midst of it
        try:
            store.bring_back(output)
        finally:
            workshop.close()


def deliver(made: Path, output: Path) -> None:
    with room(beside=output) as bench:
        shutil.copyfile(made, bench / output.name)
        (bench / output.name).replace(output)


def workshop_of(output: Path) -> Path:
    return output.resolve().with_name(f".{output.resolve().name}.work")
