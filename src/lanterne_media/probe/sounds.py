"""Which tracks of one channel are one sound together.

Broadcasters deliver every channel as a track of its own and rarely say more. The rule, for tracks of one channel that
follow one another with one language (or none), role, codec, sample rate and start:

* of eight, 1 to 6 are 5.1 in SMPTE's order (L R C LFE Ls Rs) and 7 and 8 the same in stereo. The stereo is published;
  where it is silent, the 5.1 mixed down;
* six or seven begin with 5.1;
* any two are left and right;
* one that remains is mono.

More than eight are taken eight at a time, each eight as a sound of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lanterne_media.model import SoundFacts

# How many tracks make which sound, the most first.
SHAPES = ((8, "5.1 + stereo"), (6, "5.1"), (2, "stereo"))


def together(sounds: Sequence[SoundFacts]) -> tuple[SoundFacts, ...]:
    """The sounds of a film, with tracks of one channel put together by the rule."""
    found: list[SoundFacts] = []
    for _, alike in groupby(sounds, key=_kind):
        run = list(alike)
        found += _grouped(run) if run[0].channels == 1 else run
    return tuple(found)


def _kind(sound: SoundFacts) -> tuple[object, ...]:
    what = sound.channels, sound.language, sound.role
    return *what, sound.codec, sound.sample_rate, sound.start


def _grouped(run: Sequence[SoundFacts]) -> Iterator[SoundFacts]:
    while run:
        size, layout = next((shape for shape in SHAPES if shape[0] <= len(run)), (1, ""))
        yield _one(run[:size], layout) if layout else run[0]
        run = run[size:]


def _one(parts: Sequence[SoundFacts], layout: str) -> SoundFacts:
    return replace(
        parts[0],
        channels=len(parts),
        layout=layout,
        duration=max(part.duration for part in parts),
        is_default=any(part.is_default for part in parts),
        parts=tuple(part.position for part in parts),
    )
