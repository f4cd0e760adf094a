"""A composition playlist: which pieces of which files follow one another, on how many tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element

from lanterne_media.imf import papers
from lanterne_media.model import MediaRefused

# A film in reels has some ten; each is a file to open for every track.
MOST_PIECES = 1000


class Kind(StrEnum):
    """What a track of a composition carries, by the name of its sequences."""

    PICTURE = "MainImageSequence"
    SOUND = "MainAudioSequence"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of edit units of one asset: ``first`` is in it, ``first + units`` is not."""

    asset: str
    rate: Fraction
    first: int
    units: int
    whole: int
    repeats: int = 1

    @property
    def seconds(self) -> Fraction:
        return self.units * self.repeats / self.rate


@dataclass(frozen=True, slots=True)
class Track:
    """A virtual track: its pieces from all segments, one after the other."""

    identity: str
    kind: Kind
    name: str
    pieces: tuple[Piece, ...]
    # BCP 47, empty when nobody says.
    language: str = ""

    @property
    def seconds(self) -> Fraction:
        return sum((piece.seconds for piece in self.pieces), Fraction(0))


@dataclass(frozen=True, slots=True)
class Playlist:
    """One version of a film."""

    identity: str
    title: str
    rate: Fraction
    tracks: tuple[Track, ...]

    @property
    def picture(self) -> Track:
        return next(track for track in self.tracks if track.kind is Kind.PICTURE)

    @property
    def sounds(self) -> tuple[Track, ...]:
        return tuple(track for track in self.tracks if track.kind is Kind.SOUND)

    @property
    def others(self) -> tuple[Track, ...]:
        """What we do not take: subtitles, immersive sound, and whatever else may come."""
        return tuple(track for track in self.tracks if track.kind is Kind.OTHER)

    @property
    def assets(self) -> tuple[str, ...]:
        """The files it needs of those that we take, each once."""
        taken = (self.picture, *self.sounds)
        return tuple(dict.fromkeys(piece.asset for track in taken for piece in track.pieces))


def read(paper: Path) -> Playlist:
    """The playlist in a file; refuse what is none, what is locked, and what shows two pictures."""
    root = papers.read(paper)
    if papers.kind(root) != "CompositionPlaylist":
        raise MediaRefused(f"{paper.name} is XML, but not a composition playlist.")
    if papers.child(root, "ReelList") is not None:
        raise MediaRefused(
            "This is a package for cinemas (DCP), which we do not read: send the IMF package or the film."
        )
    rate = papers.rate(root)
    tracks = _tracks(root, rate)
    pictures = [track for track in tracks if track.kind is Kind.PICTURE]
    if len(pictures) != 1:
        raise MediaRefused(
            "This composition shows several pictures."
            if pictures
            else "This composition has no picture."
        )
    if sum(piece.repeats for track in tracks for piece in track.pieces) > MOST_PIECES:
        raise MediaRefused(
            f"This composition is put together of more than the {MOST_PIECES:,} pieces that we take."
        )
    return Playlist(papers.identity(root, "Id"), title(root), rate, tracks)


def title(root: Element) -> str:
    return papers.text(root, "ContentTitle")


def _tracks(root: Element, rate: Fraction) -> tuple[Track, ...]:
    segments = papers.children(papers.child(root, "SegmentList"), "Segment")
    languages = dict(_languages(root))
    found: dict[str, Track] = {}
    for number, segment in enumerate(segments):
        here = {track.identity: track for track in _sequences(segment, rate, languages)}
        if number and here.keys() != found.keys():
            raise MediaRefused("The segments of this composition do not hold the same tracks.")
        for key, track in here.items():
            before = found[key].pieces if number else ()
            found[key] = replace(track, pieces=(*before, *track.pieces))
    return tuple(found.values())


def _sequences(segment: Element, rate: Fraction, languages: Mapping[str, str]) -> Iterator[Track]:
    for sequence in papers.child(segment, "SequenceList") or ():
        name = papers.kind(sequence)
        # Markers name places; they carry nothing.
        if not name or name == "MarkerSequence":
            continue
        resources = papers.children(papers.child(sequence, "ResourceList"), "Resource")
        kind = Kind(name) if name in set(Kind) else Kind.OTHER
        spoken = (languages.get(papers.text(one, "SourceEncoding"), "") for one in resources)
        yield Track(
            papers.identity(sequence, "TrackId"),
            kind,
            name,
            tuple(_piece(one, rate) for one in resources) if kind else (),
            next(filter(None, spoken), ""),
        )


def _piece(resource: Element, rate: Fraction) -> Piece:
    if papers.child(resource, "KeyId") is not None:
        raise MediaRefused("This package is encrypted: send it without encryption.")
    whole = papers.number(resource, "IntrinsicDuration", 0)
    first = papers.number(resource, "EntryPoint", 0)
    units = papers.number(resource, "SourceDuration", whole - first)
    repeats = papers.number(resource, "RepeatCount", 1)
    asset = papers.identity(resource, "TrackFileId")
    if units < 1 or repeats < 1 or first + units > whole:
        raise MediaRefused(f"This composition shows more of the asset {asset} than there is.")
    return Piece(asset, papers.rate(resource, rate), first, units, whole, repeats)


def _languages(root: Element) -> Iterator[tuple[str, str]]:
    """What is spoken, as the descriptors of sound say it."""
    for descriptor in papers.children(
        papers.child(root, "EssenceDescriptorList"), "EssenceDescriptor"
    ):
        spoken = (
            (one.text or "").strip()
            for one in descriptor.iter()
            if papers.kind(one) == "RFC5646SpokenLanguage"
        )
        yield papers.text(descriptor, "Id"), next(filter(None, spoken), "")
