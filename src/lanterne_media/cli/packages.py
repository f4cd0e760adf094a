"""Where a command works, and on which file: a master that comes as a package is put together first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import typer

from lanterne_media import imf
from lanterne_media.cli import paint, watching
from lanterne_media.farm import LocalFarm
from lanterne_media.model import MediaRefused
from lanterne_media.pipeline import Site, masters
from lanterne_media.store import VALUE, Workshop, room
from lanterne_media.tools import Tools

# As shells tell a program that Ctrl-C ended.
STOPPED = 128 + signal.SIGINT


@contextmanager
def film(named: Path, *, work: Path | None = None) -> Iterator[Path]:
    """The film file itself, or that of a package: in the work folder ``work``, or else only for as long as it is needed."""
    if not imf.is_package(named):
        yield named.resolve()
        return
    composition = imf.read(named.resolve())
    for track in composition.playlist.others:
        paint.sentence(f"Not taken from the package: a track of kind {track.name}.")
    with room() if work is None else nullcontext(work) as folder:
        with site(folder, 1) as here:
            # On standard error, like every progress: --json is printed by whoever asked for the film.
            made = watching.watch(masters.whole(composition, here), is_quiet=True)
        yield made


@contextmanager
def site(folder: Path, workers: int) -> Iterator[Site]:
    """A work folder, slots and tools; everything that runs is ended on the way out."""
    tools, workshop, farm = Tools(), Workshop(folder), LocalFarm(workers or None)
    try:
        yield Site(workshop, farm, tools)
    finally:
        tools.stop()
        farm.close()
        workshop.close()


@contextmanager
def tidy(work: Path) -> Iterator[None]:
    """Of a refusal nothing stays in a work folder that was not there before."""
    was_there = work.exists()
    try:
        yield
    except MediaRefused:
        if work.exists() and not was_there:
            _removed(work)
        raise


def _removed(work: Path) -> None:
    with suppress(MediaRefused):  # another process has come to work in it
        workshop = Workshop(work)
        workshop.remove()
        workshop.close()


@contextmanager
def bench(workers: int) -> Iterator[Site]:
    with stopping("Stopped. Nothing is kept."), room() as folder, site(folder, workers) as here:
        yield here


@contextmanager
def going_on(work: Path) -> Iterator[None]:
    """Answer Ctrl-C with what the same command will find in the work folder."""
    try:
        yield
    except KeyboardInterrupt:
        is_begun = any(work.glob(f"[!.]*/{VALUE}"))
        kept = f"What is finished is kept in {work}: the same command goes on from there."
        paint.sentence(f"Stopped. {kept if is_begun else 'Nothing is finished yet.'}")
        raise typer.Exit(STOPPED) from None


@contextmanager
def stopping(sentence: str) -> Iterator[None]:
    """Answer Ctrl-C, when everything that ran is ended, with one sentence."""
    try:
        yield
    except KeyboardInterrupt:
        paint.sentence(sentence)
        raise typer.Exit(STOPPED) from None
