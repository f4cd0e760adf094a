"""Every shot at every rung, measured, and joined into one film a rung."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lanterne_media import encode, ladder, quality
from lanterne_media.encode import Encoded
from lanterne_media.model import (
    Aim,
    Codec,
    Event,
    Ladder,
    Policy,
    Rendition,
    Rung,
    Shot,
    ShotResult,
    Stage,
)
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.plates import Piece, through
from lanterne_media.pipeline.units import Unit, carry_out, tool_versions
from lanterne_media.quality import Comparison
from lanterne_media.reference import Reference
from lanterne_media.store import Kept, key_of


@dataclass(frozen=True, slots=True)
class Made:
    """A shot at a rung: the encode, and VMAF of its frames as far as they were judged."""

    encoded: Encoded
    crf: float
    scores: tuple[float, ...] = ()
    foretold: float | None = None
    cpu_seconds: float = 0.0


def encode_film(
    desk: Desk, cuts: Sequence[Shot], found: Ladder
) -> Generator[Event, None, list[Rendition]]:
    """The renditions that are worth publishing, best first within each codec."""
    pieces = [
        Piece(shot, partial(_units, desk, shot, found.rungs, [aims[n] for aims in found.aims]))
        for n, shot in enumerate(cuts)
    ]
    made = yield from through(desk, Stage.ENCODE, pieces)
    films = yield from join(
        desk, {rung: [of_shot[n] for of_shot in made] for n, rung in enumerate(found.rungs)}
    )
    return [film for codec in desk.policy.codecs for film in _distinct(films, codec, desk.policy)]


def encode_at(desk: Desk, cuts: Sequence[Shot], rung: Rung) -> Generator[Event, None, Rendition]:
    """The whole film at one rung, every shot with the rung's own rate factor."""
    aims = tuple(Aim(rung.crf) for _ in cuts)
    [film] = yield from encode_film(desk, cuts, Ladder((rung,), (aims,)))
    return film


def _distinct(films: Sequence[Rendition], codec: Codec, policy: Policy) -> list[Rendition]:
    """Trials only foretell quality: of rungs that came out alike, one is enough."""
    own = [film for film in films if film.rung.codec is codec and film.quality]
    own.sort(key=lambda film: -film.bits)
    scores = [film.quality.harmonic_mean for film in own if film.quality]
    return [own[place] for place in ladder.distinct(scores, policy)]


def _units(
    desk: Desk, shot: Shot, rungs: Sequence[Rung], aims: Sequence[Aim], plate: Reference
) -> list[Unit]:
    return [_unit(desk, shot, *pair, plate) for pair in zip(rungs, aims, strict=True)]


def _unit(desk: Desk, shot: Shot, rung: Rung, aim: Aim, plate: Reference) -> Unit:
    whole = Shot(shot.index, 0, shot.frames)
    take = desk.take(plate, whole, replace(rung, crf=aim.crf))
    every = desk.policy.quality_every
    key = key_of(plate.identity, take_words(take), aim, every, tool_versions())

    def make(folder: Path) -> Made:
        encoded = encode.encode_shot(take, folder, run=desk.site.run)
        wanted = Comparison(plate, whole, (folder / encoded.file,), every)
        [judged] = quality.measure(wanted, folder, run=desk.site.run)
        cost = round(encoded.cpu_seconds + judged.cpu_seconds, 2)
        return Made(encoded, aim.crf, judged.frames, aim.vmaf, cost)

    label = f"shot {shot.index + 1} at {rung.name}"
    weight = float(shot.frames * rung.width * rung.height)
    return Unit(Stage.ENCODE, label, key, Made, make, weight=weight)


def take_words(take: encode.Take) -> list[str]:
    """The command of a take without the places of its files: what its key is made of."""
    nameless = replace(take, reference=replace(take.reference, path="film"))
    return encode.command(nameless, Path("shot"))


def join(
    desk: Desk, pieces: dict[Rung, list[Kept[Made]]]
) -> Generator[Event, None, list[Rendition]]:
    """Put the shots of every rung one after the other."""
    units = []
    for rung, of_rung in pieces.items():
        words = encode.join_command(Path("shots"), desk.rate, Path("film"))
        key = key_of([piece.folder.name for piece in of_rung], words)
        make = partial(_Film(rung, tuple(of_rung)).join, desk)
        units.append(Unit(Stage.JOIN, rung.name, key, Rendition, make))
    made: list[Kept[Any]] = yield from carry_out(desk.site, units)
    return [replace(kept.value, path=str(kept.folder / kept.value.path)) for kept in made]


@dataclass(frozen=True, slots=True)
class _Film:
    """All shots of one rung."""

    rung: Rung
    pieces: tuple[Kept[Made], ...]

    def join(self, desk: Desk, folder: Path) -> Rendition:
        paths = [piece.folder / piece.value.encoded.file for piece in self.pieces]
        file = encode.join(paths, desk.rate, desk.reference.frames, folder, run=desk.site.run)
        shots = [piece.value.encoded for piece in self.pieces]
        bits = sum(one.bits for one in shots)
        peak = max(one.bits / desk.rate.seconds(one.frames) for one in shots)
        scores = [score for piece in self.pieces for score in piece.value.scores]
        return Rendition(
            rung=self.rung,
            path=file,
            codec_string=encode.codec_string(folder / file, run=desk.site.run),
            rate=desk.rate,
            frames=desk.reference.frames,
            bits=bits,
            average_bandwidth=round(bits / desk.reference.duration),
            peak_bandwidth=round(peak),
            quality=quality.pool(scores) if scores else None,
            shots=tuple(_result(n, piece.value) for n, piece in enumerate(self.pieces)),
            encoder=encode.ENCODERS[self.rung.codec],
            commands=tuple(one.command for one in shots),
            cpu_seconds=round(sum(piece.value.cpu_seconds for piece in self.pieces), 2),
        )


def _result(place: int, made: Made) -> ShotResult:
    judged = quality.pool(made.scores) if made.scores else None
    encoded = made.encoded
    return ShotResult(place, encoded.bits, encoded.frames, judged, made.crf, made.foretold)
