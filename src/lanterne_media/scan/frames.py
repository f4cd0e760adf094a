"""From fields to frames: the filters that do it, and a look at every frame where a few stretches were not enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from lanterne_media.model import FieldOrder, Rate, VideoFacts
from lanterne_media.scan import cadence
from lanterne_media.scan.cadence import Beat
from lanterne_media.scan.measures import COMBS
from lanterne_media.tools.graph import escaped

FASTEST_RATE = 60
PARITIES = {FieldOrder.TOP_FIRST: "tff", FieldOrder.BOTTOM_FIRST: "bff"}
# A film is looked at in parts of so many frames; this share of them may be something else than the stretches showed.
PART_FRAMES, MOST_PARTS = 30, 0.03
# So many of the frames of a part that move have combs when it is one of fields.
COMBED = 0.8
COMBS_SEEN = "combs.txt"
_WORD = re.compile(r"^lavfi\.idet\.multiple\.current_frame=(\w+)$", re.MULTILINE)


def conformed_rate(video: VideoFacts) -> Rate:
    """Fields become frames, so that movement stays as fluid as it was shot; nothing runs faster than 60.

    Film that was pulled down has its own rate again: four frames for five.
    """
    rate = video.rate
    if video.is_pulled_down:
        film = Fraction(rate.num * 4, rate.den * 5)
        return Rate(film.numerator, film.denominator)
    if video.field_order is not FieldOrder.PROGRESSIVE:
        rate = Rate(rate.num * 2, rate.den)
    return rate if rate.value <= FASTEST_RATE else Rate(FASTEST_RATE)


def filters(video: VideoFacts, flag: FieldOrder, folder: Path) -> list[str]:
    """Whole frames of whatever the picture is; what they turn out to be is written into ``folder``."""
    if video.is_pulled_down:
        # Where frames are missing others stand in first, because those that are left are only counted.
        look = f"fps={video.rate},split=2[beat][film];[beat]{cadence.looking(folder)};[film]"
        return [
            f"{look}fieldmatch=order={PARITIES[video.field_order]}:combmatch=full",
            # What stays combed, as titles do that were laid over the fields, is mended by its neighbours.
            "bwdif=mode=send_frame:deint=interlaced",
            # Of five frames one goes: that which comes twice, never the first of a shot.
            "decimate=scthresh=100",
            "setfield=prog",
        ]
    if video.field_order is not FieldOrder.PROGRESSIVE:
        return [f"bwdif=mode=send_field:parity={PARITIES[video.field_order]}"]
    if flag is not FieldOrder.PROGRESSIVE:
        written = (
            f"metadata=mode=print:key=lavfi.idet.multiple.current_frame"
            f":file={escaped(folder / COMBS_SEEN)},nullsink"
        )
        look = f"[look]crop=iw/2:ih,idet=intl_thres={COMBS},{written}"
        return [f"split=2[look][film];{look};[film]setfield=prog"]
    return []


def as_it_turned_out(video: VideoFacts, flag: FieldOrder, folder: Path) -> VideoFacts:
    """The picture as every one of its frames shows it: a film of several kinds is read by its fields."""
    if video.is_pulled_down:
        beats = list(_beats(*cadence.written(folder)))
        others = beats.count(Beat.OTHER)
        return replace(video, is_pulled_down=others <= MOST_PARTS * len(beats))
    if (folder / COMBS_SEEN).exists():
        parts = [_is_combed(part) for part in _parts(folder / COMBS_SEEN)]
        return replace(video, field_order=flag) if sum(parts) > MOST_PARTS * len(parts) else video
    return video


def _beats(tops: list[float], bottoms: list[float]) -> Iterator[Beat]:
    for first in range(0, len(tops), PART_FRAMES):
        part = slice(first, first + PART_FRAMES)
        yield cadence.beat(tops[part], bottoms[part])


def _parts(file: Path) -> Iterator[Counter[str]]:
    words = _WORD.findall(file.read_text())
    file.unlink()
    for first in range(0, len(words), PART_FRAMES):
        yield Counter(words[first : first + PART_FRAMES])


def _is_combed(part: Counter[str]) -> bool:
    combed = part["tff"] + part["bff"]
    return combed * 4 >= part.total() and combed >= COMBED * (combed + part["progressive"])
