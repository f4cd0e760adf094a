"""Each media playlist against the rules that it declares for itself (RFC 8216)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path, PurePosixPath

from lanterne_media.verify.descriptions import text_of

_KEY = re.compile(
    r'#EXT-X-KEY:METHOD=SAMPLE-AES,URI="data:text/plain;base64,([^"]+)",'
    r'KEYID=0x([0-9a-fA-F]{32}),KEYFORMAT="org\.w3\.clearkey",KEYFORMATVERSIONS="1"'
)


def faults(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """What is wrong with the playlists of these names; all of them can be read."""
    for name in sorted(names):
        if PurePosixPath(name).suffix == ".m3u8":
            lines = text_of(folder, name).splitlines()
            yield from (f"{name} {fault}." for fault in _faults(lines))


def _faults(lines: list[str]) -> Iterator[str]:
    """Ends of sentences that begin with the playlist's name."""
    yield from _target(lines)
    if any(line.startswith("#EXT-X-DISCONTINUITY") for line in lines):
        yield "marks a discontinuity, but its segments follow one another"
    if any(line.endswith(".m4s") for line in lines) and not any(
        line.startswith("#EXT-X-MAP:") for line in lines
    ):
        yield "names no init segment"
    if "#EXT-X-I-FRAMES-ONLY" in lines and _count(lines, "#EXTINF") != _count(
        lines, "#EXT-X-BYTERANGE"
    ):
        yield "names a key frame without its place"
    for line in lines:
        if line.startswith("#EXT-X-KEY:"):
            yield from _key(line)


def _count(lines: list[str], word: str) -> int:
    return sum(line.startswith(f"{word}:") for line in lines)


def _target(lines: list[str]) -> Iterator[str]:
    """A player sizes its buffer by the target: no segment, rounded to a second, may last longer."""
    target = next((line for line in lines if line.startswith("#EXT-X-TARGETDURATION:")), "")
    told = target.partition(":")[2]
    if not told.isdigit():
        yield "gives no target duration"
        return
    longest = max(
        (
            Fraction(found[1])
            for line in lines
            if (found := re.match(r"#EXTINF:(\d+(?:\.\d+)?)", line))
        ),
        default=Fraction(0),
    )
    if int(longest + Fraction(1, 2)) > int(told):
        yield f"promises segments of at most {told} s, one lasts {float(longest):.3f} s"


def _key(line: str) -> Iterator[str]:
    found = _KEY.fullmatch(line.strip())
    if not found:
        yield "names its key in a way that players do not understand"
    elif base64.b64encode(bytes.fromhex(found[2])).decode() != found[1]:
        yield f"names key id {found[2]} and has another in its address"
