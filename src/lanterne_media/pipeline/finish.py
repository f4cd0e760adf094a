"""What goes with the picture, and the end: sound, captions, stills, package, verification, report."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lanterne_media import captions, package, stills, verify
from lanterne_media.model import (
    CaptionFacts,
    CaptionRendition,
    Chapter,
    Event,
    FilmJudged,
    Keys,
    Ladder,
    Mezzanine,
    Package,
    Poster,
    Rendition,
    Report,
    Shot,
    Sidecar,
    SoundRendition,
    Stage,
    StillsReady,
    StreamReady,
    TrackKind,
    TrickPlay,
)
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.units import Site, Unit, carry_out, made_by, tool_versions
from lanterne_media.store import Kept, key_of


class NotSound(Exception):
    """A package failed verification; the message lists what is wrong. It is not published."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What every package of this film shares."""

    film: Mezzanine
    desk: Desk
    keys: Keys | None
    sounds: tuple[SoundRendition, ...]
    captions: tuple[CaptionRendition, ...]


@dataclass(frozen=True, slots=True)
class Stills:
    """Scrub-bar sheets and poster candidates, with the folder each lies in."""

    sheets: TrickPlay
    posters: tuple[Poster, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a whole publish ends with."""

    shots: tuple[Shot, ...]
    renditions: Sequence[Rendition]
    stills: Stills
    package: Package


def caption_units(film: Mezzanine, sidecars: Sequence[Sidecar], site: Site) -> list[Unit]:
    """One unit a subtitle track inside the film that is text, and one a file beside it."""

    def inside(track: CaptionFacts, folder: Path) -> CaptionRendition:
        made = captions.from_mezzanine(film, track, folder / "captions.vtt", run=site.run)
        return replace(made, path="captions.vtt")

    def beside(sidecar: Sidecar, folder: Path) -> CaptionRendition:
        made = captions.from_sidecar(
            Path(sidecar.path),
            sidecar.language,
            folder / "captions.vtt",
            is_forced=sidecar.is_forced,
            is_for_the_deaf=sidecar.is_for_the_deaf,
        )
        return replace(made, path="captions.vtt", title=sidecar.title)

    text = [track for track in film.captions if track.is_text]
    return [
        *(
            _caption_unit(
                f"subtitles {t.language}",
                key_of(film.identity, t, film.video.start),
                partial(inside, t),
            )
            for t in text
        ),
        *(
            _caption_unit(
                f"subtitles {s.language}",
                key_of(Path(s.path).read_bytes().hex(), replace(s, path="")),
                partial(beside, s),
            )
            for s in sidecars
        ),
    ]


def _caption_unit(label: str, key: str, make: Any) -> Unit:
    return Unit(Stage.CAPTIONS, label, key, CaptionRendition, make)


def written(made: Sequence[Kept[Any]]) -> tuple[CaptionRendition, ...]:
    """The captions among finished pieces that have a word to show."""
    return tuple(text for text in placed(made) if text.cues)


def of_this_film(
    texts: Sequence[CaptionRendition], film: Mezzanine
) -> tuple[CaptionRendition, ...]:
    """Those that can be published; quality control tells of the others."""
    return tuple(text for text in texts if captions.is_of(Path(text.path), film.video.duration))


def placed(made: Sequence[Kept[Any]]) -> list[Any]:
    """The renditions among finished pieces, with the paths where they lie."""
    return [
        replace(kept.value, path=str(kept.folder / kept.value.path)) for kept in made if kept.value
    ]


def stills_of(
    film: Mezzanine, shots: tuple[Shot, ...], site: Site
) -> Generator[Event, None, Stills]:
    """Pictures for the scrub bar and for posters."""

    def sheets(folder: Path) -> TrickPlay:
        return _relative(stills.trick_play(film, folder, run=site.run), folder)

    def posters(folder: Path) -> tuple[Poster, ...]:
        found = stills.posters(film, shots, folder, run=site.run)
        return tuple(replace(poster, path=Path(poster.path).name) for poster in found)

    key = key_of(film.identity, film.video.duration, film.video.bars, shots, tool_versions())
    units = [
        Unit(Stage.STILLS, "scrub bar", key_of(key, "sheets"), TrickPlay, sheets),
        Unit(
            Stage.STILLS,
            "posters",
            key_of(key, "posters", stills.seeing()),
            tuple[Poster, ...],
            posters,
        ),
    ]
    bar, candidates = yield from carry_out(site, units)
    placed = replace(bar.value, paths=tuple(str(bar.folder / path) for path in bar.value.paths))
    yield StillsReady(str(candidates.folder), candidates.value)
    return Stills(placed, candidates.value)


def _relative(sheets: TrickPlay, folder: Path) -> TrickPlay:
    return replace(
        sheets, paths=tuple(str(Path(path).relative_to(folder)) for path in sheets.paths)
    )


def publish(
    goods: Goods, renditions: Sequence[Rendition], pictures: Stills | None
) -> Generator[Event, None, Package]:
    """Package, verify, and tell of the stream; raise ``NotSound`` when verification finds anything.

    Without pictures for the scrub bar it is the first stream, soon to be replaced.
    """
    policy, site, sheets = goods.desk.policy, goods.desk.site, pictures.sheets if pictures else None
    parts = [rendition.path for rendition in renditions], [sound.path for sound in goods.sounds]
    texts = [text.path for text in goods.captions]
    chapters = _on_the_pictures_clock(goods.film)
    told = policy.segment_seconds, sheets and sheets.paths, chapters
    key = key_of(parts, texts, goods.keys, *told)

    def make(folder: Path) -> Package:
        tracks = renditions, goods.sounds, goods.captions, sheets
        made = package.package(*tracks, goods.keys, policy, folder, chapters=chapters, run=site.run)
        _refuse_unsound(goods, folder)
        return replace(made, folder="")

    name = "package" if pictures else "first stream"
    [kept] = yield from carry_out(site, [Unit(Stage.PACKAGE, name, key, Package, make)])
    packed: Package = replace(kept.value, folder=str(kept.folder))
    yield StreamReady(key, packed, is_final=pictures is not None)
    return packed


def _on_the_pictures_clock(film: Mezzanine) -> tuple[Chapter, ...]:
    return tuple(replace(one, start=one.start - film.video.start) for one in film.chapters)


def _refuse_unsound(goods: Goods, folder: Path) -> None:
    reference = goods.desk.reference
    wrong = verify.verify(
        folder,
        duration=reference.duration,
        frames=reference.frames,
        rate=reference.video.rate,
        keys=goods.keys,
        run=goods.desk.site.run,
        workers=goods.desk.site.farm.slots,
    )
    if wrong:
        raise NotSound("The package is not sound and was not published: " + " ".join(wrong))


def report(goods: Goods, judged: FilmJudged, ladder: Ladder, made: Made) -> Report:
    """Everything in figures, with paths as they are inside the package."""
    renditions = tuple(_as_packed(made.renditions, made.package))
    # As it was read: whoever looks for a frame in the film needs its bars, fields and sizes.
    read = replace(goods.desk.reference.film, duration=goods.film.video.duration)
    return Report(
        mezzanine=replace(goods.film, video=read),
        findings=judged.findings,
        shots=made.shots,
        ladder=ladder,
        renditions=renditions,
        sounds=tuple(replace(sound, path=Path(sound.path).name) for sound in goods.sounds),
        captions=tuple(replace(text, path=Path(text.path).name) for text in goods.captions),
        trick_play=_names(made.stills.sheets),
        posters=made.stills.posters,
        package=replace(made.package, folder="."),
        policy=goods.desk.policy,
        costs={stage: round(spent, 2) for stage, spent in goods.desk.site.costs.items() if spent},
        tools=made_by(),
        totals={
            "bytes": made.package.size_bytes,
            "video_bits": sum(rendition.bits for rendition in renditions),
            "cpu_seconds": round(
                sum(r.cpu_seconds for r in renditions) + sum(s.cpu_seconds for s in goods.sounds), 2
            ),
            "shots": len(made.shots),
            "renditions": len(renditions),
        },
        verdicts=judged.verdicts,
        grain=goods.desk.grain,
    )


def _as_packed(renditions: Sequence[Rendition], packed: Package) -> Iterator[Rendition]:
    tracks = [track for track in packed.tracks if track.kind is TrackKind.VIDEO]
    for rendition, track in zip(renditions, tracks, strict=True):
        yield replace(
            rendition,
            path=track.folder,
            average_bandwidth=track.average_bandwidth,
            peak_bandwidth=track.peak_bandwidth,
        )


def _names(sheets: TrickPlay) -> TrickPlay:
    return replace(sheets, paths=tuple(Path(path).name for path in sheets.paths))
