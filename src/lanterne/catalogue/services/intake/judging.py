"""What would become of each record, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, cast

from django.utils.translation import gettext as _

from lanterne.catalogue.genres import NAMES
from lanterne.catalogue.queries.records import (
    held_records,
    identified,
    known_terms,
    numbers_below,
)
from lanterne.catalogue.records import (
    LISTS,
    Judged,
    RatingRecord,
    Seen,
    TitleRecord,
    Verdict,
    WordsRecord,
)
from lanterne.catalogue.rules import CompanyLine, CreditLine, Kind, belongs_to
from lanterne.catalogue.services.captions import checked_captions
from lanterne.catalogue.services.checks import (
    check_language,
    checked_line,
    checked_name,
)
from lanterne.catalogue.services.identifiers import checked_identifier, taken_sentence
from lanterne.catalogue.services.making import check_production, check_role
from lanterne.catalogue.services.ratings import checked_rating
from lanterne.catalogue.services.refusals import (
    IdentifierTaken,
    NumberTaken,
    UnknownGenre,
    WrongFacts,
    WrongParent,
)
from lanterne.catalogue.services.terms import unknown_term
from lanterne.catalogue.services.titles import (
    Facts,
    check_edition,
    check_facts,
    check_number,
    place,
)
from lanterne.catalogue.services.words import checked_words
from lanterne.catalogue.vocabulary import NAMES as VOCABULARY
from lanterne.core.errors import Refused

Held = Mapping[str, tuple[int, TitleRecord]]
Numbers = Set[tuple[str, Kind, int]]
TEXTS = ("tagline", "synopsis_short", "synopsis_medium", "synopsis")


def judge_titles(records: Sequence[TitleRecord], seen: Seen) -> list[Judged]:
    """A verdict for each, in order; ``seen`` learns what they bring."""
    named = {record.slug for record in records} | {record.parent for record in records}
    held = held_records(named - {""})
    numbers = numbers_below({record.parent for record in records if record.parent})
    told = [one for record in records for one in record.identifiers]
    seen.identifiers = identified(told) | seen.identifiers if told else seen.identifiers
    codes = {code for record in records for terms in record.terms.values() for code in terms}
    seen.terms |= known_terms(codes) if codes else set()
    return [_judged(record, held, numbers, seen) for record in records]


def _judged(record: TitleRecord, held: Held, numbers: Numbers, seen: Seen) -> Judged:
    title_id, was = held.get(record.slug, (None, None))
    try:
        record = _filled(checked(record), was)
        check_number(record.number)
        _check_place(record, was, held, numbers, seen)
        _check_names(record, seen)
        _check_terms(record, seen)
    except Refused as refusal:
        return Judged(record, Verdict.REFUSED, sentence=str(refusal))
    seen.kinds[record.slug] = record.kind
    if record.number is not None:
        seen.numbers.add((record.parent, record.kind, record.number))
    if was is None:
        return Judged(record, Verdict.CREATED)
    changes = tuple(_differences(record, was))
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Judged(record, verdict, title_id, changes, was=was)


def checked(record: TitleRecord) -> TitleRecord:
    """The record with its names as they are kept; refuses what no form would take either."""
    facts: dict[str, Any] = dict(record.facts)
    if "original_name" in facts:
        facts["original_name"] = checked_name(facts["original_name"])
    if "original_language" in facts:
        check_language(facts["original_language"])
    told = {name: facts[name] for name in facts if not name.startswith("original_")}
    check_facts(cast("Facts", told))
    if record.production is not None:
        check_production(record.production)
    facts |= {name: list(dict.fromkeys(facts[name])) for name in LISTS & facts.keys()}
    for code in record.genres or ():
        if code not in NAMES:
            raise UnknownGenre(_("There is no genre “%(code)s”.") % {"code": code})
    return replace(
        record,
        facts=facts,
        words={language: _said(language, one) for language, one in record.words.items()},
        ratings={where: _rated(where, one) for where, one in record.ratings.items()},
        identifiers=tuple(
            dict.fromkeys(checked_identifier(one, record.kind) for one in record.identifiers)
        ),
        genres=tuple(dict.fromkeys(record.genres)) if record.genres is not None else None,
        credits=_named(record),
        companies=_companies(record),
        captions=checked_captions(record.captions),
        terms={kind: tuple(dict.fromkeys(codes)) for kind, codes in record.terms.items()},
    )


def _companies(record: TitleRecord) -> tuple[CompanyLine, ...] | None:
    if record.companies is None:
        return None
    for line in record.companies:
        check_role(line.role)
    lines = (CompanyLine(checked_name(line.company), line.role) for line in record.companies)
    return tuple(dict.fromkeys(lines))


def _said(language: str, words: WordsRecord) -> WordsRecord:
    check_language(language)
    told = {name: text for name in TEXTS if (text := getattr(words, name)) is not None}
    return replace(words, name=checked_name(words.name), **checked_words(told))


def _rated(territory: str, rating: RatingRecord) -> RatingRecord:
    return RatingRecord(
        **checked_rating(
            territory, system=rating.system, label=rating.label, minimum_age=rating.minimum_age
        )
    )


def _filled(record: TitleRecord, was: TitleRecord | None) -> TitleRecord:
    """What the file does not say of words is what is held, or nothing."""
    words = {}
    for language, told in record.words.items():
        held = was.words.get(language) if was else None
        rest = {
            name: (getattr(held, name) if held else "")
            for name in TEXTS
            if getattr(told, name) is None
        }
        words[language] = replace(told, **rest)
    return replace(record, words=words)


def _check_names(record: TitleRecord, seen: Seen) -> None:
    for one in record.identifiers:
        if seen.identifiers.setdefault(one, record.slug) != record.slug:
            raise IdentifierTaken(taken_sentence(one, seen.identifiers[one]))


def _check_terms(record: TitleRecord, seen: Seen) -> None:
    for kind, codes in record.terms.items():
        for code in codes:
            if code not in VOCABULARY[kind] and (kind, code) not in seen.terms:
                raise unknown_term(code)


def _named(record: TitleRecord) -> tuple[Any, ...] | None:
    if record.credits is None:
        return None
    lines = (
        CreditLine(
            checked_name(line.person),
            checked_line(line.role, most=60),
            checked_line(line.character, most=200),
        )
        for line in record.credits
    )
    return tuple(dict.fromkeys(lines))


def _check_place(
    record: TitleRecord,
    was: TitleRecord | None,
    held: Held,
    numbers: Numbers,
    seen: Seen,
) -> None:
    if record.slug in seen.kinds:
        raise WrongFacts(_("“%(slug)s” is told twice.") % {"slug": record.slug})
    if was is not None:
        told = (record.kind, record.parent, record.number, record.edition or was.edition)
        if told != (was.kind, was.parent, was.number, was.edition):
            raise WrongParent(
                _("“%(slug)s” is held already, as something else or elsewhere.")
                % {"slug": record.slug}
            )
        return
    if not record.facts.get("original_name") or not record.facts.get("original_language"):
        raise WrongFacts(_("A new title needs a name and its original language."))
    check_edition(record.kind, record.edition)
    _check_parent(record, held, seen)
    taken = (record.parent, record.kind, record.number or 0)
    if record.parent and (taken in numbers or taken in seen.numbers):
        raise NumberTaken(_("Number %(number)d is taken already.") % {"number": taken[2]})


def _check_parent(record: TitleRecord, held: Held, seen: Seen) -> None:
    expected = belongs_to(record.kind)
    if not expected:
        if record.parent or record.number is not None:
            raise WrongParent(_("A film or a series stands alone."))
    elif _kind(record.parent, held, seen) not in expected or record.number is None:
        raise WrongParent(place(record.kind))


def _kind(slug: str, held: Held, seen: Seen) -> Kind | None:
    return seen.kinds.get(slug) or (held[slug][1].kind if slug in held else None)


def _differences(record: TitleRecord, was: TitleRecord) -> Iterator[str]:
    yield from (name for name, told in record.facts.items() if told != was.facts[name])
    yield from (f"words:{tag}" for tag in _other(record.words, was.words))
    yield from (f"rating:{territory}" for territory in _other(record.ratings, was.ratings))
    yield from (
        f"{kind}s" for kind, told in record.terms.items() if told != was.terms.get(kind, ())
    )
    lists = {
        "genres": record.genres not in (None, was.genres),
        "credits": record.credits not in (None, was.credits),
        "companies": record.companies not in (None, was.companies),
        "shares": record.production not in (None, was.production),
        "identifiers": bool(set(record.identifiers) - set(was.identifiers)),
        "pictures": bool(
            set(record.pictures) - set(was.pictures) or set(record.originals) - set(was.originals)
        ),
        "captions": any(
            text != was.captions.get(place, {}).get(language, "")
            for place, told in record.captions.items()
            for language, text in told.items()
        ),
    }
    yield from (name for name, is_other in lists.items() if is_other)


def _other(told: Mapping[str, object], was: Mapping[str, object]) -> Iterator[str]:
    return (name for name, one in told.items() if one != was.get(name))
