"""Sheets of small pictures for the scrub bar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import Mezzanine
from lanterne_media.stills import look
from lanterne_media.tools import untrusted

PATTERN = "sheet-%05d.jpg"
LONG_SECONDS = 120.0
_MOST_ACROSS = 10
_TALLEST = 480
# Every frame of these is a key frame: to decode the key frames alone would be to decode the film.
INTRA = frozenset({"prores", "dnxhd", "mjpeg", "jpeg2000", "dvvideo", "ffv1", "rawvideo", "v210"})


@dataclass(frozen=True, slots=True)
class Grid:
    """How the pictures of a film lie on its sheets; picture ``k`` stands for ``interval`` seconds from ``k * interval``."""

    width: int
    height: int
    columns: int
    rows: int
    interval: float
    pictures: int

    @property
    def sheets(self) -> int:
        return math.ceil(self.pictures / (self.columns * self.rows))


def grid(duration: float, size: tuple[int, int]) -> Grid:
    """About three hundred pictures a film, at least every ten seconds and at most one a second."""
    interval = float(min(10, max(1, math.ceil(duration / 300))))
    pictures = max(1, math.ceil(round(duration / interval, 6)))
    columns = min(_MOST_ACROSS, pictures)
    rows = min(_MOST_ACROSS, math.ceil(pictures / columns))
    width, height = _picture_size(size)
    return Grid(width, height, columns, rows, interval, pictures)


def _picture_size(size: tuple[int, int]) -> tuple[int, int]:
    """As tall as 135 lines where 160 to 240 columns allow it; a tower of a picture is made narrower."""
    aspect = size[0] / size[1]
    width = min(240.0, max(160.0, 135 * aspect), _TALLEST * aspect)
    return max(2, round(width / 2) * 2), max(2, round(width / aspect / 2) * 2)


def command(mezzanine: Mezzanine, wanted: Grid, folder: Path, *, step: int = 1) -> list[str]:
    """Write the sheets into ``folder``; a ``step`` above one decodes only so few frames as the sheets need."""
    pattern = str(folder).replace("%", "%%") + f"/{PATTERN}"
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *sparing(mezzanine, step), *untrusted(mezzanine.path)),
        *("-map", f"0:{mezzanine.video.index}", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-vf", filters(mezzanine, wanted, is_sparse=step > 1), "-fps_mode", "passthrough"),
        *("-c:v", "mjpeg", "-q:v", "4", "-flags:v", "+bitexact", "-f", "image2", "-start_number", "1"),
        f"file:{pattern}",
    ]  # fmt: skip


def step_of(mezzanine: Mezzanine, wanted: Grid) -> int:
    """How many frames lie between two that are worth decoding; one when a short film has to be decoded whole."""
    if mezzanine.video.duration <= LONG_SECONDS and mezzanine.video.codec not in INTRA:
        return 1
    return max(2, int(mezzanine.video.rate.value * wanted.interval / 2))


def sparing(mezzanine: Mezzanine, step: int) -> list[str]:
    """The input words that leave frames undecoded."""
    if step == 1:
        return []
    if mezzanine.video.codec in INTRA:
        return ["-bsf:v", f"noise=amount=0:drop=mod(n\\,{step})"]
    return ["-skip_frame", "nokey"]


def filters(mezzanine: Mezzanine, wanted: Grid, *, is_sparse: bool) -> str:
    """One picture for the middle of each interval, the last repeated where the film ends early, laid on sheets."""
    video = mezzanine.video
    return ",".join([
        f"setpts=PTS-{video.start:.6f}/TB",
        *(look.one_field(video) if is_sparse else look.whole_frame(video)),
        _sampling(video.duration, wanted.interval),
        *look.jpeg_colours(video, wanted.width, wanted.height),
        "tpad=stop=-1:stop_mode=clone",
        f"trim=end_frame={wanted.pictures}",
        f"tile={wanted.columns}x{wanted.rows}",
    ])  # fmt: skip


def _sampling(duration: float, interval: float) -> str:
    # The resampler gives no picture at all for a film of less than half an interval: its first frame will do.
    return (
        f"fps=fps=1/{interval:g}:start_time=0:round=near" if duration > 0.6 * interval else "null"
    )


def thumbnails(wanted: Grid, duration: float) -> str:
    """The same pictures as WebVTT with media fragments, for players that know no tiles."""
    cues = ["WEBVTT\n"]
    on_a_sheet = wanted.columns * wanted.rows
    for picture in range(wanted.pictures):
        sheet, place = divmod(picture, on_a_sheet)
        row, column = divmod(place, wanted.columns)
        start = picture * wanted.interval
        end = max(start + 0.001, min(start + wanted.interval, duration))
        box = f"{column * wanted.width},{row * wanted.height},{wanted.width},{wanted.height}"
        cues.append(f"{_stamp(start)} --> {_stamp(end)}\n{PATTERN % (sheet + 1)}#xywh={box}\n")
    return "\n".join(cues)


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
