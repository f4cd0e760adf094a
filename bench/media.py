"""The engine against other ways of encoding the same film, and by itself.

``python -m bench.media [ladder|rivals|workers|memory|growth …] [FILM…] [--codecs h264,av1] [--brief]``

In the first section, four ways share a film's encoder, preset and measurement, and differ in what they decide:

    ours          what ``lanterne-media publish`` makes
    fixed ladder  the sizes and bandwidths of Apple's authoring specification for HLS, the film in one piece
    one factor    at every size every rate factor, the same for all shots; the best of them at each quality
    every shot    the same encodes, but each shot by itself at equal slopes: what knowing everything would give
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import numpy as np

from bench import engine, growth, machine, memory, rivals, workers
from bench.engine import Wish
from bench.engine import ended as _ended
from bench.engine import site as _site
from bench.run import PartFailed, Run
from bench.tables import Table, seconds
from lanterne_media import encode, ladder, pipeline, quality
from lanterne_media.answers import Numbers, odds
from lanterne_media.model import (
    POLICIES,
    Codec,
    Event,
    MediaRefused,
    Rendition,
    Rung,
    Shot,
    Stage,
    Trial,
    UnitDone,
)
from lanterne_media.pipeline import picture, renditions, trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.quality import Comparison
from lanterne_media.reference import smaller
from lanterne_media.tools import ToolFailed

# Apple, "HLS Authoring Specification for Apple Devices", 2.8 and 4.8: height and kb/s of the 16:9 variants, H.264.
AUTHORING = (
    (234, 145), (360, 365), (432, 730), (432, 1100), (540, 2000), (720, 3000), (720, 4500), (1080, 6000), (1080, 7800),
)  # fmt: skip
# Between these a difference can be seen.
LOWEST, HIGHEST, QUALITIES = 60.0, 95.0, 101
GRID = {
    Codec.H264: np.arange(16.0, 41.0, 3.0),
    Codec.HEVC: np.arange(16.0, 41.0, 3.0),
    Codec.AV1: np.arange(20.0, 63.0, 6.0),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One rung of any of the ways: bits per second of the picture, and mean VMAF."""

    rate: float
    vmaf: float


def main() -> int:
    wish = wished(sys.argv[1:])
    sections, films = sorted_words(wish.word)
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="lanterne-media-bench-") as folder:
        print(machine.line(is_markdown=wish.markdown), flush=True)
        asked = Wish(
            Run(Path(folder), is_brief=wish.brief),
            tuple(films),
            tuple(map(Codec, wish.codecs.split(","))),
            wish.policy,
        )
        failed = [name for name in sections if not _measured(name, asked, wish)]
    return 1 if failed else 0


def sorted_words(words: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Which sections are meant (all, if none is named), and which films."""
    sections = [word for word in words if word in SECTIONS]
    return sections or list(SECTIONS), [Path(word) for word in words if word not in SECTIONS]


def wished(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.media", description="Measure encoding.")
    parser.add_argument(
        "word",
        nargs="*",
        help=f"some of: {', '.join(SECTIONS)}; and films (else parts of the demo film)",
    )
    parser.add_argument("--codecs", default="h264,av1")
    parser.add_argument("--policy", default="standard", choices=POLICIES)
    parser.add_argument(
        "--brief", action="store_true", help="show that it works; worthless figures"
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/benchmarks.md has them")
    # Sections before the options and films after them are one list of words.
    return parser.parse_intermixed_args(words)


def _measured(name: str, asked: Wish, wish: argparse.Namespace) -> bool:
    """Print one section as it comes; another one's failure must not cost its figures."""
    begun = time.monotonic()
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    try:
        for table in SECTIONS[name](asked):
            print(f"\n{table.markdown() if wish.markdown else table.text()}", flush=True)
    except (PartFailed, MediaRefused, ToolFailed, OSError, subprocess.SubprocessError) as failure:
        print(f"{name} failed: {failure}", file=sys.stderr, flush=True)
        return False
    print(f"{name} took {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return True


def _ladders(wish: Wish) -> Iterator[Table]:
    """Each film's row at once, since it takes long; all of them together at the end."""
    rows = []
    for film in _films(wish):
        for codec in wish.codecs:
            rows.append(_compared(film, codec, wish.policy))
            if len(wish.clips()) * len(wish.codecs) > 1:
                print(_table(rows[-1:]).text(), file=sys.stderr, flush=True)
    yield _table(rows)


def _films(wish: Wish) -> list[Path]:
    if not wish.is_brief:
        return list(wish.clips())
    # A little more than the lowest rung of the fixed ladder.
    words = f"-t {engine.BRIEF_SECONDS} -vf scale=426:240 -an"
    return [engine.made(wish.run, f"{one.stem}-tiny.mp4", one, words) for one in wish.clips()]


def _compared(film: Path, codec: Codec, policy: str) -> tuple[str, ...]:
    chosen = replace(POLICIES[policy], codecs=(codec,), has_first_light=False)
    with _site() as site:
        plan = pipeline.plan(film.resolve(), chosen, run=site.run)
        desk = Desk(_ended(picture.find_reference(plan, site))[0], chosen, site)
        (_, cuts, _), _ = _ended(picture.look(plan, desk))
        found, analysis = _ended(trials.ladder_of(desk, cuts))
        made, final = _ended(renditions.encode_film(desk, cuts, found))
        ours = [_point(one) for one in made]
        whole = _grid(desk, cuts, codec)
        return (
            f"{film.stem}, {codec}",
            str(len(made)),
            _change(ours, _fixed(desk, codec)),
            _change(ours, _hull([_point(one) for one in whole])),
            _change(ours, _by_shot(desk, cuts, codec, whole)),
            f"{_cost(analysis) / _cost(final):.2f}",
            seconds(_cost(final)),
            _foretold(made),
        )


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(
        heading="Encoding: bits at equal quality",
        columns=(
            "film", "rungs", "to the fixed ladder", "to one factor", "to every shot",
            "trials ÷ encodes", "encodes, CPU", "foretold ± 0.7 / 2 / 4",
        ),
        rows=tuple(rows),
        note=(
            f"Mean change of bits at equal mean VMAF, over the qualities between {LOWEST:g} and {HIGHEST:g} that both reach; "
            "the last column is the share of shots whose VMAF came within so much of what was foretold."
        ),
    )  # fmt: skip


def _point(made: Rendition) -> Point:
    if made.quality is None:
        raise ValueError(f"{made.rung.name} was not measured")
    return Point(made.average_bandwidth, made.quality.mean)


def _change(ours: Sequence[Point], theirs: Sequence[Point]) -> str:
    """By how much the bits change, in per cent: the mean of the ratios' logarithms over what both sides reach."""
    low = max(LOWEST, *(min(one.vmaf for one in side) for side in (ours, theirs)))
    high = min(HIGHEST, *(max(one.vmaf for one in side) for side in (ours, theirs)))
    if high <= low:
        return "–"
    at = np.linspace(low, high, QUALITIES)
    ratio = float(np.mean(_log_rates(ours, at) - _log_rates(theirs, at)))
    return f"{100 * (np.exp(ratio) - 1):+.1f} %"


def _log_rates(points: Sequence[Point], at: Numbers) -> Numbers:
    """Between rungs, where the logarithm of the rate is nearly straight: over the odds of quality."""
    best = _hull(points)
    known = odds(np.array([one.vmaf for one in best]))
    found: Numbers = np.interp(odds(at), known, [np.log(one.rate) for one in best])
    return found


def _hull(points: Sequence[Point]) -> list[Point]:
    """The points that no other beats in both."""
    best: list[Point] = []
    for point in sorted(points, key=lambda one: (one.rate, -one.vmaf)):
        if not best or point.vmaf > best[-1].vmaf:
            best.append(point)
    return best


def _fixed(desk: Desk, codec: Codec) -> list[Point]:
    short = min(desk.reference.video.display_size)
    with tempfile.TemporaryDirectory(prefix="lanterne-fixed-") as folder:
        return _hull([
            _at_bandwidth(desk, codec, height, kilobits, Path(folder))
            for height, kilobits in AUTHORING
            if height <= short
        ])  # fmt: skip


def _at_bandwidth(desk: Desk, codec: Codec, height: int, kilobits: int, folder: Path) -> Point:
    """The whole film in one piece at a bandwidth, as a fixed ladder has it."""
    size = smaller(desk.reference.video, height)
    rung = Rung(codec, *size, 30.0, ladder.preset(codec, desk.policy))
    film = Shot(0, 0, desk.reference.frames)
    output = folder / f"{height}-{kilobits}.mp4"
    # A key frame every two seconds, as that specification asks (1.10).
    interval = desk.rate.frames(2.0)
    words = encode.command(encode.Take(desk.reference, film, rung, interval), output)
    at = words.index("-crf")
    steady = ["-b:v", f"{kilobits}k"]
    if codec is not Codec.AV1:
        steady += ["-maxrate", f"{kilobits * 1.1:.0f}k", "-bufsize", f"{kilobits * 2}k"]
    source = Path(desk.reference.path)
    desk.site.run.run([*words[:at], *steady, *words[at + 2 :]], reads=[source], writes=[folder])
    wanted = Comparison(desk.reference, film, (output,), desk.policy.quality_every)
    [scores] = quality.measure(wanted, folder, run=desk.site.run)
    octets = sum(encode.packets(output, run=desk.site.run).sizes)
    return Point(octets * 8 / desk.reference.duration, quality.pool(scores.frames).mean)


def _grid(desk: Desk, cuts: Sequence[Shot], codec: Codec) -> list[Rendition]:
    """Every size at every rate factor, the same for all shots."""
    rungs = tuple(
        Rung(codec, *size, float(factor), ladder.preset(codec, desk.policy))
        for size in ladder.sizes(desk.reference.video.display_size, desk.policy)
        for factor in GRID[codec]
    )
    return [_ended(renditions.encode_at(desk, cuts, rung))[0] for rung in rungs]


def _by_shot(
    desk: Desk, cuts: Sequence[Shot], codec: Codec, whole: Sequence[Rendition]
) -> list[Point]:
    """What the same encodes give when every shot's curve is known and none is the same as another's."""
    known = [
        Trial(
            one.shot, codec, made.rung.width, made.rung.height, made.rung.crf, made.rung.preset,
            one.bits, one.quality.mean if one.quality else 0.0,
        )
        for made in whole
        for one in made.shots
    ]  # fmt: skip
    film = ladder.Film(tuple(shot.frames for shot in cuts), desk.reference.duration)
    return _hull([
        Point(float(np.exp(bits)) / film.seconds, float(vmaf))
        for curve in ladder.curves_of(codec, known, film)
        for bits, vmaf in zip(curve.log_bits, curve.vmaf, strict=True)
    ])  # fmt: skip


def _foretold(made: Sequence[Rendition]) -> str:
    missed = [
        abs(one.quality.mean - one.foretold)
        for rendition in made
        for one in rendition.shots
        if one.quality and one.foretold is not None
    ]
    return " / ".join(
        f"{sum(miss <= most for miss in missed) / len(missed):.0%}" for most in (0.7, 2, 4)
    )


def _cost(told: Sequence[Event]) -> float:
    stages = {Stage.TRIALS, Stage.ENCODE}
    return sum(one.cpu_seconds for one in told if isinstance(one, UnitDone) and one.stage in stages)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(1)


SECTIONS: dict[str, Callable[[Wish], Iterable[Table]]] = {
    "ladder": _ladders,
    "rivals": rivals.tables,
    "workers": workers.tables,
    "memory": memory.tables,
    "growth": growth.tables,
}


if __name__ == "__main__":
    sys.exit(main())
