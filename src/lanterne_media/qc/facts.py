"""What a delivery rule may ask of a film besides findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lanterne_media.model import Loudness, Mezzanine, SoundFacts, VideoFacts

Value = str | float

PICTURE: dict[str, Callable[[VideoFacts], Value]] = {
    "picture.width": lambda video: video.display_size[0],
    "picture.height": lambda video: video.display_size[1],
    "picture.rate": lambda video: round(video.rate.value, 3),
    "picture.codec": lambda video: video.codec,
    "picture.bit_depth": lambda video: video.bit_depth,
    "picture.dynamics": lambda video: video.dynamics.value,
    "picture.field_order": lambda video: video.field_order.value,
}
SOUND: dict[str, Callable[[SoundFacts], Value]] = {
    "sound.channels": lambda sound: sound.channels,
    "sound.sample_rate": lambda sound: sound.sample_rate,
    "sound.codec": lambda sound: sound.codec,
    "sound.language": lambda sound: sound.language,
}
# Measured, so it is not always known.
LOUDNESS: dict[str, Callable[[Loudness], Value]] = {
    "sound.loudness": lambda heard: heard.integrated,
    "sound.true_peak": lambda heard: heard.true_peak,
    "sound.loudness_range": lambda heard: heard.range,
}
FACTS = (*PICTURE, *SOUND, *LOUDNESS)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value; of a sound with its track, counted from 1."""

    value: Value
    track: int | None = None


def of(name: str, mezzanine: Mezzanine, loudness: Sequence[Loudness | None]) -> Iterator[Fact]:
    """The values of a fact: one of the picture, one a sound; ``loudness`` is in the order of the film's sounds."""
    if name in PICTURE:
        yield Fact(PICTURE[name](mezzanine.video))
    for place, sound in enumerate(mezzanine.sounds):
        heard = loudness[place] if place < len(loudness) else None
        if name in SOUND:
            yield Fact(SOUND[name](sound), sound.tracks[0])
        elif name in LOUDNESS and heard is not None:
            yield Fact(LOUDNESS[name](heard), sound.tracks[0])
