"""Tracks against the film, against one another, against their keys and against the descriptions: pure sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lanterne_media.model import Keys, Rate
from lanterne_media.verify.descriptions import MULTIVARIANT, Description, Told, Variant
from lanterne_media.verify.tracks import Track

# Beyond this a viewer may see that lips and voice part.
LIP_SYNC = Fraction(40, 1000)
# Playlists write durations in decimals.
ROUNDING = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Film:
    """What the package must contain."""

    duration: float
    frames: int
    rate: Rate


def against_film(track: Track, film: Film) -> Iterator[str]:
    """The right number of frames, and the right length to within one of them."""
    if track.is_picture and track.frames != film.frames:
        yield f"{track.folder} holds {track.frames} frames, the film {film.frames}."
    if track.is_picture:
        yield from _uneven(track, film.rate)
    # The caller's duration comes in decimals, so a whole frame may look a microsecond longer.
    allowed = track.frame + Fraction(1, 100_000)
    if abs(track.length - Fraction(film.duration)) > allowed:
        yield f"{track.folder} lasts {float(track.length):.3f} s, the film {film.duration:.3f} s."


def _uneven(track: Track, rate: Rate) -> Iterator[str]:
    """Every frame shown as long as a frame of the film, to the tick that a time scale may round to."""
    frame = Fraction(track.init.timescale * rate.den, rate.num)
    for segment in track.segments:
        worst = max(segment.piece.steps, key=lambda step: abs(step - frame))
        if abs(worst - frame) >= 1:
            shown, wanted = float(track.seconds(worst)), rate.seconds(1)
            yield f"{segment.name} shows a frame for {shown:.3f} s, one of the film lasts {wanted:.3f} s."


def against_one_another(tracks: Sequence[Track]) -> Iterator[str]:
    """Rungs cut at the same instants, and everything starting together."""
    pictures = [track for track in tracks if track.is_picture]
    if not pictures:
        yield "The package has no picture."
        return
    first = pictures[0]
    for other in pictures[1:]:
        if other.boundaries != first.boundaries:
            yield f"{other.folder} is not cut at the same instants as {first.folder}{_where(first, other)}."
    for track in tracks:
        if abs(track.start - first.start) > LIP_SYNC:
            apart = 1000 * float(track.start - first.start)
            yield f"{track.folder} starts {apart:+.0f} ms away from {first.folder}."


def _where(first: Track, other: Track) -> str:
    pairs = zip(first.boundaries, other.boundaries, strict=False)
    at = next(
        (
            f" (segment {number}: {float(theirs):.3f} s, not {float(ours):.3f} s)"
            for number, (ours, theirs) in enumerate(pairs, 1)
            if ours != theirs
        ),
        None,
    )
    return at or f" ({len(other.boundaries)} segments, not {len(first.boundaries)})"


def against_keys(track: Track, keys: Keys | None) -> Iterator[str]:
    """Encrypted with the right key, or in the clear, as asked."""
    if keys is None:
        if track.init.scheme:
            yield f"{track.folder} is encrypted, but no key was asked for."
        return
    wanted = (keys.video if track.is_picture else keys.sound).kid
    if track.init.scheme != "cbcs":
        yield f"{track.folder} is not encrypted with cbcs."
    elif track.init.kid != wanted:
        yield f"{track.folder} is encrypted for key id {track.init.kid}, not {wanted}."
    for segment in track.segments:
        if track.init.scheme and not segment.piece.is_encrypted and track.is_picture:
            yield f"{segment.name} is not encrypted."


def against_description(track: Track, told: Told) -> Iterator[str]:
    """Durations, key id and bandwidth as a description tells them."""
    for name, seconds, actual in zip(told.names, told.seconds, track.lengths, strict=True):
        if abs(actual - seconds) > ROUNDING:
            yield f"{told.where} gives {name} {float(seconds):.3f} s, it lasts {float(actual):.3f} s."
    if told.kid != track.init.kid:
        yield f"{told.where} names key id {told.kid or 'none'}, {track.init_name} {track.init.kid or 'none'}."
    if told.bandwidth is not None and told.bandwidth < track.peak:
        yield f"{told.where} promises {track.folder} in {told.bandwidth} bits per second, it takes {float(track.peak):.0f}."


def against_variant(variant: Variant, tracks: Mapping[str, Track]) -> Iterator[str]:
    """The bandwidths that HLS promises for a picture with any of its sounds."""
    picture = tracks[variant.picture]
    sounds = [tracks[name] for name in variant.sounds]
    peak = picture.peak + max((sound.peak for sound in sounds), default=0)
    average = picture.average + max((sound.average for sound in sounds), default=0)
    for word, promised, taken in (
        ("at most", variant.bandwidth, peak),
        ("on average", variant.average, average),
    ):
        if promised < taken:
            yield f"{MULTIVARIANT} promises {picture.folder} in {promised} bits per second {word}, it takes {float(taken):.0f}."


def length_agrees(dash: Description, film: Film) -> Iterator[str]:
    """The length that a player shows before it has read any segment."""
    if (
        abs(dash.length - Fraction(film.duration))
        > Fraction(film.rate.den, film.rate.num) + ROUNDING
    ):
        yield f"{dash.where} says that the film lasts {float(dash.length):.3f} s, not {film.duration:.3f} s."


def descriptions_agree(dash: Sequence[Told], hls: Sequence[Told]) -> Iterator[str]:
    """The same tracks, made of the same segments."""
    one, two = {told.init: told for told in dash}, {told.init: told for told in hls}
    for missing in sorted(set(one) - set(two)):
        yield f"{one[missing].folder} is in the MPD and in no playlist."
    for missing in sorted(set(two) - set(one)):
        yield f"{two[missing].folder} is in a playlist and not in the MPD."
    for init in sorted(set(one) & set(two)):
        if one[init].names != two[init].names:
            yield f"The MPD and {two[init].where} do not list the same segments."
