"""Film grain: how strong it is, what SVT-AV1 is told of it, and the picture that lies under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from lanterne_media.answers import Numbers
from lanterne_media.model import Finding, Grain, GrainAt, Rung, Severity
from lanterne_media.reference import (
    PLATE,
    Reference,
    plate_frames,
    restamp,
    roomy,
    scale,
    seek,
)
from lanterne_media.tools import Runner, ToolFailed, untrusted

# Stretches of two neighbouring frames, spread over the film; a cut or a whip pan between two of them is outvoted.
STRETCHES = 12
# Grain is what moves in the calmest of so many squares of this side, where nothing is near black or white.
SIDE, CALMEST = 16, 10
DARKEST, BRIGHTEST = 24.0, 230.0
# Deviations in 1/255. Weaker grain costs few bits; SVT-AV1's scale ends where the number is 50.
WEAKEST, PER_DEVIATION, STRONGEST = 1.5, 12.0, 50
# Near enough to lossless that what is left of the picture is what the encoder took the grain from.
_BARE = ("-preset", "10", "-crf", "4")


def measured(reference: Reference, sizes: Sequence[tuple[int, int]], *, run: Runner) -> Grain:
    """The grain of a film at its own size, and at those at which it may be published."""
    pairs = [_pair(reference, first, run=run) for first in _stretches(reference.frames)]
    own = _typical(pairs)
    at = tuple(
        GrainAt(width, height, _typical([_resized(pair, width, height) for pair in pairs]))
        for width, height in sizes
    )
    return Grain(own, at)


def _stretches(frames: int) -> list[int]:
    """Where they begin; a film of one frame has none."""
    count = min(STRETCHES, frames // 2)
    return [(2 * n + 1) * (frames - 1) // (2 * count) for n in range(count)]


def _pair(reference: Reference, first: int, *, run: Runner) -> Numbers:
    """The luma of two neighbouring frames."""
    words, (width, height) = command(reference, first), reference.video.display_size
    said = run.run(words, reads=[Path(reference.path)]).stdout
    if len(said) != 2 * width * height:
        raise ToolFailed(words, 0, "frames are missing")
    return np.frombuffer(said, np.uint8).reshape(2, height, width).astype(float)


def command(reference: Reference, first: int) -> list[str]:
    """Two frames as plain samples of luma."""
    video = reference.video
    filters = f"{scale(video, *video.display_size)},format=yuv420p,extractplanes=y"
    return [
        *("ffmpeg", "-nostdin", "-v", "error"),
        *seek(reference, first, 2),
        *("-map", f"0:{video.index}", "-vf", f"{filters},{restamp(video.rate)}"),
        *("-frames:v", "2", "-f", "rawvideo", "-pix_fmt", "gray", "-"),
    ]


def _resized(pair: Numbers, width: int, height: int) -> Numbers:
    if pair.shape[1:] == (height, width):
        return pair
    images = [Image.fromarray(frame.astype(np.float32), mode="F") for frame in pair]
    wanted = (width, height), Image.Resampling.LANCZOS
    return np.array([image.resize(*wanted) for image in images], dtype=float)


def _typical(pairs: Sequence[Numbers]) -> float:
    known = [found for pair in pairs if (found := deviation(pair)) is not None]
    return round(float(np.median(known)), 2) if known else 0.0


def deviation(pair: Numbers) -> float | None:
    """Of the noise in two neighbouring frames; ``None`` where nothing could show any.

    In a square where nothing happens two frames differ by their noise alone. Where everything happens, a flat square
    of one frame still shows it.
    """
    one, other = (_squares(frame) for frame in pair)
    means = one.mean(axis=1)
    seen = (means > DARKEST) & (means < BRIGHTEST)
    if not seen.any():
        return None
    changed = (one - other)[seen].std(axis=1) / np.sqrt(2)
    within = one[seen].std(axis=1)
    return float(np.percentile(np.minimum(changed, within), CALMEST))


def _squares(frame: Numbers) -> Numbers:
    height, width = (length // SIDE * SIDE for length in frame.shape)
    parts = frame[:height, :width].reshape(height // SIDE, SIDE, width // SIDE, SIDE)
    found: Numbers = parts.swapaxes(1, 2).reshape(-1, SIDE * SIDE)
    return found


def setting(deviation: float) -> int:
    """SVT-AV1's ``film-grain`` for grain of this deviation, by which it also takes the grain out; 0 for none."""
    if deviation < WEAKEST:
        return 0
    return min(STRONGEST, round(PER_DEVIATION * deviation))


def words(rung: Rung) -> tuple[str, ...]:
    """What SVT-AV1 is told: take the grain out, describe it, and let players draw it again."""
    return (f"film-grain={rung.grain}", "film-grain-denoise=1") if rung.grain else ()


def laid_bare(plate: Reference, rung: Rung, folder: Path, *, run: Runner) -> Reference:
    """What an encode at this rung is to be held against: the plate, or the picture that the encoder sees under its grain.

    Nothing can say how alike two grains are. So the encoder itself is asked what is left when the grain is out.
    """
    if not rung.grain:
        return plate
    draft, output = folder / "bare.mp4", folder / f"bare.{PLATE}"
    limits = roomy(plate.video.width * plate.video.height)
    run.run(
        _bare_command(plate, rung, draft),
        reads=[Path(plate.path)],
        writes=[folder],
        limits=limits,
    )
    shown = _shown_command(draft, output)
    run.run(shown, reads=[draft], writes=[folder], limits=limits)
    draft.unlink()
    if plate_frames(output) != plate.frames:
        raise ToolFailed(shown, 0, "frames are missing under the grain")
    return replace(plate, path=str(output), video=replace(plate.video, bit_depth=10))


def _bare_command(plate: Reference, rung: Rung, draft: Path) -> list[str]:
    fixed = ":".join(("lp=1:scd=0", *words(rung)))
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *plate.words),
        *("-c:v", "libsvtav1", *_BARE, "-pix_fmt", "yuv420p10le", "-svtav1-params", fixed),
        str(draft),
    ]


def _shown_command(draft: Path, output: Path) -> list[str]:
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *UNDRAWN, *untrusted(draft)),
        *("-f", PLATE, "-strict", "-1", str(output)),
    ]


# Input words: the decoder hands the grain over instead of drawing it.
UNDRAWN = ("-export_side_data", "film_grain")


def findings(found: Grain) -> Iterator[Finding]:
    """What is told of grain that is worth a word."""
    if found.deviation < WEAKEST:
        return
    told = (
        f"The picture has grain or noise: in calm areas it strays by {found.deviation:.1f} of 255."
    )
    yield Finding("grain", Severity.NOTE, told, values={"deviation": found.deviation})


__all__ = [
    "UNDRAWN",
    "command",
    "deviation",
    "findings",
    "laid_bare",
    "measured",
    "setting",
    "words",
]
