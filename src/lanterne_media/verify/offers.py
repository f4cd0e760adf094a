"""Whether the multivariant playlist offers every picture with the sounds and the captions that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lanterne_media.verify.descriptions import MULTIVARIANT

_GROUP = re.compile(r'#EXT-X-MEDIA:TYPE=(AUDIO|SUBTITLES),GROUP-ID="([^"]*)"')
_TYPES = {"AUDIO": "sound", "SUBTITLES": "captions"}


def faults(lines: Sequence[str]) -> Iterator[str]:
    """Pictures that would be played mute, or without a subtitle to choose, although there are some."""
    groups: dict[str, set[str]] = {kind: set() for kind in _TYPES}
    for line in lines:
        if found := _GROUP.match(line):
            groups[found[1]].add(found[2])
    for line, address in pairwise(lines):
        if line.startswith("#EXT-X-STREAM-INF:"):
            for kind, listed in groups.items():
                named = re.search(rf',{kind}="([^"]*)"', line)
                if listed and (named is None or named[1] not in listed):
                    yield f"{MULTIVARIANT} offers {address} without {_TYPES[kind]} that it lists."
