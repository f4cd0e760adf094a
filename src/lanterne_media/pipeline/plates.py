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


# What is made of a plate; keys do not depend on where it lies.
Units = Callable[[Reference], list[Unit]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of frames of the film, and the units that are made of its plate, round after round.

    What all rounds before brought decides what the next one makes.
    """

    shot: Shot
    # How many units there will be and how much work, as far as is known before the first are done.
    expected: int
    weight: float
    rounds: tuple[Callable[[Sequence[Kept[Any]]], Units], ...]


def through(
    desk: Desk, stage: Stage, pieces: Sequence[Piece]
) -> Generator[Event, None, list[list[Kept[Any]]]]:
    """Do every piece's units, some pieces at a time; what was made of each, in the order given."""
    expected = sum(piece.expected for piece in pieces)
    yield StageBegan(stage, expected, sum(piece.weight for piece in pieces))
    made: list[list[Kept[Any]]] = []
    for wave in _waves(desk, pieces):
        of_wave = yield from _wave(desk, stage, wave)
        made += of_wave
        for piece in wave:
            desk.site.workshop.drop(Stage.CUT, _plate_key(desk, piece.shot))
    return made


def _wave(
    desk: Desk, stage: Stage, wave: Sequence[Piece]
) -> Generator[Event, None, list[list[Kept[Any]]]]:
    made: list[list[Kept[Any]]] = [[] for _ in wave]
    plates: dict[int, str] = {}
    announced = sum(piece.expected for piece in wave), sum(piece.weight for piece in wave)
    begun = 0.0
    for turn in range(max((len(piece.rounds) for piece in wave), default=0)):
        units = [piece.rounds[turn](kept) for piece, kept in zip(wave, made, strict=True)]
        now = [
            unit
            for piece, of_piece in zip(wave, units, strict=True)
            for unit in of_piece(_plate(desk, piece, ""))
        ]
        begun += sum(unit.weight for unit in now)
        count = sum(map(len, made)) + len(now)
        if count > announced[0]:
            # Of these nobody knew before the earlier rounds were done.
            yield StageBegan(stage, count - announced[0], max(0.0, begun - announced[1]))
            announced = count, max(begun, announced[1])
        kept = yield from _round(desk, wave, plates, units)
        made = [[*before, *more] for before, more in zip(made, kept, strict=True)]
    return made


def _round(
    desk: Desk,
    wave: Sequence[Piece],
    plates: dict[int, str],
    units: Sequence[Units],
) -> Generator[Event, None, list[list[Kept[Any]]]]:
    """The same number of lists as there are pieces; ``plates`` remembers where those lie that were cut."""
    wanted = [units[n](_plate(desk, piece, plates.get(n, ""))) for n, piece in enumerate(wave)]
    has = desk.site.workshop.has
    missing = [
        n
        for n, of_piece in enumerate(wanted)
        if n not in plates
        and not all(has(*unit.piece) for unit in of_piece if desk.site.is_made_here(unit))
    ]
    cuts = yield from carry_out(desk.site, [_cut(desk, wave[n].shot) for n in missing])
    plates |= {n: str(cut.folder / cut.value) for n, cut in zip(missing, cuts, strict=True)}
    for n in missing:
        wanted[n] = units[n](_plate(desk, wave[n], plates[n]))
    flat = [unit for of_piece in wanted for unit in of_piece]
    made = iter((yield from carry_out(desk.site, flat, is_announced=True)))
    return [[next(made) for _ in of_piece] for of_piece in wanted]


def _plate(desk: Desk, piece: Piece, path: str) -> Reference:
    return plate_of(desk.reference, piece.shot, path)


def _waves(desk: Desk, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces whose plates fit the disk together; one at least. Plates that others cut need no room here."""
    if desk.site.away and pieces:
        yield list(pieces)
        return
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


def _cut(desk: Desk, shot: Shot) -> Unit:
    make = partial(plate, desk.reference, shot, run=desk.site.run)
    return Unit(Stage.CUT, f"shot {shot.index + 1}", _plate_key(desk, shot), str, make)


def _plate_key(desk: Desk, shot: Shot) -> str:
    words = plate_command(replace(desk.reference, path="film"), shot, Path("plate"))
    return key_of(desk.reference.identity, words, tool_versions())
