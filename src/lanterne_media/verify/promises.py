"""Codecs and colours as the descriptions promise them, against those that the tracks declare: pure sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lanterne_media.verify.descriptions import MULTIVARIANT, Told, Variant
from lanterne_media.verify.tracks import Track

# What says nothing of its colours is shown as those of BT.709 are.
UNSPECIFIED, STANDARD = 2, 1


def of_description(track: Track, told: Told) -> Iterator[str]:
    """What the MPD says by which a player decides whether it can decode and show the track at all."""
    coding = track.coding
    if coding is None:
        return
    if told.codecs and not coding.is_called(told.codecs):
        yield f"{told.where} calls {track.folder} {told.codecs}, it is {coding.name}."
    for name, promised in told.colours.items():
        declared = coding.colours[name]
        is_silent = declared == UNSPECIFIED and promised == STANDARD
        if promised != declared and not is_silent:
            yield f"{told.where} gives {track.folder} the {name} {promised}, it has {declared}."


def of_variant(
    variant: Variant, tracks: Mapping[str, Track], codecs: Mapping[str, str]
) -> Iterator[str]:
    """What the multivariant playlist says of the same, and of its sounds, whose ``codecs`` the MPD names."""
    picture = tracks[variant.picture]
    for sound in variant.sounds:
        if codecs[sound] not in variant.codecs:
            yield f"{MULTIVARIANT} offers {picture.folder} without the codec {codecs[sound]} of {tracks[sound].folder}."
    if picture.coding is None:
        return
    if not any(map(picture.coding.is_called, variant.codecs)):
        named = ", ".join(variant.codecs)
        yield f"{MULTIVARIANT} calls {picture.folder} {named}, it is {picture.coding.name}."
    if variant.video_range != picture.coding.video_range:
        yield (
            f"{MULTIVARIANT} gives {picture.folder} the range {variant.video_range}, "
            f"it has {picture.coding.video_range}."
        )
