"""The works of one folder made into titles, each with an address by which it is known again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries.records import held_records, identified
from lanterne.catalogue.records import TitleRecord
from lanterne.catalogue.rules import ArtKind, IdentifierLine, Kind
from lanterne.core.errors import Refused
from lanterne.exchange.fields import SLUG, Unreadable, address, number
from lanterne.exchange.nfo import art, meaning
from lanterne.exchange.nfo.beside import beside
from lanterne.exchange.nfo.meaning import Notes
from lanterne.exchange.nfo.parsing import Told
from lanterne.exchange.others import contradicted
from lanterne.exchange.values import Item

KINDS = {
    "movie": Kind.FILM,
    "tvshow": Kind.SERIES,
    "season": Kind.SEASON,
    "episodedetails": Kind.EPISODE,
}


@dataclass(slots=True)
class Above:
    """Where a file is found: below which series, and in which of its seasons where the folder says one."""

    folder: Path | None = None
    series: str = ""
    name: str = ""
    language: str = ""
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One work as its file tells it, and what is noted of it on the way."""

    path: Path
    told: Told
    kind: Kind
    notes: Notes


@dataclass(slots=True)
class Maker:
    """One pass over a folder; it knows the addresses that it has given, by year and folder."""

    root: Path
    given: dict[str, tuple[int | None, Path]] = field(default_factory=dict)
    last: tuple[str, TitleRecord | None] = ("", None)

    def made(self, path: Path, told: Told, above: Above, *, is_alone: bool) -> Iterator[Item]:
        kind, where = KINDS.get(told.root), self.place(path, told.line)
        if kind is None:
            yield self.note(path, _("<%(root)s> is no film, series or episode.") % {"root": told.root[:40]})  # fmt: skip
            return
        work = Work(path, told, kind, Notes())
        try:
            if kind in {Kind.SEASON, Kind.EPISODE}:
                yield from self._part(work, above)
            else:
                yield from self._whole(work, above, is_alone=is_alone)
        except Refused as refusal:
            yield Item(where, refusal=str(refusal))

    def _whole(self, work: Work, above: Above, *, is_alone: bool) -> Iterator[Item]:
        path, told = work.path, work.told
        slug, year = self._address(told, work.kind), meaning.year(told)
        if self.given.get(slug) == (year, path.parent):
            yield self.note(path, _("This says the same film again, and is left out."))
            return
        self.given.setdefault(slug, (year, path.parent))
        record = meaning.title(told, work.kind, slug=slug, notes=work.notes)
        pictures = art.of_file(path.parent, path.stem)
        if is_alone or work.kind is Kind.SERIES or path.stem.lower() == "movie":
            pictures = art.of_folder(path.parent) | pictures
        if work.kind is Kind.SERIES:
            above.folder, above.series, above.season = path.parent, slug, None
            above.name = str(record.facts["original_name"])
            above.language = str(record.facts["original_language"])
        yield self._item(work, record, pictures)

    def _part(self, work: Work, above: Above) -> Iterator[Item]:
        path, told = work.path, work.told
        if not above.series or above.folder is None:
            raise Unreadable(_("A season or an episode lies below a folder with tvshow.nfo."))
        said = told.text("seasonnumber", "season")
        season = number("season", said) if said else above.season
        episode = number("episode", told.text("episode"))
        if season is None or (episode is None and work.kind is Kind.EPISODE):
            raise Unreadable(_("An episode says its season and its number, and a season its own."))
        slug = f"{above.series}-s{season}"
        if work.kind is Kind.SEASON:
            above.season = season
            pictures = art.of_season(above.folder, season) | art.of_folder(path.parent)
            self.given[slug] = (None, path.parent)
            yield self._item(work, _below(work, slug, above.series, season), pictures)
            return
        if slug not in self.given:
            self.given[slug] = (None, path.parent)
            yield self._season(path, slug, season, above)
        record = _below(work, f"{slug}-e{episode}", slug, episode or 0)
        yield self._item(work, record, art.of_file(path.parent, path.stem))

    def _season(self, path: Path, slug: str, season: int, above: Above) -> Item:
        """A season that only its episodes tell of; one that is held is only named."""
        facts: dict[str, object] = {}
        if self.held(slug) is None and above.folder:
            facts = {"original_name": f"{above.name} {season}", "original_language": above.language}
        record = TitleRecord(slug, Kind.SEASON, above.series, season, facts=facts)
        return Item(self.place(path), record)

    def _address(self, told: Told, kind: Kind) -> str:
        """That of our own export, else that of a title with one of its identifiers, else one made of its name."""
        ours = meaning.own_slug(told)
        if SLUG.fullmatch(ours):
            return ours
        lines = list(meaning.identified(told, kind, Notes()))
        known = identified(lines) if lines else {}
        if found := next((known[one] for one in lines if one in known), ""):
            return found
        if not meaning.name(told):
            raise Unreadable(_("A work needs a title."))
        slug, year = address(meaning.name(told)), meaning.year(told)
        held = self.held(slug)
        taken = held.facts["year"] if held else self.given.get(slug, (year, self.root))[0]
        if taken != year and year is not None and taken is not None:
            return f"{slug}-{year}"
        return _beside(slug, lines) if held and contradicted(lines, held) else slug

    def _item(self, work: Work, record: TitleRecord, pictures: dict[ArtKind, Path]) -> Item:
        path, told = work.path, work.told
        if held := self.held(record.slug):
            record = beside(record, held, is_original_said=bool(told.text("originaltitle")))
            kept = {one.kind for one in held.pictures}
            pictures = {kind: one for kind, one in pictures.items() if kind not in kept}
        said = [(self.place(path, line), sentence) for line, sentence in sorted(work.notes.said)]
        taken = {}
        for kind, one in pictures.items():
            try:
                catalogue.check_artwork(kind=kind, content=one.read_bytes())
                taken[kind] = one
            except Refused as refusal:
                said.append((self.place(one), str(refusal)))
        return Item(self.place(path, told.line), record, notes=tuple(said), artwork=taken)

    def held(self, slug: str) -> TitleRecord | None:
        """What is held at an address, asked once for each work: it is needed for the address and for what to add."""
        if slug != self.last[0]:
            _id, found = held_records([slug]).get(slug, (0, None))
            self.last = slug, found
        return self.last[1]

    def note(self, path: Path, sentence: str) -> Item:
        return Item(self.place(path), notes=((self.place(path), sentence),))

    def place(self, path: Path, line: int = 0) -> str:
        where = path.relative_to(self.root).as_posix()
        return f"{where}:{line}" if line else where


def _below(work: Work, slug: str, parent: str, place: int) -> TitleRecord:
    """A part with its place below its whole."""
    record = meaning.title(work.told, work.kind, slug=slug, notes=work.notes)
    return replace(record, parent=parent, number=place)


def _beside(slug: str, lines: Sequence[IdentifierLine]) -> str:
    """Beside another film of the same name and year, by the identifier that tells them apart."""
    first = lines[0]
    return f"{slug}-{slugify(f'{first.scheme} {first.value}')}"[:120]
