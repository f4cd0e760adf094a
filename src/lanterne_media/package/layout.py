"""Where everything lies inside a package. All addresses are relative, so that one signed prefix covers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from lanterne_media.model import CaptionRendition, Chapter, Rendition, SoundRendition, TrickPlay
from lanterne_media.package.chapters import Mark, marks
from lanterne_media.package.lanes import CaptionLane, SoundLane, caption_lanes, each, sound_lanes

MPD, MULTIVARIANT = "manifest.mpd", "master.m3u8"
INIT, PLAYLIST, I_FRAMES = "init.mp4", "media.m3u8", "iframes.m3u8"
SEGMENT = "$Number%05d$.m4s"
SHEETS = "images/sheets.m3u8"


@dataclass(frozen=True, slots=True)
class VideoLane:
    """A rung of the ladder and its folder."""

    rendition: Rendition
    folder: str


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
    chapters: tuple[Mark, ...] = ()

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
    """Give every track a folder and a name of its own."""
    return Layout(
        videos=tuple(
            VideoLane(item, f"video/{name}")
            for item, name in each(renditions, lambda item: item.rung.name)
        ),
        sounds=tuple(sound_lanes(sounds)),
        captions=tuple(caption_lanes(captions)),
        trick_play=trick_play,
        sheets=tuple(_sheets(trick_play)) if trick_play else (),
    )


def with_chapters(layout: Layout, chapters: Sequence[Chapter]) -> Layout:
    """The same with those chapters that begin while the film lasts."""
    return replace(layout, chapters=marks(chapters, layout.seconds))


def _sheets(trick_play: TrickPlay) -> Iterator[Sheet]:
    a_sheet = trick_play.columns * trick_play.rows
    for at, source in enumerate(trick_play.paths):
        held = min(a_sheet, trick_play.pictures - at * a_sheet)
        yield Sheet(source, f"images/{at + 1:05d}{PurePath(source).suffix}", held)
