"""Everything there is, written so that the same catalogue gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from lanterne.catalogue.queries.biographies import person_records
from lanterne.catalogue.queries.records import records, term_records
from lanterne.catalogue.records import FACTS, PersonRecord, TermRecord, TitleRecord
from lanterne.catalogue.rules import Production
from lanterne.exchange import contracts, media
from lanterne.exchange.bundle import collections, deliveries, pictures
from lanterne.exchange.bundle.reading import (
    COLLECTIONS,
    DELIVERIES,
    LICENCES,
    PEOPLE,
    POST_HOUSES,
    TERMS,
    TERMS_FILE,
    TITLES,
)
from lanterne.rights.queries.records import holdback_records, window_records
from lanterne.rights.records import Contract, HoldbackRecord, WindowRecord
from lanterne.rights.services import LicenceFacts

AT_A_TIME = 500
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(folder: Path) -> int:
    """Write the bundle and give the number of titles."""
    folder.mkdir(parents=True, exist_ok=True)
    held = contracts.on_record().values()
    _dump(folder / TERMS_FILE, (_term(one) for one in term_records().values()))
    _dump(folder / PEOPLE, (_person(one) for one in person_records()))
    _dump(folder / LICENCES, (_licence(facts) for _id, facts in held))
    counted = 0

    def titles() -> Iterator[dict[str, object]]:
        nonlocal counted
        for one, record in _with_rights():
            counted += 1
            media.copy_out(record, folder)
            yield one

    _dump(folder / TITLES, titles())
    _dump(folder / COLLECTIONS, collections.written())
    _dump(folder / POST_HOUSES, deliveries.written_houses())
    _dump(folder / DELIVERIES, deliveries.written_requests(folder))
    return counted


def _dump(path: Path, told: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump_all(
            told,
            file,
            Dumper=Dumper,
            explicit_start=True,
            allow_unicode=True,
            sort_keys=False,
            width=2**20,
        )


def _with_rights() -> Iterator[tuple[dict[str, object], TitleRecord]]:
    rest = records()
    while part := list(islice(rest, AT_A_TIME)):
        ids = [title_id for title_id, _record in part]
        windows, holdbacks = window_records(ids), holdback_records(ids)
        for title_id, record in part:
            told = _title(record)
            if title_id in windows:
                told["windows"] = [_window(one) for _id, one in windows[title_id]]
            if title_id in holdbacks:
                told["holdbacks"] = [_holdback(one) for _id, one in holdbacks[title_id]]
            yield told, record


def _title(record: TitleRecord) -> dict[str, object]:
    told: dict[str, object] = {"slug": record.slug, "kind": record.kind.value}
    if record.parent:
        told |= {"parent": record.parent, "number": record.number}
    if record.edition:
        told["edition"] = record.edition
    told |= {name: record.facts[name] for name in FACTS}
    told["countries"] = [_country(one) for one in record.production or ()]
    told["genres"] = list(record.genres or ())
    told |= {name: list(record.terms.get(kind, ())) for kind, name in TERMS.items()}
    if record.words:
        told["words"] = {lang: _said(asdict(one)) for lang, one in record.words.items()}
    if record.ratings:
        told["ratings"] = {where: _said(asdict(one)) for where, one in record.ratings.items()}
    if record.identifiers:
        told["identifiers"] = [asdict(one) for one in record.identifiers]
    told["credits"] = [_said(asdict(one)) for one in record.credits or ()]
    told["companies"] = [asdict(one) for one in record.companies or ()]
    if record.pictures:
        told["pictures"] = pictures.written(record)
    return told


def _term(one: TermRecord) -> dict[str, object]:
    return {"vocabulary": one.vocabulary.value, "code": one.code, "names": dict(one.names)}


def _person(one: PersonRecord) -> dict[str, object]:
    return {"name": one.name, "biographies": dict(one.biographies)}


def _country(one: Production) -> object:
    """Its code alone, where nothing else is said of it."""
    if one.share is None and not one.is_lead:
        return one.territory
    share = "" if one.share is None else f"{one.share.normalize():f}"
    return _said({"territory": one.territory, "share": share, "is_lead": one.is_lead})


def _licence(facts: LicenceFacts) -> dict[str, object]:
    return _said(
        {
            "licensor": facts.licensor,
            "reference": facts.reference,
            "offers": [one.value for one in facts.offers],
            "is_exclusive": facts.is_exclusive,
            "fee_minor": facts.fee.minor if facts.fee else None,
            "currency": facts.fee.currency if facts.fee else "",
            "share_hundredths": facts.share_hundredths,
            "begins_on": facts.begins_on.isoformat() if facts.begins_on else "",
            "ends_on": facts.ends_on.isoformat() if facts.ends_on else "",
            "note": facts.note,
        }
    )


def _window(record: WindowRecord) -> dict[str, object]:
    window, terms = record.window, record.window.terms
    return _said(
        {
            "territory": window.territory,
            "offer": terms.offer.value,
            "opens_at": window.opens_at.isoformat(),
            "closes_at": window.closes_at.isoformat() if window.closes_at else "",
            "status": terms.status.value,
            "languages": [f"{one.language}:{one.use}" for one in terms.tongues],
            "held_back": list(terms.held_back),
            "awaits": terms.awaits,
            "public_from": terms.public_from.isoformat() if terms.public_from else "",
            "is_premiere": terms.is_premiere,
            "licence": _contract(record.contract),
        }
    )


def _contract(contract: Contract | None) -> dict[str, object]:
    return asdict(contract) if contract else {}


def _holdback(record: HoldbackRecord) -> dict[str, object]:
    told = record.holdback
    return _said(
        {
            "territory": told.territory,
            "offer": told.offer.value if told.offer else "",
            "language": told.language,
            "begins_at": told.period.opens_at.isoformat(),
            "ends_at": told.period.closes_at.isoformat() if told.period.closes_at else "",
            "reason": record.reason,
        }
    )


def _said(told: Mapping[str, object]) -> dict[str, object]:
    """Without what is not said; a zero is."""
    return {name: one for name, one in told.items() if one or (one == 0 and one is not False)}
