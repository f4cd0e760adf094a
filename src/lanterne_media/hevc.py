"""HEVC as devices want it: how x265 is asked, and how a finished file is called."""

from __future__ import annotations

import re

# Parameter sets only in front of the stream: Apple's players take no other kind.
SAMPLE_ENTRY = "hvc1"
_SPACES = ("", "A", "B", "C")
_LINE = re.compile(r"^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} ?)+)", re.MULTILINE)


def encoder(preset: str, factor: float, interval: int, more: tuple[str, ...] = ()) -> list[str]:
    """The words for one shot on one core; the same words give the same bytes.

    ``info=0``: what x265 writes of itself would differ from shot to shot, and a film has one head.
    """
    fixed = (
        f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0",
        "pools=none:frame-threads=1:info=0:log-level=error",
    )
    return [
        *("-c:v", "libx265", "-preset", preset, "-crf", f"{factor:g}", "-profile:v", "main10"),
        *("-pix_fmt", "yuv420p10le", "-tag:v", SAMPLE_ENTRY),
        *("-x265-params", ":".join((*fixed, *more))),
    ]


def codec_string(configuration: bytes) -> str:
    """The name of ISO/IEC 14496-15 annex E, from the decoder's configuration record (``hvcC``)."""
    profile, level = configuration[1], configuration[12]
    compatible = int.from_bytes(configuration[2:6], "big")
    constraints = configuration[6:12].rstrip(b"\0") or b""
    return ".".join((
        SAMPLE_ENTRY,
        f"{_SPACES[profile >> 6]}{profile & 0x1F}",
        f"{int(f'{compatible:032b}'[::-1], 2):X}",
        f"{'H' if profile & 0x20 else 'L'}{level}",
        *(f"{byte:X}" for byte in constraints),
    ))  # fmt: skip


def configuration(dump: str) -> bytes:
    """What ffprobe shows of it, sixteen bytes a line with their place before and their letters behind."""
    return bytes.fromhex("".join(_LINE.findall(dump)).replace(" ", ""))
