"""The picture's way through the pipeline: reference, first light, shots, trials, encodes, measurements."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
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
    StageBegan,
)
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.quality import Comparison, Scores
from lanterne_media.reference import (
    Reference,
    as_is,
    as_seen,
    conform,
    conform_command,
    plate,
    plate_bytes,
    plate_command,
    plate_of,
    smaller,
)
from lanterne_media.store import Kept, key_of

# The first stream: small, quick to make, good enough to begin watching.
FIRST_LIGHT_HEIGHT, FIRST_LIGHT_FACTOR, FIRST_LIGHT_SECONDS = 480, 25.0, 4.0
TRIAL_SHOTS = 3
# Inputs of one measuring process: more would share the reference's decoding further, but hold too many pictures.
COMPARED_AT_ONCE = 6
# Plates hold plain samples: a minute of high definition at a time.
MOST_PLATE_BYTES = 4 * 2**30
# What finished pieces are kept under, whichever stage asked for them.
ENCODED, MEASURED = "encode", "measure"


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

    def take(self, reference: Reference, shot: Shot, rung: Rung) -> Take:
        """One shot of a reference at one rung, with this policy's key frames."""
        return Take(reference, shot, rung, encode.key_interval(self.rate, self.policy))

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
    takes = [desk.take(desk.reference, shot, desk.first_rung) for shot in stretches]
    return [_encode_unit(desk, Stage.FIRST_LIGHT, take) for take in takes]


def first_light(desk: Desk, made: Sequence[Kept[Encoded]]) -> Generator[Event, None, Rendition]:
    """The first stream's only rendition."""
    [rendition] = yield from _join(desk, {desk.first_rung: list(made)}, {})
    return rendition


def look(
    plan: Plan, desk: Desk
) -> Generator[Event, None, tuple[tuple[Finding, ...], tuple[Shot, ...]]]:
    """Quality control and shot detection, side by side."""
    film, reference, run = plan.mezzanine, desk.reference, desk.site.run
    seen = as_seen(film, reference)
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
    made, scores = yield from _through(desk, (Stage.TRIALS, Stage.TRIALS), samples, rungs)
    seconds = desk.rate.seconds(sum(shot.frames for shot in samples))
    points = []
    for rung in rungs:
        bits = sum(made[shot, rung].value.bits for shot in samples)
        judged = [score for shot in samples for score in scores[shot, rung].frames]
        points.append(_point(rung, bits / seconds, judged))
    return ladder.choose(points, desk.policy)


def _point(rung: Rung, bits_per_second: float, scores: Sequence[float]) -> Point:
    vmaf = quality.pool(scores).harmonic_mean
    return Point(rung.codec, rung.width, rung.height, rung.crf, bits_per_second, vmaf)


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
    made, scores = yield from _through(desk, (Stage.ENCODE, Stage.MEASURE), cuts, rungs)
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
Judged = dict[tuple[Shot, Rung], Scores]


@dataclass(frozen=True, slots=True)
class _Cut:
    """One shot with everything to be made of it, all of it read from one plate."""

    shot: Shot
    plate: Reference
    takes: tuple[Take, ...]

    @property
    def groups(self) -> list[tuple[Take, ...]]:
        """Which encodes are compared with the reference in one pass."""
        return [
            self.takes[at : at + COMPARED_AT_ONCE]
            for at in range(0, len(self.takes), COMPARED_AT_ONCE)
        ]

    def at(self, path: Path) -> _Cut:
        """The same with the plate where it now lies."""
        plate = replace(self.plate, path=str(path))
        return _Cut(self.shot, plate, tuple(replace(take, reference=plate) for take in self.takes))


def _cut(desk: Desk, shot: Shot, rungs: Sequence[Rung]) -> _Cut:
    plate = plate_of(desk.reference, shot, "")
    whole = Shot(shot.index, 0, shot.frames)
    return _Cut(shot, plate, tuple(desk.take(plate, whole, rung) for rung in rungs))


def _through(
    desk: Desk, stages: tuple[Stage, Stage], shots: Sequence[Shot], rungs: Sequence[Rung]
) -> Generator[Event, None, tuple[Pieces, Judged]]:
    """Encode and measure shots at rungs, some shots at a time, each cut out of the film once."""
    cuts = [_cut(desk, shot, rungs) for shot in shots]
    encoding, measuring = stages
    yield StageBegan(encoding, len(cuts) * len(rungs))
    yield StageBegan(measuring, sum(len(cut.groups) for cut in cuts))
    made: Pieces = {}
    scores: Judged = {}
    for wave in _waves(desk, cuts):
        ready = yield from _plates(desk, wave)
        made |= yield from _encode_all(desk, encoding, ready)
        scores |= yield from _measure_all(desk, measuring, ready, made)
        for cut in wave:
            desk.site.workshop.drop(Stage.CUT, _plate_key(desk, cut.shot))
    return made, scores


def _waves(desk: Desk, cuts: Sequence[_Cut]) -> Iterator[list[_Cut]]:
    """Shots whose plates fit the disk together; one at least."""
    wave: list[_Cut] = []
    room = MOST_PLATE_BYTES
    for cut in cuts:
        size = plate_bytes(desk.reference.video, cut.shot.frames)
        if wave and size > room:
            yield wave
            wave, room = [], MOST_PLATE_BYTES
        wave.append(cut)
        room -= size
    yield wave


def _plates(desk: Desk, wave: Sequence[_Cut]) -> Generator[Event, None, list[_Cut]]:
    """Cut the shots out of the film, but for those of which nothing is left to make."""
    wanted = [cut for cut in wave if not _is_finished(desk, cut)]
    units = [
        Unit(
            Stage.CUT, f"shot {cut.shot.index + 1}", _plate_key(desk, cut.shot), str,
            partial(plate, desk.reference, cut.shot, run=desk.site.run),
        )
        for cut in wanted
    ]  # fmt: skip
    pieces = yield from carry_out(desk.site, units)
    ready = {
        cut.shot: cut.at(piece.folder / piece.value)
        for cut, piece in zip(wanted, pieces, strict=True)
    }
    return [ready.get(cut.shot, cut) for cut in wave]


def _plate_key(desk: Desk, shot: Shot) -> str:
    words = plate_command(replace(desk.reference, path="film"), shot, Path("plate"))
    return key_of(desk.reference.identity, words, tool_versions())


def _is_finished(desk: Desk, cut: _Cut) -> bool:
    has = desk.site.workshop.has
    return all(has(ENCODED, _encode_key(take)) for take in cut.takes) and all(
        has(MEASURED, _measure_key(desk, group)) for group in cut.groups
    )


def _encode_key(take: Take) -> str:
    nameless = replace(take, reference=replace(take.reference, path="film"))
    return key_of(take.reference.identity, encode.command(nameless, Path("shot")), tool_versions())


def _encode_unit(desk: Desk, stage: Stage, take: Take) -> Unit:
    label = f"shot {take.shot.index + 1} at {take.rung.name}"
    make = partial(encode.encode_shot, take, run=desk.site.run)
    return Unit(stage, label, _encode_key(take), Encoded, make, kind=ENCODED)


def _encode_all(desk: Desk, stage: Stage, cuts: Sequence[_Cut]) -> Generator[Event, None, Pieces]:
    wanted = [(cut.shot, take) for cut in cuts for take in cut.takes]
    # The long ones first, so that the last minutes do not wait for one core.
    wanted.sort(key=lambda pair: -pair[0].frames * pair[1].rung.width * pair[1].rung.height)
    units = [_encode_unit(desk, stage, take) for _, take in wanted]
    made = yield from carry_out(desk.site, units, is_announced=True)
    return {(shot, take.rung): piece for (shot, take), piece in zip(wanted, made, strict=True)}


def _measure_key(desk: Desk, group: Sequence[Take]) -> str:
    return key_of([_encode_key(take) for take in group], desk.policy.quality_every, tool_versions())


def _measure_all(
    desk: Desk, stage: Stage, cuts: Sequence[_Cut], made: Pieces
) -> Generator[Event, None, Judged]:
    groups = [(cut, group) for cut in cuts for group in cut.groups]
    units = []
    for cut, group in groups:
        pieces = [made[cut.shot, take.rung] for take in group]
        paths = tuple(piece.folder / piece.value.file for piece in pieces)
        wanted = Comparison(cut.plate, group[0].shot, paths, desk.policy.quality_every)
        make = partial(quality.measure, wanted, run=desk.site.run)
        label, key = f"quality of shot {cut.shot.index + 1}", _measure_key(desk, group)
        units.append(Unit(stage, label, key, tuple[Scores, ...], make, kind=MEASURED))
    found: list[Kept[Any]] = yield from carry_out(desk.site, units, is_announced=True)
    return {
        (cut.shot, take.rung): score
        for (cut, group), kept in zip(groups, found, strict=True)
        for take, score in zip(group, kept.value, strict=True)
    }


def _join(
    desk: Desk, pieces: dict[Rung, list[Kept[Encoded]]], judged: dict[Rung, list[Scores]]
) -> Generator[Event, None, list[Rendition]]:
    units = []
    for rung, of_rung in pieces.items():
        film = _Film(rung, tuple(of_rung), tuple(judged.get(rung, [])))
        words = encode.join_command(Path("shots"), desk.rate, Path("film"))
        scores = [judged_shot.frames for judged_shot in film.judged]
        key = key_of([piece.folder.name for piece in of_rung], scores, words)
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
