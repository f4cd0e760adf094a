"""Who and what made the titles: countries, people, companies, and what they are filed under."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from lanterne.catalogue.models import (
    Company,
    CompanyCredit,
    Credit,
    Genre,
    Person,
    ProductionCountry,
    Term,
    TitleGenre,
    TitleTerm,
)
from lanterne.catalogue.rules import Production, fold
from lanterne.catalogue.services.intake.given import Given
from lanterne.catalogue.services.intake.learning import learn
from lanterne.catalogue.vocabulary import Vocabulary
from lanterne.core import bulk


def write(given: Given) -> None:
    """A list that a record says takes the place of the one that was held."""
    _countries(given)
    _genres(given)
    _terms(given)
    _people(given)
    _companies(given)


def _countries(given: Given) -> None:
    """Where only their codes are said, the countries that stay keep their share and their lead."""
    told = {
        title_id: record.production
        or tuple(map(Production, cast("list[str]", record.facts["countries"])))
        for title_id, record in given
        if "countries" in record.facts
    }
    rows = ProductionCountry.objects.filter(title_id__in=told)
    held = {
        (title_id, code): Production(code, share, is_lead)
        for title_id, code, share, is_lead in rows.values_list(
            "title_id", "territory", "share", "is_lead"
        )
    }
    said = {title_id for title_id, record in given if record.production is not None}
    rows.delete()
    kept = (
        (title_id, one if title_id in said else held.get((title_id, one.territory), one))
        for title_id, countries in told.items()
        for one in countries
    )
    bulk.insert(
        ProductionCountry,
        ("title", "territory", "share", "is_lead"),
        ((title_id, one.territory, one.share, one.is_lead) for title_id, one in kept),
    )


def _genres(given: Given) -> None:
    told = {title_id: record.genres for title_id, record in given if record.genres is not None}
    codes = {code for genres in told.values() for code in genres}
    bulk.insert(Genre, ("code",), ((code,) for code in sorted(codes)), spared=())
    known = dict(Genre.objects.filter(code__in=codes).values_list("code", "pk"))
    TitleGenre.objects.filter(title_id__in=told).delete()
    bulk.insert(
        TitleGenre,
        ("title", "genre"),
        ((title_id, known[code]) for title_id, genres in told.items() for code in genres),
    )


def _terms(given: Given) -> None:
    """Words that the house offers from the start have no row before a title has them."""
    for kind in Vocabulary:
        told = {title_id: record.terms[kind] for title_id, record in given if kind in record.terms}
        codes = {code for terms in told.values() for code in terms}
        bulk.insert(
            Term, ("vocabulary", "code"), ((kind, code) for code in sorted(codes)), spared=()
        )
        rows = Term.objects.filter(vocabulary=kind, code__in=codes)
        known = dict(rows.values_list("code", "pk"))
        TitleTerm.objects.filter(title_id__in=told, term__vocabulary=kind).delete()
        bulk.insert(
            TitleTerm,
            ("title", "term"),
            ((title_id, known[code]) for title_id, terms in told.items() for code in terms),
        )


def _people(given: Given) -> None:
    told = {title_id: record.credits for title_id, record in given if record.credits is not None}
    names = {line.person for lines in told.values() for line in lines}
    folded = {name: fold(name) for name in sorted(names)}
    bulk.insert(Person, ("name", "folded_name"), folded.items(), spared=())
    people = dict(Person.objects.filter(name__in=names).values_list("name", "pk"))
    Credit.objects.filter(title_id__in=told).delete()
    bulk.insert(
        Credit,
        ("title", "person", "role", "character", "billing"),
        (
            (title_id, people[line.person], line.role, line.character, billing)
            for title_id, lines in told.items()
            for billing, line in enumerate(lines, 1)
        ),
    )
    learn(folded.values())


def _companies(given: Given) -> None:
    told = {
        title_id: record.companies for title_id, record in given if record.companies is not None
    }
    names = {line.company for lines in told.values() for line in lines}
    _name_companies(names)
    companies = dict(Company.objects.filter(name__in=names).values_list("name", "pk"))
    CompanyCredit.objects.filter(title_id__in=told).delete()
    bulk.insert(
        CompanyCredit,
        ("title", "company", "role", "billing"),
        (
            (title_id, companies[line.company], line.role, billing)
            for title_id, lines in told.items()
            for billing, line in enumerate(lines, 1)
        ),
    )


def _name_companies(names: Iterable[str]) -> None:
    bulk.insert(
        Company, ("name", "folded_name"), ((name, fold(name)) for name in sorted(names)), spared=()
    )
