"""What a film is like to encode: a piece of each shot is tried at several sizes and rate factors."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from lanterne_media import encode, grain, ladder, quality
from lanterne_media.encode import Encoded, Take
from lanterne_media.model import Aim, Event, Ladder, Policy, Rung, Shot, Stage, Trial, Vmaf
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.plates import Piece, Units, through
from lanterne_media.pipeline.units import Errand, Unit, resource, tool_versions
from lanterne_media.quality import Comparison
from lanterne_media.reference import Reference
from lanterne_media.store import Kept, key_of
from lanterne_media.tools import Runner

SCOUTS = 3
# However short a sample is.
FRAMES_JUDGED = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """What one trial foretells: the bits of all that its sample stands for, and their mean VMAF."""

    bits: float
    vmaf: float


@dataclass(frozen=True, slots=True)
class Group:
    """The trials of one sample at one size, read and scaled once, and what they cost together."""

    tried: tuple[Tried, ...]
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece from the middle of a shot, and the shots of the film for which it stands."""

    piece: Shot
    stands_for: tuple[Shot, ...]

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(shot.frames for shot in self.stands_for)

    @property
    def frames(self) -> int:
        return sum(self.lengths)

    def bits_as(self, piece: Encoded, longest_run: int) -> float:
        """What all its shots would take at the piece's cost; each begins with a key frame."""
        return sum(piece.stretched(frames, longest_run) for frames in self.lengths)


def ladder_of(desk: Desk, cuts: Sequence[Shot]) -> Generator[Event, None, Ladder]:
    """Try pieces of the film's shots, and say which ladder they lead to, with an aim for every shot.

    A few scouts are tried at every size; the others only at those that the scouts show to be worth it.
    """
    samples = samples_of(desk.policy, cuts, desk.rate.frames(desk.policy.trial_seconds))
    every = ladder.trials(desk.reference.video.display_size, desk.policy, desk.chips)
    film, scouts = film_of(desk, samples), _scouts(len(samples))
    trials: list[Trial] = yield from _tried(desk, samples, dict.fromkeys(scouts, every))
    others = [n for n in range(len(samples)) if n not in scouts]
    if others:
        seen = [replace(trial, sample=scouts.index(trial.sample)) for trial in trials]
        likely = ladder.likely(every, seen, film.of(scouts), desk.policy)
        trials += yield from _tried(desk, samples, dict.fromkeys(others, likely))
    found = ladder.choose(trials, film, desk.policy)
    return replace(found, aims=tuple(_for_every_shot(aims, samples) for aims in found.aims))


def _scouts(samples: int) -> list[int]:
    """Spread over the film; of very few, half."""
    count = min(SCOUTS, (samples + 1) // 2)
    return [(2 * n + 1) * samples // (2 * count) for n in range(count)]


def _tried(
    desk: Desk, samples: Sequence[Sample], groups: dict[int, Sequence[tuple[Rung, ...]]]
) -> Generator[Event, None, list[Trial]]:
    """What the samples of these numbers teach, each tried in its groups."""
    pieces = [
        Piece(
            samples[n].piece,
            len(of_sample),
            sum(_weight(samples[n], rungs) for rungs in of_sample),
            (partial(_units, desk, samples[n], of_sample),),
        )
        for n, of_sample in groups.items()
    ]
    made = yield from through(desk, Stage.TRIALS, pieces)
    return [
        _trial(n, rung, one)
        for (n, of_sample), kept in zip(groups.items(), made, strict=True)
        for rungs, group in zip(of_sample, kept, strict=True)
        for rung, one in zip(rungs, group.value.tried, strict=True)
    ]


def _trial(sample: int, rung: Rung, one: Tried) -> Trial:
    size, made = (rung.width, rung.height), (one.bits, one.vmaf)
    return Trial(sample, rung.codec, *size, rung.crf, rung.preset, *made, encoder=rung.encoder)


def film_of(desk: Desk, samples: Sequence[Sample]) -> ladder.Film:
    return ladder.Film(tuple(sample.frames for sample in samples), desk.reference.duration)


def samples_of(policy: Policy, cuts: Sequence[Shot], frames: int) -> tuple[Sample, ...]:
    """Pieces of at most so many frames; where there are more shots than are tried, each stands for its neighbours."""
    count = min(len(cuts), policy.most_trial_shots)
    edges = [n * len(cuts) // count for n in range(count + 1)]
    runs = [tuple(cuts[first:end]) for first, end in pairwise(edges)]
    return tuple(Sample(_typical(run[len(run) // 2], max(1, frames)), run) for run in runs)


def _typical(shot: Shot, most: int) -> Shot:
    """The stretch that moves as the whole shot does; from its middle where nobody looked."""
    frames = min(most, shot.frames)
    first = shot.first + (shot.frames - frames) // 2 if shot.typical is None else shot.typical
    return Shot(shot.index, min(first, shot.end - frames), frames)


def _for_every_shot(aims: Sequence[Aim], samples: Sequence[Sample]) -> tuple[Aim, ...]:
    return tuple(aim for aim, sample in zip(aims, samples, strict=True) for _ in sample.stands_for)


def _units(
    desk: Desk, sample: Sample, groups: Sequence[tuple[Rung, ...]], _: Sequence[Kept[Any]]
) -> Units:
    return lambda plate: [_unit(desk, sample, rungs, plate) for rungs in groups]


def _unit(desk: Desk, sample: Sample, rungs: tuple[Rung, ...], plate: Reference) -> Unit:
    whole = Shot(sample.piece.index, 0, sample.piece.frames)
    takes = [desk.take(plate, whole, rung) for rung in rungs]
    nameless = [replace(take, reference=replace(plate, path="film")) for take in takes]
    words = encode.trial_command(nameless, [Path(str(n)) for n in range(len(takes))])
    every, model = desk.policy.quality_every, desk.policy.vmaf
    # What a whole shot is foretold to take goes by its key frames, of which a short piece has one in any case.
    counted = sample.lengths, desk.longest_run
    key = key_of(plate.identity, words, counted, every, model, tool_versions())
    craft = _Trying(tuple(takes), sample, every, model, desk.longest_run)
    label = f"shot {sample.piece.index + 1} at {rungs[0].codec} {rungs[0].height}p"
    make = partial(craft, plate, run=desk.site.run)
    errand = Errand(desk.reference, sample.piece, craft, resource(rungs[0]))
    weight = _weight(sample, rungs)
    return Unit(Stage.TRIALS, label, key, Group, make, weight=weight, errand=errand)


@dataclass(frozen=True, slots=True)
class _Trying:
    """The craft of trials: a sample at one size with several rate factors, wherever its plate lies."""

    takes: tuple[Take, ...]
    sample: Sample
    every: int
    model: Vmaf
    longest_run: int

    def __call__(self, plate: Reference, folder: Path, *, run: Runner) -> Group:
        takes = [replace(take, reference=plate) for take in self.takes]
        made = encode.encode_trials(takes, folder, run=run)
        paths = tuple(folder / one.file for one in made)
        rung = takes[0].rung
        bare = grain.laid_bare(plate, rung, folder, run=run)
        wanted = Comparison(
            bare,
            takes[0].shot,
            paths,
            self.every,
            fewest=FRAMES_JUDGED,
            model=self.model,
            is_laid_bare=rung.grain > 0,
        )
        scores = quality.measure(wanted, folder, run=run)
        for path in folder.iterdir():
            path.unlink()
        tried = tuple(
            Tried(self.sample.bits_as(one, self.longest_run), quality.pool(judged.frames).mean)
            for one, judged in zip(made, scores, strict=True)
        )
        cost = sum(one.cpu_seconds for one in made) + sum(one.cpu_seconds for one in scores)
        return Group(tried, round(cost, 2))


def _weight(sample: Sample, rungs: tuple[Rung, ...]) -> float:
    return float(sample.piece.frames * rungs[0].width * rungs[0].height * len(rungs))
