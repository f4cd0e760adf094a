"""What a bright picture says of the screen on which it was graded: in its container, or with its first frame."""

from __future__ import annotations

import re
from pathlib import Path

from lanterne_media.model import Light, Limits, Mastering
from lanterne_media.probe import gate
from lanterne_media.probe.streams import Stream
from lanterne_media.tools import Runner, ToolFailed, untrusted

_NUMBER = r"(-?[\d.]+)"
_PAIR = rf"\({_NUMBER},? ?{_NUMBER}\)"
_MASTERING = re.compile(
    rf"Mastering display metadata: has_primaries:1 has_luminance:(\d) r{_PAIR} g{_PAIR} b{_PAIR} wp{_PAIR} "
    rf"min_luminance={_NUMBER}, max_luminance={_NUMBER}"
)
_LIGHT = re.compile(r"Content light level metadata: MaxCLL=(\d+), MaxFALL=(\d+)")


def told(
    path: Path, picture: Stream, *, run: Runner, limits: Limits
) -> tuple[Mastering | None, Light | None]:
    """Both as far as they are told. ffmpeg is asked, and not ffprobe, which knows nothing of the frames of AV1."""
    words = [
        *("ffmpeg", "-v", "info", "-nostdin", "-nostats", "-hide_banner"),
        *untrusted(path, limits),
        *("-map", f"0:{picture.index}", "-frames:v", "1", "-vf", "showinfo=checksum=0"),
        *("-f", "null", "-"),
    ]
    try:
        return read(run.run(words, reads=[path], limits=limits).stderr)
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise gate.explain(path, broken) from broken
        # Whether the film can be decoded at all is found, and said, elsewhere.
        return None, None


def read(said: str) -> tuple[Mastering | None, Light | None]:
    """The first of each in what ffmpeg says."""
    screen, light = _MASTERING.search(said), _LIGHT.search(said)
    return screen and _mastering(screen), light and Light(int(light[1]), int(light[2]))


def _mastering(found: re.Match[str]) -> Mastering:
    has_luminance, *numbers = found.groups()
    red_x, red_y, green_x, green_y, blue_x, blue_y, white_x, white_y, darkest, brightest = map(
        float, numbers
    )
    primaries = (red_x, red_y), (green_x, green_y), (blue_x, blue_y)
    limits = (darkest, brightest) if has_luminance == "1" else (None, None)
    return Mastering(primaries, (white_x, white_y), *limits)
