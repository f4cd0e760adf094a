"""Work on single shots: each is cut out of the film once, and everything that is made of it reads that plate."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lanterne_media.model import Event, Shot, Stage, StageBegan
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.units import Unit, carry_out, tool_versions
from lanterne_media.reference import Reference, plate, plate_bytes, plate_command, plate_of
from lanterne_media.store import Kept, key_of

# Plates hold plain samples: a minute of high definition at a time.
MOST_PLATE_BYTES = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of frames of the film, and the units that are made of its plate; their keys do not depend on its place."""

    shot: Shot
    units: Callable[[Reference], list[Unit]]

    def of(self, desk: Desk, path: str = "") -> list[Unit]:
        return self.units(plate_of(desk.reference, self.shot, path))


def through(
    desk: Desk, stage: Stage, pieces: Sequence[Piece]
) -> Generator[Event, None, list[list[Kept[Any]]]]:
    """Do every piece's units, some pieces at a time; what was made of each, in the order given."""
    yield StageBegan(stage, sum(len(piece.of(desk)) for piece in pieces))
    made: list[list[Kept[Any]]] = []
    for wave in _waves(desk, pieces):
        units = yield from _with_plates(desk, wave)
        flat = yield from carry_out(
            desk.site, [unit for of_piece in units for unit in of_piece], is_announced=True
        )
        found = iter(flat)
        made += [[next(found) for _ in of_piece] for of_piece in units]
        for piece in wave:
            desk.site.workshop.drop(Stage.CUT, _plate_key(desk, piece.shot))
    return made


def _waves(desk: Desk, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces whose plates fit the disk together; one at least."""
    wave: list[Piece] = []
    room = MOST_PLATE_BYTES
    for piece in pieces:
        size = plate_bytes(desk.reference.video, piece.shot.frames)
        if wave and size > room:
            yield wave
            wave, room = [], MOST_PLATE_BYTES
        wave.append(piece)
        room -= size
    yield wave


def _with_plates(desk: Desk, wave: Sequence[Piece]) -> Generator[Event, None, list[list[Unit]]]:
    """Cut the pieces out of the film, but for those of which nothing is left to make."""
    has = desk.site.workshop.has
    wanted = [
        n
        for n, piece in enumerate(wave)
        if not all(has(unit.kept_under, unit.key) for unit in piece.of(desk))
    ]
    cuts = yield from carry_out(desk.site, [_cut(desk, wave[n].shot) for n in wanted])
    places = {n: str(cut.folder / cut.value) for n, cut in zip(wanted, cuts, strict=True)}
    return [piece.of(desk, places.get(n, "")) for n, piece in enumerate(wave)]


def _cut(desk: Desk, shot: Shot) -> Unit:
    make = partial(plate, desk.reference, shot, run=desk.site.run)
    return Unit(Stage.CUT, f"shot {shot.index + 1}", _plate_key(desk, shot), str, make)


def _plate_key(desk: Desk, shot: Shot) -> str:
    words = plate_command(replace(desk.reference, path="film"), shot, Path("plate"))
    return key_of(desk.reference.identity, words, tool_versions())
