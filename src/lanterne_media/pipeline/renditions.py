"""Every shot at every rung, measured, and joined into one film a rung."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lanterne_media import course, encode, grain, ladder, quality, thrift
from lanterne_media.answers import MOST_BEHIND, Lesson, Row
from lanterne_media.curves import Grid
from lanterne_media.encode import Encoded
from lanterne_media.model import (
    Aim,
    Cell,
    Codec,
    Encoder,
    Event,
    Ladder,
    LadderChosen,
    Moment,
    Policy,
    Rendition,
    Rung,
    Shot,
    ShotResult,
    Stage,
    Vmaf,
)
from lanterne_media.pipeline import trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.plates import Piece, Units, through
from lanterne_media.pipeline.units import Errand, Unit, carry_out, resource, tool_versions
from lanterne_media.quality import Comparison
from lanterne_media.reference import Reference
from lanterne_media.store import Kept, key_of
from lanterne_media.tools import Runner


@dataclass(frozen=True, slots=True)
class Made:
    """A shot at a rung: the encode, and VMAF of its frames as far as they were judged, also as on a phone."""

    encoded: Encoded
    crf: float
    scores: tuple[float, ...] = ()
    foretold: float | None = None
    cpu_seconds: float = 0.0
    bits_at_one_factor: float | None = None
    phone: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        return quality.pool(self.scores).mean

    @property
    def miss(self) -> float:
        """How far it came from what was foretold, in points of VMAF."""
        return 0.0 if self.foretold is None else abs(self.mean - self.foretold)


# A first encode whose rate factor should have been this far off, as it turned out, is made again at once.
FAR_OFF = 2.5
# The middle rung, the ends, those between, and what missed its mark.
ROUNDS = 4
# So many points from what was foretold, and it may be made again in the end.
MISSED = 0.7
# A rung that takes more than so much of a better one's bits serves nobody.
CHEAPER = 0.85
# What measuring a pixel takes, by what encoding one takes.
MEASURING = 0.13
# Seconds between two of a film's worst moments: two frames of one mishap are one.
WORST_APART = 2.0


def encode_film(
    desk: Desk, cuts: Sequence[Shot], found: Ladder
) -> Generator[Event, None, list[Rendition]]:
    """The renditions that are worth publishing, best first within each codec."""
    ways = _ways(desk, cuts, found)
    pieces = [
        Piece(
            way.shot,
            len(way.rungs),
            sum(_weight(desk, way.shot, rung) for rung in way.rungs),
            tuple(partial(_round, desk, way, turn) for turn in range(ROUNDS)),
        )
        for way in ways
    ]
    made = yield from through(desk, Stage.ENCODE, pieces)
    by_rung = [way.sorted_out(of_shot) for way, of_shot in zip(ways, made, strict=True)]
    films = yield from join(
        desk, {rung: [of_shot[rung] for of_shot in by_rung] for rung in found.rungs}
    )
    # Of the ladder, not of the policy: one rung may be asked for in a codec that the policy has not.
    codecs = dict.fromkeys(rung.codec for rung in found.rungs)
    return [film for codec in codecs for film in _distinct(films, codec, desk.policy)]


@dataclass(frozen=True, slots=True)
class _Way:
    """One shot's way through the rungs; ``rows`` are what is known of it, by codec and size.

    ``excess``: of each rung, how many times the bits that this shot would take with one rate factor for all.
    """

    shot: Shot
    rungs: tuple[Rung, ...]
    aims: tuple[Aim, ...]
    prices: tuple[float, ...]
    floors: tuple[float, ...]
    rows: dict[tuple[Codec, int, int], Row]
    # How much of the work on this shot may be done again.
    budget: float
    excess: tuple[float | None, ...]

    @property
    def anchors(self) -> list[int]:
        """The rungs that are made first, since they teach about the others: the middle one of each codec."""
        if not self.rows:
            return list(range(len(self.rungs)))
        return [own[len(own) // 2] for own in self.by_codec.values()]

    @property
    def by_codec(self) -> dict[Codec, list[int]]:
        """The places of each codec's rungs, best first."""
        places: dict[Codec, list[int]] = {}
        for place, rung in enumerate(self.rungs):
            places.setdefault(rung.codec, []).append(place)
        return places

    def row(self, rung: Rung) -> Row:
        return self.rows[rung.codec, rung.width, rung.height]

    def rounds(self, made: Sequence[Kept[Made]]) -> list[dict[int, Aim]]:
        """What each round makes, by the place of its rung; of the last as far as what is ``made`` tells."""
        found = [{place: self.aims[place] for place in self.anchors}]
        for decide in (self.ends, self.between, self.missed) if self.rows else ():
            done = sum(map(len, found))
            if done <= len(made):
                found.append(decide(self.latest(made[:done], found)))
        return found

    def latest(
        self, made: Sequence[Kept[Made]], rounds: Sequence[dict[int, Aim]]
    ) -> dict[int, Kept[Made]]:
        """The last that was made at each place."""
        places = [place for one in rounds for place in one]
        return dict(zip(places, made, strict=False))

    def ends(self, made: dict[int, Kept[Made]]) -> dict[int, Aim]:
        """The best and the lightest of each codec, by what the first ones taught; and these, if they were far off."""
        wanted = {place for own in self.by_codec.values() for place in (own[0], own[-1])}
        aims = {place: self.aim(place, made) for place in wanted - set(made)}
        again = {place: self.aim(place, made) for place in made}
        aims |= {
            place: aim
            for place, aim in again.items()
            if abs(aim.crf - made[place].value.crf) >= FAR_OFF
        }
        return dict(sorted(aims.items()))

    def between(self, made: dict[int, Kept[Made]]) -> dict[int, Aim]:
        """Those that are left."""
        left = [place for place in range(len(self.rungs)) if place not in made]
        return {place: self.aim(place, made) for place in left}

    def missed(self, made: dict[int, Kept[Made]]) -> dict[int, Aim]:
        """New aims for those that came furthest from what was foretold, as many as the budget allows."""
        left = self.budget * sum(rung.width * rung.height for rung in self.rungs)
        aims: dict[int, Aim] = {}
        for place, kept in sorted(made.items(), key=lambda item: -item[1].value.miss):
            if kept.value.miss <= MISSED:
                break
            cost = self.rungs[place].width * self.rungs[place].height
            aim = self.aim(place, made)
            if cost <= left and aim.crf != kept.value.crf:
                aims[place] = aim
                left -= cost
        return dict(sorted(aims.items()))

    def aim(self, place: int, made: dict[int, Kept[Made]]) -> Aim:
        """At the price that all shots pay at this rung, by what was made of this one at others."""
        row = self.row(self.rungs[place]).taught(self.lesson(place, made))
        return row.aim(self.prices[place], self.floors[place])

    def lesson(self, place: int, made: dict[int, Kept[Made]]) -> Lesson:
        """What the nearest on both sides taught, each as much as it is near."""
        own = [n for n in made if self.rungs[n].codec is self.rungs[place].codec]
        above = max((n for n in own if n <= place), default=min(own))
        below = min((n for n in own if n >= place), default=max(own))
        dear, cheap = (self._taught_by(n, made[n].value) for n in (above, below))
        part = (place - above) / (below - above) if below > above else 0.0
        return Lesson(
            dear.crf + part * (cheap.crf - dear.crf),
            dear.bits + part * (cheap.bits - dear.bits),
            dear.odds + part * (cheap.odds - dear.odds),
        )

    def _taught_by(self, place: int, made: Made) -> Lesson:
        return self.row(self.rungs[place]).lesson(made.crf, made.encoded.bits, made.mean)

    def sorted_out(self, made: Sequence[Kept[Made]]) -> dict[Rung, Kept[Made]]:
        """What is to be published at each rung; what was made again takes the place of the first."""
        latest = self.latest(made, self.rounds(made))
        return {self.rungs[place]: kept for place, kept in latest.items()}


def _ways(desk: Desk, cuts: Sequence[Shot], found: Ladder) -> list[_Way]:
    samples = trials.samples_of(desk.policy, cuts, desk.rate.frames(desk.policy.trial_seconds))
    known = _known(desk, samples, found)
    excess = [
        thrift.excess(known.get((rung.codec, rung.width, rung.height)), _by_sample(aims, samples))
        for rung, aims in zip(found.rungs, found.aims, strict=True)
    ]
    taught = known if desk.policy.learns_from_shots else {}
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
            {of: grid.row(sample, shot.frames) for of, grid in taught.items()},
            desk.policy.made_again,
            tuple(of_rung[sample] for of_rung in excess),
        )
        for place, (sample, shot) in enumerate(
            (sample, shot) for sample, one in enumerate(samples) for shot in one.stands_for
        )
    ]


def _by_sample(aims: Sequence[Aim], samples: Sequence[trials.Sample]) -> list[Aim]:
    """Of all the shots that a sample stands for the aim is the same."""
    firsts = np.cumsum([0, *(len(sample.stands_for) for sample in samples)])
    return [aims[first] for first in firsts[:-1]]


def _known(
    desk: Desk, samples: Sequence[trials.Sample], found: Ladder
) -> dict[tuple[Codec, int, int], Grid]:
    film = trials.film_of(desk, samples)
    return {
        (codec, *size): grid
        for codec in desk.policy.codecs
        for size, grid in ladder.grids_of(codec, found.trials, film).items()
    }


def _round(desk: Desk, way: _Way, turn: int, made: Sequence[Kept[Made]]) -> Units:
    rounds = way.rounds(made)
    aims = rounds[turn] if turn < len(rounds) else {}
    return lambda plate: [_unit(desk, way, place, aim, plate) for place, aim in aims.items()]


def encode_at(desk: Desk, cuts: Sequence[Shot], rung: Rung) -> Generator[Event, None, Rendition]:
    """The whole film at one rung, every shot with the rung's own rate factor."""
    aims = tuple(Aim(rung.crf) for _ in cuts)
    yield LadderChosen((rung,), len(cuts))
    [film] = yield from encode_film(desk, cuts, Ladder((rung,), (aims,)))
    return film


def _distinct(films: Sequence[Rendition], codec: Codec, policy: Policy) -> list[Rendition]:
    """Trials only foretell: of rungs that came out alike, or at nearly one price, the best is enough."""
    own = [film for film in films if film.rung.codec is codec and film.quality]
    worth: list[Rendition] = []
    for film in sorted(own, key=lambda film: -film.bits):
        while worth and _score(worth[-1]) <= _score(film):
            worth.pop()
        if not worth or film.bits <= CHEAPER * worth[-1].bits:
            worth.append(film)
    return [worth[place] for place in ladder.distinct(list(map(_score, worth)), policy)]


def _score(film: Rendition) -> float:
    return film.quality.mean if film.quality else 0.0


def _unit(desk: Desk, way: _Way, place: int, aim: Aim, plate: Reference) -> Unit:
    shot, rung, excess = way.shot, way.rungs[place], way.excess[place]
    whole = Shot(shot.index, 0, shot.frames)
    take = desk.take(plate, whole, replace(rung, crf=aim.crf))
    every, model = desk.policy.quality_every, desk.policy.vmaf
    key = key_of(plate.identity, take_words(take), aim, every, model, tool_versions())

    def cell(made: Made) -> Cell:
        done = made.encoded
        return Cell(shot.index, rung.name, done.frames, done.bits, made.bits_at_one_factor)

    craft = _Making(take, aim, every, model, excess)
    return Unit(
        Stage.ENCODE,
        f"shot {shot.index + 1} at {rung.name}",
        key,
        Made,
        partial(craft, plate, run=desk.site.run),
        weight=_weight(desk, shot, rung),
        cell=cell,
        errand=Errand(desk.reference, shot, craft, resource(rung)),
    )


def _weight(desk: Desk, shot: Shot, rung: Rung) -> float:
    """Encoding goes by the rung's pixels; measuring by the reference's, whatever the rung."""
    width, height = quality.compared_size(desk.reference.video)
    return shot.frames * (rung.width * rung.height + MEASURING * width * height)


@dataclass(frozen=True, slots=True)
class _Making:
    """The craft of renditions: a shot at a rung, encoded and measured, wherever its plate lies."""

    take: encode.Take
    aim: Aim
    every: int
    model: Vmaf
    excess: float | None

    def __call__(self, plate: Reference, folder: Path, *, run: Runner) -> Made:
        encoded = encode.encode_shot(replace(self.take, reference=plate), folder, run=run)
        made, rung = (folder / encoded.file,), self.take.rung
        bare = grain.laid_bare(plate, rung, folder, run=run)
        wanted = Comparison(
            bare, self.take.shot, made, self.every, model=self.model, is_laid_bare=rung.grain > 0
        )
        [judged] = quality.measure(wanted, folder, run=run)
        if rung.grain:
            Path(bare.path).unlink()
        cost = round(encoded.cpu_seconds + judged.cpu_seconds, 2)
        flat = round(encoded.bits * self.excess) if self.excess else None
        aim = self.aim
        return Made(encoded, aim.crf, judged.frames, aim.vmaf, cost, flat, judged.phone)


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
        if self.rung.codec is Codec.HEVC and self.rung.encoder is not Encoder.SOFTWARE:
            encode.refuse_different_heads([piece.value.encoded for piece in self.pieces])
        paths = [piece.folder / piece.value.encoded.file for piece in self.pieces]
        file = encode.join(paths, desk.rate, desk.reference.frames, folder, run=desk.site.run)
        shots = [piece.value.encoded for piece in self.pieces]
        bits = sum(one.bits for one in shots)
        peak = max(one.bits / desk.rate.seconds(one.frames) for one in shots)
        judged = self._judged(desk)
        phone = [score for piece in self.pieces for score in piece.value.phone]
        model = desk.policy.vmaf
        return Rendition(
            rung=self.rung,
            path=file,
            codec_string=encode.codec_string(folder / file, run=desk.site.run),
            rate=desk.rate,
            frames=desk.reference.frames,
            bits=bits,
            average_bandwidth=round(bits / desk.reference.duration),
            peak_bandwidth=round(peak),
            quality=quality.pool([one.vmaf for one in judged], phone, model) if judged else None,
            shots=tuple(_result(n, piece.value, model) for n, piece in enumerate(self.pieces)),
            encoder=encode.encoder(self.rung),
            commands=tuple(one.command for one in shots),
            cpu_seconds=round(sum(piece.value.cpu_seconds for piece in self.pieces), 2),
            course=course.of(judged, desk.rate.frames(WORST_APART)) if judged else None,
        )

    def _judged(self, desk: Desk) -> list[Moment]:
        """Every score with the film's frame that it belongs to."""
        found, begins = [], 0
        for made in (piece.value for piece in self.pieces):
            shot = Shot(0, 0, made.encoded.frames)
            places = Comparison(desk.reference, shot, (), desk.policy.quality_every).thinned.judged
            # A first stream is not judged at all.
            found += [
                Moment(begins + n, vmaf) for n, vmaf in zip(places, made.scores, strict=False)
            ]
            begins += shot.frames
        return found


def _result(place: int, made: Made, model: Vmaf) -> ShotResult:
    judged = quality.pool(made.scores, made.phone, model) if made.scores else None
    encoded = made.encoded
    return ShotResult(
        place,
        encoded.bits,
        encoded.frames,
        judged,
        made.crf,
        made.foretold,
        made.bits_at_one_factor,
    )
