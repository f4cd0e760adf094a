"""The works of a file as titles: known again by address, by identifier or by name, what is above others first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.catalogue.queries.records import held_records, identified
from lanterne.catalogue.records import TitleRecord
from lanterne.catalogue.rules import DEPTHS, IdentifierLine, Kind
from lanterne.catalogue.services.identifiers import checked_identifier
from lanterne.core.errors import Refused
from lanterne.exchange.fields import SLUG, Broken, Unreadable, address
from lanterne.exchange.mec.nodes import works
from lanterne.exchange.mec.works import Work, eidr, nested, telling, work
from lanterne.exchange.others import contradicted
from lanterne.exchange.values import Item

# How an export of ours names a title: this, then its slug.
OURS = "md:cid:org:lanterne:"
MOST_WORKS = 100_000
AT_A_TIME = 500
SUFFIXES = {Kind.SEASON: "s", Kind.EPISODE: "e", Kind.TRAILER: "trailer-", Kind.EXTRA: "extra-"}


def read(path: Path) -> Iterator[Item]:
    """Refusals as they come, then titles."""
    found: list[Work] = []
    try:
        yield from _told(path, found)
    except Broken as broken:
        yield Item(f"{path.name}:{broken.line}", refusal=str(broken))
        return
    yield from _Titles(path.name).items(found)


def _told(path: Path, found: list[Work]) -> Iterator[Item]:
    """Finds what each work says, and gives what is none; raises Broken."""
    line = 0
    for core in works(path):
        line = core.line
        basic = core.first("Basic")
        for told in nested(basic) if basic else ():
            try:
                found.append(work(told))
            except Refused as refusal:
                yield Item(f"{path.name}:{told.line}", refusal=str(refusal))
        if len(found) > MOST_WORKS:
            raise Broken(_("This file has too many titles: split it."), line)
    if not line:
        raise Broken(_("There is no CoreMetadata in this file."), 1)


class _Titles:
    """Addresses by ContentID, of what the file has told so far; the catalogue is asked for many works at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.slugs: dict[str, str] = {}
        self.years: dict[str, object] = {}
        self.known: dict[IdentifierLine, str] = {}
        self.held: dict[str, tuple[int, TitleRecord]] = {}

    def items(self, told: list[Work]) -> Iterator[Item]:
        # One depth after the other: the address of a part begins with that of its whole.
        for _depth, level in groupby(sorted(told, key=_depth_of), key=_depth_of):
            while part := list(islice(level, AT_A_TIME)):
                yield from self._part(part)

    def _part(self, told: Sequence[Work]) -> Iterator[Item]:
        self.known = identified({one for work in told for one in _asked(work)})
        self.held = held_records({slug for work in told for slug in self._near(work)})
        for one in told:
            place = f"{self.file}:{one.line}"
            if one.content_id and one.content_id in self.slugs:
                # A parent is told again in each of its parts.
                continue
            try:
                notes = tuple((place, said) for said in one.notes)
                yield Item(place, self._record(one), notes=notes)
            except Refused as refusal:
                yield Item(place, refusal=str(refusal))

    def _near(self, told: Work) -> Iterator[str]:
        """Where it may be held; what cannot have an address is refused in its turn."""
        with suppress(Refused):
            yield self._address(told, _names(told))[0]

    def _address(self, told: Work, names: Sequence[IdentifierLine]) -> tuple[str, str, bool]:
        """Its slug, that of its whole, and whether it is known here by more than its name."""
        known = _named(told.content_id) or next(
            (self.known[one] for one in names if one in self.known), ""
        )
        above = self._above(told)
        return known or _made(told, above), above, bool(known)

    def _record(self, told: Work) -> TitleRecord:
        names = _names(told)
        slug, above, is_known = self._address(told, names)
        _id, held = self.held.get(slug, (0, None))
        # A guess says nothing against what is known.
        was = {name: held.facts[name] for name in told.guessed} if held else {}
        lent = self._lent(told, above, held)
        facts = {name: one for name, one in told.facts.items() if name not in {*was, *lent}}
        record = TitleRecord(
            slug=slug, kind=told.kind, parent=above, number=told.number, facts=facts,
            words=telling(told.words, told.facts | was), ratings=told.ratings, genres=told.genres, credits=told.credits,
            identifiers=names,
        )  # fmt: skip
        if not is_known:
            self._check_year(slug, told, held)
            if held and not above and (other := contradicted(names, held)):
                sentence = _("“%(slug)s” is another work here, with %(identifier)s.")
                identifier = f"{other.scheme} {other.value}"
                raise Unreadable(sentence % {"slug": slug, "identifier": identifier})
        if is_known and held:
            # Where it stands is known already, however the file numbers it.
            record = replace(record, parent=held.parent, number=held.number)
        self.slugs[told.content_id], self.years[slug] = slug, told.facts.get("year")
        return record

    def _lent(self, told: Work, above: str, held: TitleRecord | None) -> frozenset[str]:
        """A part that is held without a year is told that of its whole, which an export of ours lends it."""
        if not above or held is None or held.facts["year"]:
            return frozenset()
        return frozenset({"year"} if told.facts.get("year") == self.years.get(above) else ())

    def _above(self, told: Work) -> str:
        if not told.above:
            return ""
        found = self.slugs.get(told.above) or _named(told.above)
        if not found and (name := eidr(told.above)):
            found = self.known.get(checked_identifier(name, Kind.SERIES), "")
        if not found:
            sentence = _("What it belongs to, %(id)s, is neither in this file nor here.")
            raise Unreadable(sentence % {"id": told.above[:120]})
        return found

    def _check_year(self, slug: str, told: Work, held: TitleRecord | None) -> None:
        """A name alone may be another work's."""
        year = told.facts.get("year")
        if slug in self.years and self.years[slug] != year:
            raise Unreadable(_("Two works here would have the address %(slug)s.") % {"slug": slug})
        was = held.facts["year"] if held else None
        if was and year and was != year:
            sentence = _("“%(slug)s” is a title of %(year)s here.")
            raise Unreadable(sentence % {"slug": slug, "year": was})


def _depth_of(told: Work) -> int:
    return DEPTHS[told.kind]


def _names(told: Work) -> tuple[IdentifierLine, ...]:
    return tuple(checked_identifier(one, told.kind) for one in told.identifiers)


def _asked(told: Work) -> Iterator[IdentifierLine]:
    """By what it and its whole may be known; what is not well written is refused in its turn."""
    with suppress(Refused):
        yield from _names(told)
        if name := eidr(told.above):
            yield checked_identifier(name, Kind.SERIES)


def _named(content_id: str) -> str:
    """The slug that an export of ours wrote."""
    slug = content_id.removeprefix(OURS)
    return slug if slug != content_id and SLUG.fullmatch(slug) else ""


def _made(told: Work, above: str) -> str:
    if above:
        return f"{above}-{SUFFIXES[told.kind]}{told.number}"
    return address(str(told.facts["original_name"]))
