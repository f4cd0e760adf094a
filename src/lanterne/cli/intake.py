"""A film file from this machine's disk into the service, and its job painted as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import transaction
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from lanterne.assets import queries as assets
from lanterne.assets import services as publishing
from lanterne.assets.rules import JobState, StepCard
from lanterne.catalogue import services as catalogue
from lanterne.cli.service import say
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.rights import services as rights
from lanterne.rights.rules import Window
from lanterne_media.captions import LARGEST_BYTES

ACTOR = "system:shell"
BLOCK = 4 * 2**20


class NoSuchFilm(Refused):
    pass


class NoSuchSubtitles(Refused):
    pass


def take(
    film: Path,
    *,
    name: str,
    language: str,
    territories: Sequence[str],
    subtitles: Sequence[str],
    policy: str,
) -> int:
    """Make a title of a file and its subtitles, open it in the territories, queue it; returns the job's id."""
    _check(film)
    with transaction.atomic():
        title_id = catalogue.create_title(
            kind="film", original_name=name, original_language=language, actor=ACTOR
        )
        catalogue.localise(title_id=title_id, language=language, name=name, actor=ACTOR)
        for territory in territories:
            rights.grant_window(
                title_id=title_id,
                window=Window(territory, clock.now()),
                actor=ACTOR,
            )
        for named in subtitles:
            _lay_beside(title_id, named)
    return bring(film, title_id=title_id, policy=policy)


def _lay_beside(title_id: int, named: str) -> None:
    """A subtitle file, named as LANGUAGE:FILE."""
    language, colon, path = named.partition(":")
    file = Path(path)
    if not colon or not file.is_file():
        raise NoSuchSubtitles(f"Write LANGUAGE:FILE with a file that is there, not {named}.")
    with file.open("rb") as opened:
        # Whoever names the film by mistake must not have all of it read.
        content = opened.read(LARGEST_BYTES + 1)
    publishing.add_subtitle(
        title_id=title_id,
        content=content,
        file_name=file.name,
        language=language,
        actor=ACTOR,
    )


def bring(film: Path, *, title_id: int, policy: str, actor: str = ACTOR) -> int:
    """Carry a file into the uploads as a browser would, and queue it."""
    _check(film)
    upload = publishing.begin_upload(
        title_id=title_id, file_name=film.name, length=film.stat().st_size, actor=actor
    )
    publishing.append(upload_id=upload, offset=0, blocks=_blocks(film))
    return publishing.accept_mezzanine(
        title_id=title_id, upload_id=upload, policy_name=policy, actor=actor
    )


def _check(film: Path) -> None:
    if not film.is_file() or not film.stat().st_size:
        raise NoSuchFilm(f"There is no film at {film}.")


def _blocks(film: Path) -> Iterator[bytes]:
    with film.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _paint(progress: Progress, bars: dict[str, TaskID], step: StepCard) -> None:
    name = step.stage.replace("_", " ")
    if step.stage not in bars:
        bars[step.stage] = progress.add_task(name, last="")
        if not progress.console.is_terminal:
            # A log has no bars: there, each stage is a line.
            progress.console.print(f"{name}: {step.units} units")
    progress.update(bars[step.stage], total=step.units, completed=step.done, last=step.label)


def watch(
    job_id: int, first_light: Callable[[], None], goes_on: Callable[[], bool] = lambda: True
) -> bool:
    """Paint a job until it ends; call ``first_light`` once when there is something to watch. True when it is done."""
    bars: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description:12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    has_told = False
    with Progress(*columns, TextColumn("{task.fields[last]}")) as progress:
        while goes_on():
            job = assets.job(job_id=job_id)
            if job is None:
                return False
            for step in job.steps:
                _paint(progress, bars, step)
            if job.is_watchable and not has_told:
                has_told = True
                first_light()
            if job.state not in (JobState.QUEUED, JobState.RUNNING):
                break
            time.sleep(0.3)
        else:
            return False
    if job.sentence:
        say(f"[red]{job.sentence}[/]")
    return job.state is JobState.DONE
