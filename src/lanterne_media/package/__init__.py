"""CMAF once, described twice: the tracks that HLS and DASH share, with their playlists and their MPD."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from lanterne_media.model import (
    CaptionRendition,
    Chapter,
    ContentKey,
    Keys,
    MediaRefused,
    Package,
    Policy,
    Rendition,
    SoundRendition,
    Track,
    TrackKind,
    TrickPlay,
)
from lanterne_media.package import chapters as marking
from lanterne_media.package import dash, hls, packager, timeline
from lanterne_media.package.layout import (
    I_FRAMES,
    MPD,
    MULTIVARIANT,
    PLAYLIST,
    SHEETS,
    Layout,
    lay_out,
    with_chapters,
)
from lanterne_media.package.timeline import Cut
from lanterne_media.tools import Runner

_OURS = ("video", "audio", "text", "images", MPD, MULTIVARIANT, marking.VTT, marking.SESSION)


def package(  # noqa: PLR0913 - one argument for each thing that a package holds
    renditions: Sequence[Rendition],
    sounds: Sequence[SoundRendition],
    captions: Sequence[CaptionRendition],
    trick_play: TrickPlay | None,
    keys: Keys | None,
    policy: Policy,
    output: Path,
    *,
    chapters: Sequence[Chapter] = (),
    run: Runner,
) -> Package:
    """Cut the finished encodes into CMAF tracks in ``output`` and describe them, replacing a package found there.

    The rungs must have their key frames at the same instants. Captions and sheets are copied and never encrypted.
    """
    if not renditions:
        raise MediaRefused("A package needs at least one picture track.")
    output = output.absolute()
    _clear(output)
    layout = with_chapters(lay_out(renditions, sounds, captions, trick_play), chapters)
    packager.cut(layout, policy.segment_seconds, keys, output, run=run)
    cuts = timeline.read(output, (output / MPD).read_bytes())
    _describe(layout, cuts, keys, output)
    _copy_sidecars(layout, output)
    return Package(
        folder=str(output),
        mpd=MPD,
        hls=MULTIVARIANT,
        tracks=(*_cut_tracks(layout, cuts), *_caption_tracks(layout)),
        duration=layout.seconds,
        is_encrypted=keys is not None,
        size_bytes=_size(output),
    )


def _clear(output: Path) -> None:
    # A run that was killed leaves segments behind, and none of them may be taken for ours.
    output.mkdir(parents=True, exist_ok=True)
    for name in _OURS:
        path = output / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _describe(layout: Layout, cuts: dict[str, Cut], keys: Keys | None, output: Path) -> None:
    """Replace the packager's descriptions, which round durations and know neither sheets nor Clear Key."""
    video_key, sound_key = (keys.video, keys.sound) if keys else (None, None)
    facts = hls.Facts(
        cuts=cuts,
        i_frames={
            lane.folder: _write_i_frames(
                output / lane.folder / I_FRAMES, cuts[lane.folder], video_key
            )
            for lane in layout.videos
        },
        ranges=hls.read_ranges((output / MULTIVARIANT).read_text()),
        sheet_bandwidth=dash.sheet_bandwidth(layout, layout.trick_play) if layout.trick_play else 0,
    )
    for video in layout.videos:
        _write(output / video.folder / PLAYLIST, hls.media(cuts[video.folder], video_key))
    for sound in layout.sounds:
        _write(output / sound.folder / PLAYLIST, hls.media(cuts[sound.folder], sound_key))
    _write(output / MULTIVARIANT, hls.multivariant(layout, facts))
    (output / MPD).write_bytes(dash.describe(layout, cuts, keys))


def _write_i_frames(path: Path, cut: Cut, key: ContentKey | None) -> list[hls.IFrame]:
    frames = hls.read_i_frames(path.read_text(), cut)
    if frames:
        _write(path, hls.i_frames(frames, key))
    else:
        path.unlink()
    return frames


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy_sidecars(layout: Layout, output: Path) -> None:
    for lane in layout.captions:
        _write(output / f"{lane.stem}.m3u8", hls.captions(lane, layout.seconds))
        shutil.copyfile(lane.caption.path, output / f"{lane.stem}.vtt")
    if layout.chapters:
        _write(output / marking.VTT, marking.webvtt(layout.chapters))
        _write(output / marking.SESSION, marking.session(layout.chapters))
    if layout.trick_play:
        _write(output / SHEETS, hls.sheets(layout, layout.trick_play))
        for sheet in layout.sheets:
            shutil.copyfile(sheet.source, output / sheet.file)


def _cut_tracks(layout: Layout, cuts: dict[str, Cut]) -> list[Track]:
    pictures = [
        _track(TrackKind.VIDEO, lane.folder, cuts[lane.folder], "") for lane in layout.videos
    ]
    heard = [
        _track(TrackKind.SOUND, lane.folder, cuts[lane.folder], lane.sound.language)
        for lane in layout.sounds
    ]
    return [*pictures, *heard]


def _track(kind: TrackKind, folder: str, cut: Cut, language: str) -> Track:
    return Track(
        kind=kind,
        folder=folder,
        codec_string=cut.words["codecs"],
        language=language,
        width=int(cut.words.get("width", 0)),
        height=int(cut.words.get("height", 0)),
        average_bandwidth=cut.average_bandwidth,
        peak_bandwidth=cut.peak_bandwidth,
        segments=len(cut.segments),
    )


def _caption_tracks(layout: Layout) -> list[Track]:
    return [
        Track(kind=TrackKind.CAPTIONS, folder="text", language=lane.caption.language, segments=1)
        for lane in layout.captions
    ]


def _size(output: Path) -> int:
    """Bytes of what we wrote; the folder may hold a report as well."""
    roots = [output / name for name in _OURS]
    files = [file for root in roots for file in (root.rglob("*") if root.is_dir() else [root])]
    return sum(file.stat().st_size for file in files if file.is_file())


__all__ = ["package"]
