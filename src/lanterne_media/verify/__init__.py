"""Whether a package is sound: read from its own bytes, believing neither the encoder nor the packager."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from lanterne_media.model import Keys, Rate
from lanterne_media.tools import Runner
from lanterne_media.verify import (
    chapters,
    checks,
    cues,
    decoding,
    looks,
    m3u8,
    mpd,
    playlists,
    promises,
    purposes,
    shapes,
    sheets,
    sidecars,
    tracks,
)
from lanterne_media.verify.descriptions import Description, Unreadable


def verify(  # noqa: PLR0913 - a film is its duration, frames and rate
    folder: Path,
    *,
    duration: float,
    frames: int,
    rate: Rate,
    keys: Keys | None,
    run: Runner,
    workers: int = 1,
) -> tuple[str, ...]:
    """Say in sentences what is wrong with a package; none means that it can be published.

    So many ``workers`` decode its tracks at a time.

    A first fault hides those that it would cause: a missing segment is told, the wrong length it makes is not.
    """
    film = checks.Film(duration, frames, rate)
    with ThreadPoolExecutor(workers, thread_name_prefix="verify") as hands:
        stages = _stages(folder.absolute(), film, keys, run, hands)
        return next((wrong for wrong in map(tuple, stages) if wrong), ())


def _stages(
    folder: Path, film: checks.Film, keys: Keys | None, run: Runner, hands: Executor
) -> Iterator[Iterable[str]]:
    """What is wrong, in the order in which it can be known: no stage is begun unless those before found nothing."""
    try:
        dash, hls = mpd.read(folder), m3u8.read(folder)
    except Unreadable as error:
        yield [str(error)]
        return
    yield sidecars.files(folder, dash, hls)
    yield checks.descriptions_agree(dash.tracks, hls.tracks)
    yield purposes.agree(dash.said, hls.said)
    yield chapters.faults(folder, dash, hls, film.duration)
    read = [tracks.read(folder, told) for told in dash.tracks]
    yield [sentence for _, sentences in read for sentence in sentences]
    found = [track for track, _ in read if track]
    yield [sentence for track in found for sentence in tracks.faults(track)]
    sizes = {
        track.folder: shapes.coded((folder / track.init_name).read_bytes())
        for track in found
        if track.is_picture
    }
    yield shapes.faults([*dash.shapes, *hls.shapes], sizes, film.rate)
    yield _measured(found, dash, hls, film, keys)
    yield _beside(folder, film, dash, hls)
    every = looks.step(film.rate)
    decoded = hands.map(lambda track: decoding.decode(folder, track, keys, every, run=run), found)
    yield from _watched(folder, zip(found, decoded, strict=True), film.rate)


def _beside(folder: Path, film: checks.Film, dash: Description, hls: Description) -> Iterator[str]:
    """What can be told without reading a segment."""
    yield from [*dash.doubts, *hls.doubts]
    yield from sidecars.in_both(dash, hls)
    yield from sidecars.places(folder, hls)
    yield from playlists.faults(folder, hls.files)
    names = sorted({*dash.sidecars, *hls.sidecars})
    yield from cues.faults(folder, [name for name in names if name.endswith(".vtt")], film.duration)
    pictures = [name for name in names if name.endswith(".jpg")]
    yield from sheets.faults(folder, pictures, [*dash.grids, *hls.grids])


def _watched(
    folder: Path, decoded: Iterable[tuple[tracks.Track, decoding.Decoded]], rate: Rate
) -> Iterator[Iterable[str]]:
    """What decoding each track told, and then what they show compared."""
    seen = []
    for track, one in decoded:
        yield one.faults
        if one.looks and looks.is_telling(shapes.coded((folder / track.init_name).read_bytes())):
            seen.append(one.looks)
    yield looks.faults(seen, rate.seconds(looks.step(rate)))


def _measured(
    found: list[tracks.Track],
    dash: Description,
    hls: Description,
    film: checks.Film,
    keys: Keys | None,
) -> Iterator[str]:
    by_init = {track.init_name: track for track in found}
    codecs = {told.init: told.codecs for told in dash.tracks}
    for track in found:
        yield from purposes.against_track(track, dash.said, codecs[track.init_name])
    for track in found:
        yield from checks.against_film(track, film)
        yield from checks.against_keys(track, keys)
    yield from checks.against_one_another(found)
    yield from checks.length_agrees(dash, film)
    for told in {(told.where, told.init): told for told in [*dash.tracks, *hls.tracks]}.values():
        yield from checks.against_description(by_init[told.init], told)
        yield from promises.of_description(by_init[told.init], told)
    for variant in hls.variants:
        yield from checks.against_variant(variant, by_init)
        yield from promises.of_variant(variant, by_init, codecs)


__all__ = ["verify"]
