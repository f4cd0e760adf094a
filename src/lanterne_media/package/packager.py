"""The packager's command line, and a room where every path can be said in its language."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lanterne_media import drm, store
from lanterne_media.model import Keys
from lanterne_media.package.layout import (
    I_FRAMES,
    INIT,
    MPD,
    MULTIVARIANT,
    PLAYLIST,
    SEGMENT,
    Layout,
)
from lanterne_media.tools import Runner, ToolFailed

# A stream descriptor is a list of name=value parted by commas, without any way to quote; $ opens a template's field.
UNSPEAKABLE = frozenset(",=$")


@dataclass(frozen=True, slots=True)
class Names:
    """How the packager is to call the inputs (by their real path), the output and the file of flags."""

    inputs: dict[str, str]
    output: str
    flags: str | None = None


def command(layout: Layout, segment_seconds: float, names: Names) -> list[str]:
    """Cut every track once, for both descriptions."""
    return [
        "packager",
        "--quiet",
        *(_descriptor(lane.rendition.path, "video", lane.folder, names) for lane in layout.videos),
        *(_descriptor(lane.sound.path, "audio", lane.folder, names) for lane in layout.sounds),
        f"--mpd_output={names.output}/{MPD}",
        f"--hls_master_playlist_output={names.output}/{MULTIVARIANT}",
        f"--segment_duration={segment_seconds:g}",
        "--generate_static_live_mpd",
        *([f"--flagfile={names.flags}"] if names.flags else []),
    ]


def _descriptor(source: str, stream: str, folder: str, names: Names) -> str:
    words = [
        f"in={names.inputs[source]}",
        f"stream={stream}",
        f"init_segment={names.output}/{folder}/{INIT}",
        f"segment_template={names.output}/{folder}/{SEGMENT}",
        f"playlist_name={folder}/{PLAYLIST}",
    ]
    if stream == "video":
        words.append(f"iframe_playlist_name={folder}/{I_FRAMES}")
    if names.flags:
        words.append(f"drm_label={drm.VIDEO_LABEL if stream == 'video' else drm.SOUND_LABEL}")
    return ",".join(words)


def cut(
    layout: Layout, segment_seconds: float, keys: Keys | None, output: Path, *, run: Runner
) -> None:
    """Run the packager; raise ``ToolFailed`` also when it says that all is well and left no description."""
    sources = [
        *(lane.rendition.path for lane in layout.videos),
        *(lane.sound.path for lane in layout.sounds),
    ]
    with _speakable(sources, output, keys) as (room, names):
        words = command(layout, segment_seconds, names)
        done = run.run(words, reads=[*map(Path, sources), room], writes=[output])
        if not (output / MPD).is_file():
            raise ToolFailed(words, 0, done.stderr or "it wrote no description")


@contextlib.contextmanager
def _speakable(
    sources: Sequence[str], output: Path, keys: Keys | None
) -> Iterator[tuple[Path, Names]]:
    with store.room() as room:
        flags = None
        if keys:
            # In a file that only we can read: a command line is seen by everybody on the machine, and in our errors.
            flags = str(room / "flags")
            Path(flags).write_text("\n".join(drm.packager_words(keys)) + "\n")
        inputs = {
            source: _said(Path(source), room / f"in{at}") for at, source in enumerate(sources)
        }
        yield room, Names(inputs, _said(output, room / "out"), flags)


def _said(path: Path, link: Path) -> str:
    """The path itself where the packager can read it, else a link to it."""
    if not UNSPEAKABLE & set(str(path)):
        return str(path)
    link.symlink_to(path)
    return str(link)
