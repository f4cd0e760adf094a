"""The same rungs of H.264 to packaged streams, beside Shaka Streamer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench import engine
from bench.engine import Cost, Wish
from bench.rivals.guest import Guest, invited
from bench.tables import Table, median
from lanterne_media import encode, package, pipeline, probe, shots
from lanterne_media.model import (
    POLICIES,
    Codec,
    Event,
    Mezzanine,
    Policy,
    Rendition,
    Rung,
    Shot,
    Stage,
)
from lanterne_media.pipeline import Site, finish, picture, sounds
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.plates import Piece, Units, through
from lanterne_media.pipeline.renditions import Made, join, take_words
from lanterne_media.pipeline.units import Unit, carry_out
from lanterne_media.reference import as_seen, smaller, with_duration
from lanterne_media.store import Kept, key_of
from lanterne_media.tools import Tools

# Shaka Streamer's own names and bandwidths for these heights; it encodes with this preset and no other.
HEIGHTS = {"1080p": 1080, "720p": 720, "480p": 480, "360p": 360}
PRESET = "slow"
FIRST_FACTOR = 23.0
# So many steps of x264's rate factor halve the bits, as a rule.
STEPS_TO_HALF = 6.0
POLICY: Policy = replace(POLICIES["standard"], h264_preset=PRESET, has_first_light=False)
WORKERS = 2
TURNS = 2


@dataclass(frozen=True, slots=True)
class Packaged:
    """A film's streams in a folder: the bits of each height, and what they cost."""

    bits: dict[int, int]
    cost: Cost


def table(wish: Wish) -> Table:
    return Table(
        heading="The same rungs to packaged streams: ours beside Shaka Streamer 1.5.1",
        columns=(
            "film", "rungs", "ours, wall", "theirs, wall", "wall, ours to theirs",
            "CPU, ours to theirs", "cores, ours", "cores, theirs", "bits, ours to theirs",
        ),
        rows=tuple(_compared(wish, clip) for clip in _clips(wish)),
        note=(
            f"H.264, x264's preset {PRESET}, stereo AAC, DASH and HLS in segments of {POLICY.segment_seconds:g} s, no encryption, "
            f"{WORKERS} workers; medians of {1 if wish.is_brief else TURNS} turns taken alternately. "
            "Theirs: `shaka-streamer -i in.json -p pipeline.json -o out --use-system-binaries` with our ffmpeg and packager and "
            "its own bandwidths. Ours: shots found, each encoded at rate factors that came near to their bits, "
            "joined and packaged; nothing tried or measured."
        ),
    )  # fmt: skip


def _clips(wish: Wish) -> list[Path]:
    if not wish.is_brief:
        return list(wish.clips())
    words = f"-t {engine.BRIEF_SECONDS} -vf {engine.SMALL} -c:a copy"
    return [engine.made(wish.run, f"{one.stem}-tiny.mp4", one, words) for one in wish.clips()]


def _compared(wish: Wish, film: Path) -> tuple[str, ...]:
    guest, place = invited(wish.run), wish.run.folder / f"{film.stem}-streamer"
    theirs = [_theirs(guest, film, place)]
    factors = dict.fromkeys(theirs[0].bits, FIRST_FACTOR)
    factors = nearer(factors, _ours(film, factors).bits, theirs[0].bits)
    ours = [_ours(film, factors)]
    for _ in range(0 if wish.is_brief else TURNS - 1):
        theirs.append(_theirs(guest, film, place))
        ours.append(_ours(film, factors))
    walls, spent, cores = (
        [median([getattr(one.cost, what) for one in side]) for side in (ours, theirs)]
        for what in ("wall", "cpu", "cores")
    )
    return (
        film.stem,
        str(len(factors)),
        *(f"{wall:.1f} s" for wall in walls),
        f"{walls[0] / walls[1]:.2f} ×",
        f"{spent[0] / spent[1]:.2f} ×",
        *(f"{one:.2f}" for one in cores),
        f"{sum(ours[0].bits.values()) / sum(theirs[0].bits.values()):.2f} ×",
    )


def nearer(
    factors: dict[int, float], came: dict[int, int], wanted: dict[int, int]
) -> dict[int, float]:
    """The rate factors that should give what is wanted, where these gave what came."""
    return {
        height: round(
            float(np.clip(factor + STEPS_TO_HALF * np.log2(came[height] / wanted[height]), 1, 51)),
            1,
        )
        for height, factor in factors.items()
    }


def _theirs(guest: Guest, film: Path, place: Path) -> Packaged:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    kinds = ("video", "audio") if probe.probe(film, run=Tools()).sounds else ("video",)
    inputs = [{"name": str(film), "media_type": kind} for kind in kinds]
    # YAML is what it reads, and JSON is YAML.
    (place / "in.json").write_text(json.dumps({"inputs": inputs}))
    (place / "pipeline.json").write_text(json.dumps(_pipeline()))
    configs = ("-i", "in.json", "-p", "pipeline.json", "-o", "out")
    with engine.costing() as cost:
        guest.run(["shaka-streamer", *configs, "--use-system-binaries"], place)
    sizes = {height: _octets(place / "out", f"video_{name}_*") for name, height in HEIGHTS.items()}
    return Packaged({height: 8 * octets for height, octets in sizes.items() if octets}, cost)


def _pipeline() -> dict[str, Any]:
    return {
        "streaming_mode": "vod",
        "resolutions": list(HEIGHTS),
        "channel_layouts": ["stereo"],
        "audio_codecs": ["aac"],
        "video_codecs": ["h264"],
        "manifest_format": ["dash", "hls"],
        "segment_size": POLICY.segment_seconds,
        "quiet": True,
    }


def _octets(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern))


def _ours(film: Path, factors: dict[int, float]) -> Packaged:
    with engine.site(WORKERS) as site:
        with engine.costing() as cost:
            made, _ = engine.ended(_package(film.resolve(), factors, site))
        out = site.workshop.root / "out" / "video"
        # By the height that was asked for: a wide picture has fewer lines.
        sizes = {
            height: _octets(out / one.rung.name, "*")
            for height, one in zip(factors, made, strict=True)
        }
        return Packaged({height: 8 * octets for height, octets in sizes.items()}, cost)


def _package(
    film: Path, factors: dict[int, float], site: Site
) -> Generator[Event, None, list[Rendition]]:
    plan = pipeline.plan(film, POLICY, run=site.run)
    desk = Desk((yield from picture.find_reference(plan, site)), POLICY, site)
    mezzanine = with_duration(plan.mezzanine, desk.reference)
    heard = sounds.stereo_units(mezzanine, plan, site)
    *made, found = yield from carry_out(
        site, [*heard, _look(desk, as_seen(mezzanine, desk.reference))]
    )
    rungs = [
        Rung(Codec.H264, *smaller(desk.reference.video, height), factor, PRESET)
        for height, factor in factors.items()
    ]
    pieces = [
        Piece(
            shot,
            len(rungs),
            sum(_weight(shot, rung) for rung in rungs),
            (partial(_units, desk, shot, rungs),),
        )
        for shot in found.value
    ]
    encoded = yield from through(desk, Stage.ENCODE, pieces)
    films = yield from join(
        desk, {rung: [of_shot[n] for of_shot in encoded] for n, rung in enumerate(rungs)}
    )
    out = site.workshop.root / "out"
    package.package(films, finish.placed(made), (), None, None, POLICY, out, run=site.run)
    return films


def _look(desk: Desk, film: Mezzanine) -> Unit:
    """The shots, found beside the sound as the engine does it, and without its quality control."""
    key = key_of(film.identity, "shots")
    find = partial(shots.detect, film, run=desk.site.run, policy=desk.policy)
    return Unit(Stage.SHOTS, "shots", key, tuple[Shot, ...], lambda _: find())


def _units(desk: Desk, shot: Shot, rungs: Sequence[Rung], _: Sequence[Kept[Any]]) -> Units:
    """Encodes alone, without the measurement that the engine never leaves out."""
    whole = Shot(shot.index, 0, shot.frames)
    return lambda plate: [_unit(desk, desk.take(plate, whole, rung)) for rung in rungs]


def _unit(desk: Desk, take: encode.Take) -> Unit:
    def make(folder: Path) -> Made:
        encoded = encode.encode_shot(take, folder, run=desk.site.run)
        return Made(encoded, take.rung.crf, cpu_seconds=encoded.cpu_seconds)

    label = f"shot {take.shot.index + 1} at {take.rung.name}"
    key = key_of(take.reference.identity, take_words(take))
    return Unit(Stage.ENCODE, label, key, Made, make, weight=_weight(take.shot, take.rung))


def _weight(shot: Shot, rung: Rung) -> float:
    return float(shot.frames * rung.width * rung.height)
