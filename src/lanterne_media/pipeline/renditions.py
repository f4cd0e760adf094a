"""Every shot at every rung, measured, and joined into one film a rung."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lanterne_media import encode, ladder, quality
from lanterne_media.answers import MOST_BEHIND, Row, corrected
from lanterne_media.curves import Grid
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
from lanterne_media.pipeline import trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.plates import Piece, Units, through
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


# A first encode whose rate factor should have been this far off, as it turned out, is made again.
AGAIN = 2.5


def encode_film(
    desk: Desk, cuts: Sequence[Shot], found: Ladder
) -> Generator[Event, None, list[Rendition]]:
    """The renditions that are worth publishing, best first within each codec."""
    ways = _ways(desk, cuts, found)
    pieces = [
        Piece(way.shot, len(way.rungs), _first(desk, way), partial(_then, desk, way))
        for way in ways
    ]
    made = yield from through(desk, Stage.ENCODE, pieces)
    by_rung = [way.sorted_out(of_shot) for way, of_shot in zip(ways, made, strict=True)]
    films = yield from join(
        desk, {rung: [of_shot[rung] for of_shot in by_rung] for rung in found.rungs}
    )
    return [film for codec in desk.policy.codecs for film in _distinct(films, codec, desk.policy)]


@dataclass(frozen=True, slots=True)
class _Way:
    """One shot's way through the rungs; ``rows`` are what is known of it, by codec and size."""

    shot: Shot
    rungs: tuple[Rung, ...]
    aims: tuple[Aim, ...]
    prices: tuple[float, ...]
    floors: tuple[float, ...]
    rows: dict[tuple[Codec, int, int], Row]

    @property
    def anchors(self) -> list[int]:
        """The rungs that are made first, since they teach about the others: the middle one of each codec."""
        if not self.rows:
            return list(range(len(self.rungs)))
        places: dict[Codec, list[int]] = {}
        for place, rung in enumerate(self.rungs):
            places.setdefault(rung.codec, []).append(place)
        return [own[len(own) // 2] for own in places.values()]

    def row(self, rung: Rung) -> Row:
        return self.rows[rung.codec, rung.width, rung.height]

    def learned(self, made: Sequence[Kept[Made]]) -> dict[int, Aim]:
        """New aims for the rungs that are left, and for a first one that had been aimed badly."""
        aims: dict[int, Aim] = {}
        for anchor, kept in zip(self.anchors, made, strict=True):
            rung, first = self.rungs[anchor], kept.value
            came = quality.pool(first.scores).mean
            lesson = self.row(rung).lesson(first.crf, first.encoded.bits, came)
            for place, other in enumerate(self.rungs):
                if other.codec is rung.codec:
                    row = self.row(other).taught(lesson)
                    aims[place] = row.aim(self.prices[place], self.floors[place])
            if abs(aims[anchor].crf - first.crf) < AGAIN:
                del aims[anchor]
        return dict(sorted(aims.items()))

    def sorted_out(self, made: Sequence[Kept[Made]]) -> dict[Rung, Kept[Made]]:
        """What is to be published at each rung; what was made again takes the place of the first."""
        firsts = made[: len(self.anchors)]
        places = [*self.anchors, *(self.learned(firsts) if self.rows else {})]
        return {self.rungs[place]: kept for place, kept in zip(places, made, strict=True)}


def _ways(desk: Desk, cuts: Sequence[Shot], found: Ladder) -> list[_Way]:
    samples = trials.samples_of(desk.policy, cuts, desk.rate.frames(desk.policy.trial_seconds))
    known = _known(desk, samples, found) if desk.policy.learns_from_shots else {}
    weights = [shot.frames for shot in cuts]
    floors = tuple(
        float(np.average([aim.vmaf or 0.0 for aim in aims], weights=weights)) - MOST_BEHIND
        for aims in found.aims
    )
    return [
        _Way(
            shot,
            found.rungs,
            tuple(aims[place] for aims in found.aims),
            found.prices,
            floors,
            {of: grid.row(sample, shot.frames) for of, grid in known.items()},
        )
        for place, (sample, shot) in enumerate(
            (sample, shot) for sample, one in enumerate(samples) for shot in one.stands_for
        )
    ]


def _known(
    desk: Desk, samples: Sequence[trials.Sample], found: Ladder
) -> dict[tuple[Codec, int, int], Grid]:
    film, learned = trials.film_of(desk, samples), corrected(found.trials)
    return {
        (codec, *size): grid
        for codec in desk.policy.codecs
        for size, grid in ladder.grids_of(codec, learned, film).items()
    }


def _first(desk: Desk, way: _Way) -> Units:
    return partial(_units, desk, way, {place: way.aims[place] for place in way.anchors})


def _then(desk: Desk, way: _Way, made: Sequence[Kept[Made]]) -> Units:
    return partial(_units, desk, way, way.learned(made) if way.rows else {})


def _units(desk: Desk, way: _Way, aims: dict[int, Aim], plate: Reference) -> list[Unit]:
    return [_unit(desk, way.shot, way.rungs[n], aim, plate) for n, aim in aims.items()]


def encode_at(desk: Desk, cuts: Sequence[Shot], rung: Rung) -> Generator[Event, None, Rendition]:
    """The whole film at one rung, every shot with the rung's own rate factor."""
    aims = tuple(Aim(rung.crf) for _ in cuts)
    [film] = yield from encode_film(desk, cuts, Ladder((rung,), (aims,)))
    return film


def _distinct(films: Sequence[Rendition], codec: Codec, policy: Policy) -> list[Rendition]:
    """Trials only foretell quality: of rungs that came out alike, one is enough."""
    own = [film for film in films if film.rung.codec is codec and film.quality]
    own.sort(key=lambda film: -film.bits)
    scores = [film.quality.mean for film in own if film.quality]
    return [own[place] for place in ladder.distinct(scores, policy)]


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
