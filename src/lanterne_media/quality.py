"""VMAF of encoded shots against their reference, by the policy's model and as on a phone's screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lanterne_media import dynamics, grain
from lanterne_media.model import Quality, Shot, VideoFacts, Vmaf
from lanterne_media.reference import Reference, restamp, scale, seek, smaller
from lanterne_media.tools import Runner, ToolFailed, untrusted
from lanterne_media.tools.graph import escaped

# The model was trained on pictures of this height seen from three times it.
COMPARED_AT = 1080


@dataclass(frozen=True, slots=True)
class Scores:
    """VMAF of single frames, the same as on a phone, and what it cost to learn them."""

    frames: tuple[float, ...]
    phone: tuple[float, ...] = ()
    cpu_seconds: float = 0.0


def pool(
    scores: Sequence[float], phone: Sequence[float] = (), model: Vmaf = Vmaf.STANDARD
) -> Quality:
    """Mean, harmonic mean (as libvmaf defines it, over score + 1) and first percentile."""
    values = np.asarray(scores, dtype=float)
    harmonic = len(values) / float(np.sum(1.0 / (values + 1.0))) - 1.0
    return Quality(
        round(float(values.mean()), 3),
        round(harmonic, 3),
        round(float(np.percentile(values, 1)), 3),
        round(float(np.mean(phone)), 3) if phone else None,
        model,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Encodes of one shot, to be held against the reference at one of ``every`` frames; at ``fewest`` in any case."""

    reference: Reference
    shot: Shot
    encoded: tuple[Path, ...]
    every: int
    fewest: int = 4
    model: Vmaf = Vmaf.STANDARD
    # Whether the reference has no grain, so that none is to be drawn on the encodes either.
    is_laid_bare: bool = False

    @property
    def first(self) -> int:
        """The first frame that is judged: in the middle of its run, since encoders favour a shot's first frame."""
        return self.every // 2

    @property
    def judged(self) -> range:
        """The places of the frames that are judged, counted from the shot's first."""
        return range(self.first, self.shot.frames, self.every)

    @property
    def thinned(self) -> Comparison:
        """The same at the step that is really taken.

        However short the shot, a few of its frames are looked at; pairs need a third frame between them.
        """
        every = min(self.every, self.shot.frames // self.fewest)
        # Odd, or it would walk in step with the frames that encoders favour.
        odd = every if every == self.every else every - (every % 2 == 0)
        return replace(self, every=odd if odd > 2 else 1)


def compared_size(video: VideoFacts) -> tuple[int, int]:
    """The size at which encodes of this picture are held against it."""
    return smaller(video, COMPARED_AT)


def command(wanted: Comparison, folder: Path) -> list[str]:
    """Compare any number of encodes of one shot in one pass, so that the reference is decoded once."""
    video, shot = wanted.reference.video, wanted.shot
    width, height = compared_size(video)
    stamp, count, alike = restamp(video.rate), len(wanted.encoded), dynamics.compared(video)
    # Two neighbours of every so many frames: the first is judged, the second shows how much moves. All other
    # frames are only decoded.
    late = wanted.every - wanted.first
    pairs = f"select=lt(mod(n+{late}\\,{wanted.every})\\,2)" if wanted.every > 1 else "null"
    graph = [
        f"[0:{video.index}]trim=end_frame={shot.frames},{pairs},{scale(video, width, height)},"
        f"{alike},{stamp},split={count}" + "".join(f"[r{n}]" for n in range(count))
    ]
    step = 2 if wanted.every > 1 else 1
    for n in range(count):
        log = f"log_fmt=json:log_path={escaped(folder / f'{n}.json')}"
        judge = f"libvmaf={_models(wanted.model)}:n_threads=1:n_subsample={step}:shortest=1:{log}"
        small = f"trim=end_frame={shot.frames},{pairs},scale={width}:{height}:flags=bicubic"
        graph.append(f"[{n + 1}:v]{small},{alike},{stamp}[d{n}]")
        graph.append(f"[d{n}][r{n}]{judge}[o{n}]")
    undrawn = grain.UNDRAWN if wanted.is_laid_bare else ()
    inputs = [word for path in wanted.encoded for word in (*undrawn, *untrusted(path))]
    outputs = [word for n in range(count) for word in ("-map", f"[o{n}]", "-f", "null", "-")]
    return [
        *("ffmpeg", "-nostdin", "-v", "error"),
        *seek(wanted.reference, shot.first, shot.frames),
        *inputs,
        *("-filter_complex_threads", "1", "-filter_complex", ";".join(graph), *outputs),
    ]


def _models(model: Vmaf) -> str:
    """Both screens in one pass: the phone's score is the same one, bent, and costs nothing to speak of."""
    version = f"version=vmaf_{model}"
    phone = f"{version}\\:enable_transform=true\\:name=phone"
    return f"model='{version}\\:name=vmaf|{phone}'"


def measure(wanted: Comparison, folder: Path, *, run: Runner) -> tuple[Scores, ...]:
    """The scores of each encode, in the order given."""
    wanted = wanted.thinned
    words, count = command(wanted, folder), len(wanted.encoded)
    reads = [Path(wanted.reference.path), *wanted.encoded]
    done = run.run(words, reads=reads, writes=[folder])
    logs = [_scores(folder / f"{n}.json") for n in range(count)]
    if any(len(log.frames) != len(wanted.judged) for log in logs):
        raise ToolFailed(words, 0, "frames were left unjudged")
    return tuple(replace(log, cpu_seconds=done.cpu_seconds / count) for log in logs)


def _scores(log: Path) -> Scores:
    found = [frame["metrics"] for frame in json.loads(log.read_text())["frames"]]
    log.unlink()
    return Scores(tuple(one["vmaf"] for one in found), tuple(one["phone"] for one in found))
