"""A title's fields as they are held, family by family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lanterne.catalogue.fields import Family, Field
from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    CompanyCredit,
    Credit,
    Identifier,
    Localisation,
    ProductionCountry,
    Title,
    TitleGenre,
    TitleTerm,
)
from lanterne.catalogue.vocabulary import Vocabulary

FACTS = (
    "original_name", "original_language", "year", "runtime_seconds", "minimum_age",
    "spoken_languages", "copyright_line",
)  # fmt: skip
WORDS = ("name", "tagline", "synopsis_short", "synopsis_medium", "synopsis")
RATING = ("system", "label", "minimum_age")
PICTURE = ("path", "master", "crops", "widths", "width", "height", "colour", "source")

Held = dict[Field, Any]


def held(*, title_id: int, families: Iterable[Family] = tuple(Family)) -> Held:
    """What is said of the title; a field of which nothing is said is not in it."""
    found = (_READERS[family](title_id).items() for family in dict.fromkeys(families))
    return {field: value for rows in found for field, value in rows if value not in (None, "", [])}


def _facts(title_id: int) -> Held:
    row = Title.objects.filter(pk=title_id).values(*FACTS).first() or {}
    return {Field(Family.FACT, (name,)): value for name, value in row.items()}


def _countries(title_id: int) -> Held:
    rows = ProductionCountry.objects.filter(title_id=title_id).order_by("id")
    told = [
        [territory, None if share is None else f"{share.normalize():f}", is_lead]
        for territory, share, is_lead in rows.values_list("territory", "share", "is_lead")
    ]
    return {Field(Family.COUNTRIES): told}


def _genres(title_id: int) -> Held:
    links = TitleGenre.objects.filter(title_id=title_id).order_by("id")
    return {Field(Family.GENRES): list(links.values_list("genre__code", flat=True))}


def _terms(title_id: int) -> Held:
    told: dict[str, list[str]] = {kind.value: [] for kind in Vocabulary}
    links = TitleTerm.objects.filter(title_id=title_id).order_by("id")
    for kind, code in links.values_list("term__vocabulary", "term__code"):
        told[kind].append(code)
    return {Field(Family.TERMS, (kind,)): codes for kind, codes in told.items()}


def _words(title_id: int) -> Held:
    rows = Localisation.objects.filter(title_id=title_id).order_by("language")
    return {
        Field(Family.WORDS, (language, name)): text
        for language, *texts in rows.values_list("language", *WORDS)
        for name, text in zip(WORDS, texts, strict=True)
    }


def _ratings(title_id: int) -> Held:
    rows = AgeRating.objects.filter(title_id=title_id).order_by("territory")
    told = rows.values_list("territory", *RATING)
    return {Field(Family.RATING, (territory,)): said for territory, *said in told}


def _credits(title_id: int) -> Held:
    rows = Credit.objects.filter(title_id=title_id).order_by("billing")
    told = rows.values_list("person__name", "role", "character", "billing")
    return {Field(Family.CREDIT, tuple(names)): billing for *names, billing in told}


def _companies(title_id: int) -> Held:
    rows = CompanyCredit.objects.filter(title_id=title_id).order_by("billing")
    told = rows.values_list("company__name", "role", "billing")
    return {Field(Family.COMPANY, tuple(names)): billing for *names, billing in told}


def _identifiers(title_id: int) -> Held:
    rows = Identifier.objects.filter(title_id=title_id).order_by("scheme", "value")
    return {Field(Family.IDENTIFIER, names): True for names in rows.values_list("scheme", "value")}


def _pictures(title_id: int) -> Held:
    rows = Artwork.objects.filter(title_id=title_id).order_by("kind", "language")
    return {
        Field(Family.PICTURE, (row["kind"], row["language"])): {name: row[name] for name in PICTURE}
        for row in rows.values("kind", "language", *PICTURE)
    }


def _captions(title_id: int) -> Held:
    rows = Artwork.objects.filter(title_id=title_id).order_by("kind", "language")
    return {
        Field(Family.CAPTION, (kind, lettering, language)): text
        for kind, lettering, captions in rows.values_list("kind", "language", "captions")
        for language, text in captions.items()
    }


_READERS: dict[Family, Callable[[int], Held]] = {
    Family.FACT: _facts,
    Family.COUNTRIES: _countries,
    Family.GENRES: _genres,
    Family.TERMS: _terms,
    Family.WORDS: _words,
    Family.RATING: _ratings,
    Family.CREDIT: _credits,
    Family.COMPANY: _companies,
    Family.IDENTIFIER: _identifiers,
    Family.PICTURE: _pictures,
    Family.CAPTION: _captions,
}
