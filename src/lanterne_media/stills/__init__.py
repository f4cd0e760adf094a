"""Pictures taken from a film: sheets for the scrub bar, and stills that could stand for it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import cv2
import numpy as np

from lanterne_media.model import MediaRefused, Merits, Mezzanine, Poster, Shot, TrickPlay
from lanterne_media.stills import candidates, faces, merits, sheets
from lanterne_media.stills.sheets import Grid, grid
from lanterne_media.tools import Runner, ToolFailed

THUMBNAILS = "thumbnails.vtt"


def trick_play(mezzanine: Mezzanine, output: Path, *, run: Runner) -> TrickPlay:
    """Write the sheets of a film into the folder ``output``, and ``thumbnails.vtt`` beside them."""
    wanted = grid(mezzanine.video.duration, mezzanine.video.display_size)
    temporary = output / f".sheets.{os.getpid()}.part"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        made = _sheets(mezzanine, wanted, temporary, run)
        (temporary / THUMBNAILS).write_text(sheets.thumbnails(wanted, mezzanine.video.duration))
        for path in (*made, temporary / THUMBNAILS):
            path.rename(output / path.name)
    finally:
        shutil.rmtree(temporary)
    return TrickPlay(
        paths=tuple(str(output / path.name) for path in made),
        width=wanted.width,
        height=wanted.height,
        columns=wanted.columns,
        rows=wanted.rows,
        interval=wanted.interval,
        pictures=wanted.pictures,
    )


def seeing() -> str:
    """With which eyes stills are judged: part of the key of what is kept."""
    return "faces" if faces.can_be_found() else "no faces"


def posters(
    mezzanine: Mezzanine, shots: tuple[Shot, ...], output: Path, *, run: Runner, most: int = 8
) -> tuple[Poster, ...]:
    """Write up to ``most`` stills into the folder ``output``, best first; none is larger than the film."""
    size = candidates.poster_size(mezzanine.video.display_size)
    temporary = output / f".posters.{os.getpid()}.part"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        seen = _candidates(mezzanine, shots, 2 * most, temporary, run=run)
        scored = [(at, found.score) for at, found in seen.items()]
        chosen = candidates.best(scored, mezzanine.video.duration, most)
        kept = []
        for rank, (at, score) in enumerate(chosen, start=1):
            found = seen[at]
            path = output / f"poster-{rank:02d}.jpg"
            (temporary / f"{round(at * 1000)}.jpg").rename(path)
            made = Poster(
                str(path), at, *size, score, found.lettering, found.across, found.down, found.faces
            )
            kept.append(made)
        return tuple(kept)
    finally:
        shutil.rmtree(temporary)


def _sheets(mezzanine: Mezzanine, wanted: Grid, folder: Path, run: Runner) -> list[Path]:
    step = sheets.step_of(mezzanine, wanted)
    if step > 1:
        try:
            return _sheets_at(mezzanine, wanted, folder, step, run=run)
        except ToolFailed:
            # Some files do not say which of their frames are key frames: then all have to be decoded.
            shutil.rmtree(folder)
            folder.mkdir()
    return _sheets_at(mezzanine, wanted, folder, 1, run=run)


def _sheets_at(
    mezzanine: Mezzanine, wanted: Grid, folder: Path, step: int, *, run: Runner
) -> list[Path]:
    command = sheets.command(mezzanine, wanted, folder, step=step)
    run.run(command, reads=[Path(mezzanine.path)], writes=[folder])
    made = sorted(folder.glob("sheet-*.jpg"))
    if len(made) != wanted.sheets:
        raise ToolFailed(command, 0, f"it made {len(made)} sheets instead of {wanted.sheets}")
    size = (wanted.columns * wanted.width, wanted.rows * wanted.height)
    if any(_picture(path, size) is None for path in made):
        raise ToolFailed(command, 0, f"a sheet is not a picture of {size[0]} by {size[1]}")
    return made


def _candidates(
    mezzanine: Mezzanine, shots: tuple[Shot, ...], most: int, folder: Path, *, run: Runner
) -> dict[float, Merits]:
    """Merits by second of each still that could be made; some places of a damaged film give none."""
    moments = candidates.moments(mezzanine.video.duration, shots, most)
    in_one_pass = [candidates.pass_command(mezzanine, moments, folder)]
    seeking = [candidates.seek_command(mezzanine, at, folder) for at in moments]
    is_intra = mezzanine.video.codec in sheets.INTRA
    worth = candidates.ONE_PASS_INTRA_SECONDS if is_intra else candidates.ONE_PASS_SECONDS
    is_short = mezzanine.video.duration <= worth
    failure: ToolFailed | None = None
    for commands in [in_one_pass] if is_short else [seeking, in_one_pass]:
        for command in commands:
            try:
                run.run(command, reads=[Path(mezzanine.path)], writes=[folder])
            except ToolFailed as error:
                failure = error  # what it wrote before is judged below
        if seen := _judged(folder, candidates.poster_size(mezzanine.video.display_size)):
            return seen
    raise failure or MediaRefused("No picture of this film can be decoded.")


def _judged(folder: Path, size: tuple[int, int]) -> dict[float, Merits]:
    judged, finder = {}, faces.finder()
    for path in sorted(folder.glob("*.jpg"), key=lambda path: int(path.stem)):
        picture = _picture(path, size)
        if picture is not None:
            seen = finder.faces(picture) if finder else None
            judged[int(path.stem) / 1000] = merits.of(picture, seen)
    return judged


def _picture(path: Path, size: tuple[int, int]) -> candidates.Frame | None:
    """Decode a picture of our own making; ``None`` unless it is whole and of this size."""
    content = path.read_bytes()
    if not content.endswith(b"\xff\xd9"):
        return None
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if picture is None or picture.shape[1::-1] != size:
        return None
    return np.asarray(picture, np.uint8)


__all__ = ["THUMBNAILS", "Grid", "grid", "posters", "seeing", "trick_play"]
