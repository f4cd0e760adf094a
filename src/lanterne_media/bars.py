"""Black bars that are part of every frame of a film: found over all of it, by arithmetic on its rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lanterne_media.model import Bars, Finding, Mezzanine, Severity, VideoFacts
from lanterne_media.tools import Runner, ToolFailed, untrusted

# Each row and each column is seen as so many cells, the mean of each: words in a bar light up one of them.
CELLS = 64
# Black is 16; a little noise and the ringing of an edge are not picture.
BLACK = 26
# Narrower bars are not worth another size, in all.
NARROWEST = 0.02
# Bars end in a straight line: somewhere in the film, nearly all cells beside it are lit.
STRAIGHT, EDGE = 0.9, 0.01
# No picture is smaller than this part of what is around it.
SMALLEST = 0.25
# A short film is looked at this often a second, a longer one at its key frames, or every second where they are rarer
# than one in so many.
SHORT_SECONDS, OFTEN, SELDOM = 120.0, 4, 12.0

Grid = npt.NDArray[np.uint8]


def found(film: Mezzanine, *, run: Runner) -> Bars:
    """The bars of a film, none where it has none, or has them only at times, or where words stand in them."""
    if film.video.duration > SHORT_SECONDS:
        seen, frames = _brightest(film, ("-skip_frame", "nokey"), "null", run=run)
        if frames * SELDOM >= film.video.duration:
            return of(seen, film.video)
    often = OFTEN if film.video.duration <= SHORT_SECONDS else 1
    seen, frames = _brightest(film, (), f"fps={min(often, film.video.rate.value):g}", run=run)
    return of(seen, film.video) if frames else Bars()


def _brightest(
    film: Mezzanine, sparing: tuple[str, ...], chosen: str, *, run: Runner
) -> tuple[Grid, int]:
    """Of every cell of every row and column the brightest that it ever is, and how many frames were seen."""
    width, height = film.video.upright_size
    brightest, frames = np.zeros((height + width, CELLS), np.uint8), 0
    words = command(film, sparing, chosen)
    try:
        for piece in run.stream(words, reads=[Path(film.path)], chunk=brightest.size):
            if len(piece) == brightest.size:
                now = np.frombuffer(piece, np.uint8).reshape(brightest.shape)
                np.maximum(brightest, now, out=brightest)
                frames += 1
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        # Of a damaged film nobody knows what the rest looks like.
        return brightest, 0
    return brightest, frames


def command(film: Mezzanine, sparing: tuple[str, ...], chosen: str) -> list[str]:
    """Rows above, columns below, as plain samples: a frame of the film is a picture of 64 columns."""
    width, height = film.video.upright_size
    graph = (
        f"{chosen},scale={width}:{height},format=yuv420p,extractplanes=y,split=2[a][b];"
        f"[a]scale={CELLS}:{height}:flags=area[rows];"
        f"[b]scale={width}:{CELLS}:flags=area,transpose=clock[columns];[rows][columns]vstack"
    )
    return [
        *("ffmpeg", "-v", "error", "-nostdin", *sparing, *untrusted(film.path)),
        *("-map", f"0:{film.video.index}", "-vf", graph, "-fps_mode", "passthrough"),
        *("-f", "rawvideo", "-pix_fmt", "gray", "-"),
    ]


def of(brightest: Grid, video: VideoFacts) -> Bars:
    """The bars around what is ever lit; ``brightest`` has the picture's rows first, then its columns."""
    height = video.upright_size[1]
    rows, columns = brightest[:height], brightest[height:]
    across, down = _ends(columns), _ends(rows)
    top, bottom = _worth(rows, across)
    left, right = _worth(columns, down)
    return Bars(top, bottom, left, right)


def _lit(lines: Grid) -> npt.NDArray[np.intp]:
    return np.flatnonzero(lines.max(axis=1) > BLACK)


def _ends(lines: Grid) -> slice:
    """The cells of the other direction in which these lines have a picture."""
    lit = _lit(lines)
    if not lit.size:
        return slice(0, CELLS)
    first, end = int(lit[0]), int(lit[-1]) + 1
    # A cell that only part of the picture reaches into is darker than the picture.
    return slice(-(-first * CELLS // len(lines)), max(1, end * CELLS // len(lines)))


def _worth(lines: Grid, cells: slice) -> tuple[int, int]:
    """How many of these lines are bars, before and after the picture."""
    lit, count = _lit(lines), len(lines)
    if not lit.size:
        return 0, 0
    first, end = int(lit[0]), int(lit[-1]) + 1
    black = first + count - end
    if black < NARROWEST * count or end - first < SMALLEST * count:
        return 0, 0
    edge = max(2, round(EDGE * count))
    inside = (lines[first : first + edge], lines[end - edge : end])
    if not all(_is_straight(beside, cells) for beside in inside):
        return 0, 0
    # Colours come in pairs of lines: of a pair that is half black the picture's half goes too.
    return first + first % 2, count - end + (count - end) % 2


def _is_straight(lines: Iterable[Grid], cells: slice) -> bool:
    lit = np.max(list(lines), axis=0)[cells] > BLACK
    return bool(lit.mean() >= STRAIGHT) if lit.size else False


def findings(video: VideoFacts) -> Iterator[Finding]:
    """Which rows and columns are left out."""
    bars = video.bars
    if bars == Bars():
        return
    width, height = video.active_size
    sides = {name: getattr(bars, name) for name in ("top", "bottom", "left", "right")}
    cut = ", ".join(f"{lines} at the {side}" for side, lines in sides.items() if lines)
    told = f"Black bars are left out ({cut}): the picture is {width} by {height}."
    yield Finding(
        "bars_cut", Severity.NOTE, told, values={**sides, "width": width, "height": height}
    )


__all__ = ["command", "findings", "found", "of"]
