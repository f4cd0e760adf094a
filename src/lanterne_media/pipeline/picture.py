"""The picture's way through the pipeline: reference, first light, shots, trials, encodes, measurements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lanterne_media import encode, ladder, qc, quality, shots
from lanterne_media.encode import Encoded, Take
from lanterne_media.model import (
    Codec,
    Event,
    Finding,
    Ladder,
    Plan,
    Point,
    Policy,
    Quality,
    Rate,
    Rendition,
    Rung,
    Shot,
    ShotResult,
    Stage,
)
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.quality import Comparison, Scores
from lanterne_media.reference import (
    Reference,
    as_is,
    conform,
    conform_command,
    plate,
    plate_command,
    smaller,
    with_duration,
)
from lanterne_media.store import Kept, key_of

# The first stream: small, quick to make, good enough to begin watching.
FIRST_LIGHT_HEIGHT, FIRST_LIGHT_FACTOR, FIRST_LIGHT_SECONDS = 480, 25.0, 4.0
TRIAL_SHOTS = 3
# Inputs of one measuring process: more would share the reference's decoding further, but hold too many pictures.
COMPARED_AT_ONCE = 6


def find_reference(plan: Plan, site: Site) -> Generator[Event, None, Reference]:
    """The mezzanine itself, or a conformed copy where its frames cannot be found by their times."""
    film = plan.mezzanine
    reference = as_is(film, run=site.run)
    if reference is not None:
        return reference
    command = conform_command(replace(film, path="film"), Path("copy"))

    def make(folder: Path) -> Reference:
        made = conform(film, folder, run=site.run)
        return replace(made, path=Path(made.path).name)

    unit = Unit(
        Stage.CONFORM, "reference", key_of(film.identity, command, tool_versions()), Reference, make
    )
    [kept] = yield from carry_out(site, [unit])
    copied: Reference = kept.value
    return replace(copied, path=str(kept.folder / copied.path))


@dataclass(frozen=True, slots=True)
class Desk:
    """What every stage of the picture needs: the reference, how it is to be treated, and where."""

    reference: Reference
    policy: Policy
    site: Site

    @property
    def rate(self) -> Rate:
        return self.reference.video.rate

    @property
    def first_rung(self) -> Rung:
        """The rung of the first stream."""
        size = smaller(self.reference.video, FIRST_LIGHT_HEIGHT)
        return Rung(Codec.H264, *size, FIRST_LIGHT_FACTOR, "veryfast")


def first_light_units(desk: Desk) -> list[Unit]:
    """Small quick encodes of fixed stretches: something to watch before the film is understood."""
    frames, length = desk.reference.frames, max(1, desk.rate.frames(FIRST_LIGHT_SECONDS))
    stretches = [
        Shot(n, at, min(length, frames - at)) for n, at in enumerate(range(0, frames, length))
    ]
    return [_encode_unit(desk, Stage.FIRST_LIGHT, shot, desk.first_rung) for shot in stretches]


def first_light(desk: Desk, made: Sequence[Kept[Encoded]]) -> Generator[Event, None, Rendition]:
    """The first stream's only rendition."""
    [rendition] = yield from _join(desk, {desk.first_rung: list(made)}, {})
    return rendition


def look(
    plan: Plan, desk: Desk
) -> Generator[Event, None, tuple[tuple[Finding, ...], tuple[Shot, ...]]]:
    """Quality control and shot detection, side by side."""
    film, reference, run = plan.mezzanine, desk.reference, desk.site.run
    seen = replace(with_duration(film, reference), path=reference.path)
    seen = replace(seen, video=replace(reference.video, duration=reference.duration))
    judge = Unit(
        Stage.QC, "quality control", key_of(film.identity, "qc", tool_versions()),
        tuple[Finding, ...], lambda _: qc.inspect(film, run=run),
    )  # fmt: skip
    cut = Unit(
        Stage.SHOTS, "shots", key_of(film.identity, "shots", plan.policy, tool_versions()),
        tuple[Shot, ...], lambda _: shots.detect(seen, run=run, policy=plan.policy),
    )  # fmt: skip
    findings, found = yield from carry_out(desk.site, [judge, cut])
    return findings.value, _fitted(found.value, reference.frames)


def _fitted(found: Sequence[Shot], frames: int) -> tuple[Shot, ...]:
    """The detector may count a frame more or less at the very end than there are packets."""
    kept = [shot for shot in found if shot.first < frames] or [Shot(0, 0, frames)]
    return (*kept[:-1], replace(kept[-1], frames=frames - kept[-1].first))


def ladder_of(desk: Desk, cuts: Sequence[Shot]) -> Generator[Event, None, Ladder]:
    """Short trials at several sizes, and the ladder they lead to."""
    rungs = ladder.trials(desk.reference.video.display_size, desk.policy)
    samples = trial_shots(desk, cuts)
    plates = yield from _plates(desk, samples)
    bits: Counter[Rung] = Counter()
    judged: dict[Rung, list[float]] = {rung: [] for rung in rungs}
    for sample in plates:
        bench = replace(desk, reference=sample)
        whole = Shot(0, 0, sample.frames)
        made = yield from _encode_all(bench, Stage.TRIALS, [whole], rungs)
        scores = yield from _measure_all(bench, Stage.TRIALS, made)
        for rung in rungs:
            bits[rung] += made[whole, rung].value.bits
            judged[rung] += scores[whole, rung].frames
    seconds = sum(sample.duration for sample in plates)
    points = [_point(rung, bits[rung] / seconds, judged[rung]) for rung in rungs]
    return ladder.choose(points, desk.policy)


def _point(rung: Rung, bits_per_second: float, scores: Sequence[float]) -> Point:
    vmaf = quality.pool(scores).harmonic_mean
    return Point(rung.codec, rung.width, rung.height, rung.crf, bits_per_second, vmaf)


def _plates(desk: Desk, samples: Sequence[Shot]) -> Generator[Event, None, list[Reference]]:
    """Small copies of the samples: trials read them dozens of times."""
    units = []
    for shot in samples:
        nameless = replace(desk.reference, path="film")
        words = plate_command(nameless, shot, Path("plate"))
        key = key_of(desk.reference.identity, words, tool_versions())
        make = partial(_plate_in, desk, shot, key)
        units.append(Unit(Stage.TRIALS, f"sample of shot {shot.index + 1}", key, Reference, make))
    made = yield from carry_out(desk.site, units)
    return [replace(kept.value, path=str(kept.folder / kept.value.path)) for kept in made]


def _plate_in(desk: Desk, shot: Shot, key: str, folder: Path) -> Reference:
    made = plate(desk.reference, shot, folder, run=desk.site.run)
    return replace(made, path=Path(made.path).name, identity=key)


def trial_shots(desk: Desk, cuts: Sequence[Shot]) -> tuple[Shot, ...]:
    """Pieces from the middles of shots spread over the film: a tenth of it, at most ``trial_seconds``."""
    seconds = min(desk.policy.trial_seconds, max(1.0, desk.reference.duration / 10))
    count = min(TRIAL_SHOTS, len(cuts), max(1, round(seconds)))
    picks = [cuts[(2 * n + 1) * len(cuts) // (2 * count)] for n in range(count)]
    length = max(1, desk.rate.frames(seconds / count))
    return tuple(_middle(shot, min(length, shot.frames)) for shot in picks)


def _middle(shot: Shot, frames: int) -> Shot:
    return Shot(shot.index, shot.first + (shot.frames - frames) // 2, frames)


def renditions(
    desk: Desk, cuts: Sequence[Shot], rungs: Sequence[Rung]
) -> Generator[Event, None, list[Rendition]]:
    """Every shot at every rung, measured, and joined into one film a rung."""
    made = yield from _encode_all(desk, Stage.ENCODE, cuts, rungs)
    scores = yield from _measure_all(desk, Stage.MEASURE, made)
    pieces = {rung: [made[shot, rung] for shot in cuts] for rung in rungs}
    judged = {rung: [scores[shot, rung] for shot in cuts] for rung in rungs}
    films = yield from _join(desk, pieces, judged)
    return [film for codec in desk.policy.codecs for film in _distinct(films, codec, desk.policy)]


def _distinct(films: Sequence[Rendition], codec: Codec, policy: Policy) -> list[Rendition]:
    """Trials only foretell quality: of rungs that came out alike, one is enough."""
    own = [film for film in films if film.rung.codec is codec and film.quality]
    own.sort(key=lambda film: -film.bits)
    scores = [film.quality.harmonic_mean for film in own if film.quality]
    return [own[place] for place in ladder.distinct(scores, policy)]


Pieces = dict[tuple[Shot, Rung], Kept[Encoded]]


def _encode_unit(desk: Desk, stage: Stage, shot: Shot, rung: Rung) -> Unit:
    take = Take(desk.reference, shot, rung, encode.key_interval(desk.rate, desk.policy))
    nameless = replace(take, reference=replace(desk.reference, path="film"))
    key = key_of(desk.reference.identity, encode.command(nameless, Path("shot")), tool_versions())
    make = partial(encode.encode_shot, take, run=desk.site.run)
    return Unit(stage, f"shot {shot.index + 1} at {rung.name}", key, Encoded, make)


def _encode_all(
    desk: Desk, stage: Stage, cuts: Sequence[Shot], rungs: Sequence[Rung]
) -> Generator[Event, None, Pieces]:
    wanted = [(shot, rung) for shot in cuts for rung in rungs]
    # The long ones first, so that the last minutes do not wait for one core.
    wanted.sort(key=lambda pair: -pair[0].frames * pair[1].width * pair[1].height)
    units = [_encode_unit(desk, stage, shot, rung) for shot, rung in wanted]
    return dict(zip(wanted, (yield from carry_out(desk.site, units)), strict=True))


def _measure_all(
    desk: Desk, stage: Stage, made: Pieces
) -> Generator[Event, None, dict[tuple[Shot, Rung], Scores]]:
    by_shot: dict[Shot, list[Rung]] = {}
    for shot, rung in made:
        by_shot.setdefault(shot, []).append(rung)
    groups = [
        (shot, rungs[at : at + COMPARED_AT_ONCE])
        for shot, rungs in by_shot.items()
        for at in range(0, len(rungs), COMPARED_AT_ONCE)
    ]
    units = [
        _measure_unit(desk, stage, shot, [made[shot, r] for r in rungs]) for shot, rungs in groups
    ]
    found: list[Kept[Any]] = yield from carry_out(desk.site, units)
    return {
        (shot, rung): score
        for (shot, rungs), kept in zip(groups, found, strict=True)
        for rung, score in zip(rungs, kept.value, strict=True)
    }


def _measure_unit(desk: Desk, stage: Stage, shot: Shot, pieces: Sequence[Kept[Encoded]]) -> Unit:
    paths = tuple(piece.folder / piece.value.file for piece in pieces)
    wanted = Comparison(desk.reference, shot, paths, desk.policy.quality_every)
    key = key_of([piece.folder.name for piece in pieces], wanted.every, tool_versions())
    make = partial(quality.measure, wanted, run=desk.site.run)
    return Unit(stage, f"quality of shot {shot.index + 1}", key, tuple[Scores, ...], make)


def _join(
    desk: Desk, pieces: dict[Rung, list[Kept[Encoded]]], judged: dict[Rung, list[Scores]]
) -> Generator[Event, None, list[Rendition]]:
    units = []
    for rung, of_rung in pieces.items():
        film = _Film(rung, tuple(of_rung), tuple(judged.get(rung, [])))
        words = encode.join_command(Path("shots"), desk.rate, Path("film"))
        key = key_of([piece.folder.name for piece in of_rung], film.judged, words)
        units.append(Unit(Stage.JOIN, rung.name, key, Rendition, partial(film.join, desk)))
    made = yield from carry_out(desk.site, units)
    return [replace(kept.value, path=str(kept.folder / kept.value.path)) for kept in made]


@dataclass(frozen=True, slots=True)
class _Film:
    """All shots of one rung, with their scores if they were measured."""

    rung: Rung
    pieces: tuple[Kept[Encoded], ...]
    judged: tuple[Scores, ...]

    def join(self, desk: Desk, folder: Path) -> Rendition:
        paths = [piece.folder / piece.value.file for piece in self.pieces]
        file = encode.join(paths, desk.rate, desk.reference.frames, folder, run=desk.site.run)
        made = [piece.value for piece in self.pieces]
        bits, peak = (
            sum(one.bits for one in made),
            max(one.bits / desk.rate.seconds(one.frames) for one in made),
        )
        scores = [score for of_shot in self.judged for score in of_shot.frames]
        cpu = sum(one.cpu_seconds for one in made) + sum(one.cpu_seconds for one in self.judged)
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
            shots=self.results(),
            encoder=encode.ENCODERS[self.rung.codec],
            commands=tuple(one.command for one in made),
            cpu_seconds=round(cpu, 2),
        )

    def results(self) -> tuple[ShotResult, ...]:
        unknown: list[Quality | None] = [None] * len(self.pieces)
        qualities = [quality.pool(of_shot.frames) for of_shot in self.judged] or unknown
        return tuple(
            ShotResult(n, piece.value.bits, piece.value.frames, qualities[n])
            for n, piece in enumerate(self.pieces)
        )
