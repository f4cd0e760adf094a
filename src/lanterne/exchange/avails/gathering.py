"""Offers gathered by title, with the titles and the contracts that are not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.catalogue.queries.records import held_records
from lanterne.catalogue.records import TitleRecord, WordsRecord
from lanterne.catalogue.rules import Kind
from lanterne.core.errors import Refused
from lanterne.exchange import contracts
from lanterne.exchange.avails import reading, sheets, vocabulary
from lanterne.exchange.avails.deals import OURS, Deal, Work
from lanterne.exchange.avails.windows import windows
from lanterne.exchange.fields import Unreadable, address, number
from lanterne.exchange.running import seconds
from lanterne.exchange.values import Item
from lanterne.rights.records import Contract, WindowRecord
from lanterne.rights.rules import Offer
from lanterne.rights.services import LicenceFacts

MOST_WINDOWS = 500_000


@dataclass(slots=True)
class _Gathered:
    place: str
    record: TitleRecord
    content_id: str
    windows: list[WindowRecord] = field(default_factory=list)


def read_xml(path: Path) -> Iterator[Item]:
    return _items(reading.deals(path))


def read_sheet(path: Path) -> Iterator[Item]:
    return _items(sheets.deals(path))


def _items(deals: Iterable[Deal]) -> Iterator[Item]:
    """Refusals as they come, then contracts, then titles, those above others first."""
    gathered: dict[str, _Gathered] = {}
    offers: dict[Contract, set[Offer]] = {}
    held = 0
    for deal in deals:
        if aside := _aside(deal):
            yield aside
            continue
        try:
            found = tuple(windows(deal))
            held += len(found)
            if held > MOST_WINDOWS:
                raise Unreadable(_("This file has too many windows: split it."))
            _gather(gathered, deal).windows.extend(found)
        except Refused as refusal:
            yield Item(deal.place, refusal=str(refusal))
            if held > MOST_WINDOWS:
                return
            continue
        for one in found:
            if one.contract:
                offers.setdefault(one.contract, set()).add(one.window.terms.offer)
    yield from _contracts(offers)
    yield from _titles(gathered)


def _aside(deal: Deal) -> Item | None:
    """What cannot be read, and what is sold before anybody can watch it."""
    if deal.refusal:
        return Item(deal.place, refusal=deal.refusal)
    if vocabulary.is_preorder(deal.license_type, deal.description):
        sentence = _("It is only sold in advance: left out, because nobody can watch it yet.")
        return Item(deal.place, notes=((deal.place, sentence),))
    return None


def _contracts(offers: dict[Contract, set[Offer]]) -> Iterator[Item]:
    known = contracts.on_record()
    for contract, named in offers.items():
        if contract not in known:
            facts = LicenceFacts(contract.licensor, contract.reference, tuple(sorted(named)))
            yield Item(f"ContractID {contract.reference}", licence=facts)


def _gather(gathered: dict[str, _Gathered], deal: Deal) -> _Gathered:
    """The title of the offer, and before it what it belongs to."""
    for record in _own(deal.work) or lineage(deal.work):
        own = gathered.setdefault(record.slug, _Gathered(deal.place, record, deal.work.content_id))
    if own.record.facts.get("year") != record.facts.get("year") and own.windows:
        raise Unreadable(
            _("Two works here would have the address %(slug)s.") % {"slug": own.record.slug}
        )
    return own


def _titles(gathered: dict[str, _Gathered]) -> Iterator[Item]:
    held = held_records(gathered)
    for slug, one in gathered.items():
        if slug not in held:
            yield Item(one.place, one.record, tuple(one.windows))
            continue
        # An offer says nothing new of a title that is there: it may only be another one.
        was, told = held[slug][1], one.record.facts.get("year")
        if told and was.facts["year"] and told != was.facts["year"]:
            sentence = _("“%(slug)s” is a title of %(year)s here.")
            yield Item(one.place, refusal=sentence % {"slug": slug, "year": was.facts["year"]})
            continue
        known = TitleRecord(slug, was.kind, was.parent, was.number)
        yield Item(one.place, known, tuple(one.windows))


def _own(work: Work) -> list[TitleRecord]:
    """The title that an export of ours names, if it is still there."""
    slug = work.content_id.removeprefix(OURS)
    held = held_records([slug]).get(slug) if slug != work.content_id else None
    return [TitleRecord(slug, held[1].kind, held[1].parent, held[1].number)] if held else []


def lineage(work: Work) -> Iterator[TitleRecord]:
    """The title's record, after those of the series and the season that it needs."""
    kind = vocabulary.kind(work.work_type)
    slug = work.content_id.removeprefix(OURS) if work.content_id.startswith(OURS) else ""
    if kind in {Kind.FILM, Kind.SERIES}:
        yield _alone(kind, slug or address(work.name), work)
        return
    series = address(work.series)
    yield TitleRecord(series, Kind.SERIES, facts=_facts(work.series, work.language))
    season = number("SeasonNumber", work.season)
    above = f"{series}-s{season}"
    is_season = kind is Kind.SEASON
    name = work.name if is_season else f"{work.series} {season}"
    yield TitleRecord(above, Kind.SEASON, series, season, facts=_facts(name, work.language))
    if not is_season:
        episode = number("EpisodeNumber", work.episode)
        facts = _facts(work.name, work.language) | _more(work)
        yield TitleRecord(f"{above}-e{episode}", kind, above, episode, facts=facts)


def _alone(kind: Kind, slug: str, work: Work) -> TitleRecord:
    facts = _facts(work.name, work.language) | _more(work)
    words = {work.language: WordsRecord(work.name)} if work.language else {}
    return TitleRecord(slug, kind, facts=facts, words=words)


def _facts(name: str, language: str) -> dict[str, object]:
    return {"original_name": name, "original_language": language}


def _more(work: Work) -> dict[str, object]:
    year, runtime = number("ReleaseDate", work.year), seconds(work.run_length)
    told = {"year": year, "runtime_seconds": runtime}
    return {name: one for name, one in told.items() if one is not None}
