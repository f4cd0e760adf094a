"""Where everything lies inside a package. All addresses are relative, so that one signed prefix covers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from lanterne_media.model import CaptionRendition, Rendition, SoundRendition, TrickPlay

MPD, MULTIVARIANT = "manifest.mpd", "master.m3u8"
INIT, PLAYLIST, I_FRAMES = "init.mp4", "media.m3u8", "iframes.m3u8"
SEGMENT = "$Number%05d$.m4s"
SHEETS = "images/sheets.m3u8"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VideoLane:
    """A rung of the ladder and its folder."""

    rendition: Rendition
    folder: str


@dataclass(frozen=True, slots=True)
class SoundLane:
    """A sound track, its folder and the name that nothing else in its group has."""

    sound: SoundRendition
    folder: str
    name: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class CaptionLane:
    """A caption track; ``stem`` is its address without the ending."""

    caption: CaptionRendition
    stem: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of small pictures: where it comes from, where it goes, and how many pictures it holds."""

    source: str
    file: str
    pictures: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that goes into a package, with its place."""

    videos: tuple[VideoLane, ...]
    sounds: tuple[SoundLane, ...]
    captions: tuple[CaptionLane, ...]
    trick_play: TrickPlay | None
    sheets: tuple[Sheet, ...]

    @property
    def seconds(self) -> float:
        """How long the film lasts: its longest picture."""
        return max(lane.rendition.rate.seconds(lane.rendition.frames) for lane in self.videos)


def lay_out(
    renditions: Sequence[Rendition],
    sounds: Sequence[SoundRendition],
    captions: Sequence[CaptionRendition],
    trick_play: TrickPlay | None,
) -> Layout:
    """Give every track a folder and a name of its own, in the order given."""
    return Layout(
        videos=tuple(
            VideoLane(item, f"video/{name}")
            for item, name in _each(renditions, lambda item: item.rung.name)
        ),
        sounds=tuple(_sound_lanes(sounds)),
        captions=tuple(_caption_lanes(captions)),
        trick_play=trick_play,
        sheets=tuple(_sheets(trick_play)) if trick_play else (),
    )


def _sound_lanes(sounds: Sequence[SoundRendition]) -> Iterator[SoundLane]:
    places = _each(sounds, lambda item: _tag(item.language))
    names = [name for _, name in _each(sounds, lambda item: item.title or item.language, " {}")]
    # A group needs exactly one default: the first that was marked, else the first.
    default = next((at for at, item in enumerate(sounds) if item.is_default), 0)
    for at, (item, place) in enumerate(places):
        yield SoundLane(item, f"audio/{place}", names[at], is_default=at == default)


def _caption_lanes(captions: Sequence[CaptionRendition]) -> Iterator[CaptionLane]:
    places = _each(captions, lambda item: _tag(item.language))
    names = [name for _, name in _each(captions, lambda item: item.title or item.language, " {}")]
    for (item, place), name in zip(places, names, strict=True):
        yield CaptionLane(item, f"text/{place}", name)


def _sheets(trick_play: TrickPlay) -> Iterator[Sheet]:
    a_sheet = trick_play.columns * trick_play.rows
    for at, source in enumerate(trick_play.paths):
        held = min(a_sheet, trick_play.pictures - at * a_sheet)
        yield Sheet(source, f"images/{at + 1:05d}{PurePath(source).suffix}", held)


def _each(
    items: Iterable[T], name_of: Callable[[T], str], again: str = "-{}"
) -> list[tuple[T, str]]:
    """Every item with a name; a name met again gets its number."""
    taken: set[str] = set()
    named = []
    for item in items:
        first = name_of(item)
        name, number = first, 1
        while name in taken:
            number += 1
            name = first + again.format(number)
        taken.add(name)
        named.append((item, name))
    return named


def _tag(language: str) -> str:
    """A language tag as a folder; whatever a delivery wrote instead of one becomes ``und``."""
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "und"
