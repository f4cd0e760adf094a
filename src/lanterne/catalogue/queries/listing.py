"""Titles in pieces, for those who read all of them: in the order in which they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q, QuerySet

from lanterne.catalogue.models import ProductionCountry, Title, TitleGenre, TitleTerm
from lanterne.catalogue.queries.editing import EditedTitle
from lanterne.catalogue.rules import Kind
from lanterne.catalogue.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Wanted:
    """What titles must be; what is empty does not matter. ``language`` is the original one."""

    kind: str = ""
    genre: str = ""
    language: str = ""
    country: str = ""
    year: int | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of many titles in rows of their own, by title."""

    countries: dict[int, tuple[str, ...]]
    genres: dict[int, tuple[str, ...]]
    moods: dict[int, tuple[str, ...]]
    keywords: dict[int, tuple[str, ...]]

    @classmethod
    def of(cls, ids: Sequence[int]) -> Self:
        terms = TitleTerm.objects
        return cls(
            countries=_by_title(ProductionCountry.objects.all(), ids, "territory"),
            genres=_by_title(TitleGenre.objects.all(), ids, "genre__code"),
            moods=_by_title(terms.filter(term__vocabulary=Vocabulary.MOOD), ids, "term__code"),
            keywords=_by_title(
                terms.filter(term__vocabulary=Vocabulary.KEYWORD), ids, "term__code"
            ),
        )


def piece(
    *,
    wanted: Wanted,
    after: int,
    limit: int,
    conditions: Sequence[Q] = (),
    within: Sequence[QuerySet[Any, Any]] = (),
) -> tuple[EditedTitle, ...]:
    """Up to ``limit`` titles whose ids come after one, in five statements however many they are."""
    titles = Title.objects.filter(*conditions, pk__gt=after)
    for ids in within:
        titles = titles.filter(pk__in=ids)
    rows = list(_wanted(titles, wanted).order_by("pk")[:limit])
    said = _Said.of([row.pk for row in rows])
    return tuple(_edited(row, said) for row in rows)


def _wanted(titles: QuerySet[Title], wanted: Wanted) -> QuerySet[Title]:
    told = {
        "kind": wanted.kind,
        "original_language": wanted.language,
        "year": wanted.year,
        "parent_id": wanted.parent_id,
    }
    titles = titles.filter(**{name: said for name, said in told.items() if said not in ("", None)})
    if wanted.genre:
        titles = titles.filter(genre_links__genre__code=wanted.genre)
    if wanted.country:
        titles = titles.filter(production_countries__territory=wanted.country)
    return titles


def _by_title(rows: QuerySet[Any], ids: Sequence[int], column: str) -> dict[int, tuple[str, ...]]:
    """What a column says of each title, in the order in which it was entered."""
    held: dict[int, tuple[str, ...]] = {}
    found = rows.filter(title_id__in=ids).order_by("pk")
    for title_id, said in found.values_list("title_id", column):
        held[title_id] = (*held.get(title_id, ()), said)
    return held


def _edited(row: Title, said: _Said) -> EditedTitle:
    return EditedTitle(
        id=row.pk,
        kind=Kind(row.kind),
        slug=row.slug,
        original_name=row.original_name,
        original_language=row.original_language,
        year=row.year,
        runtime_seconds=row.runtime_seconds,
        countries=said.countries.get(row.pk, ()),
        spoken_languages=tuple(row.spoken_languages),
        minimum_age=row.minimum_age,
        copyright_line=row.copyright_line,
        parent_id=row.parent_id,
        number=row.number,
        edition=row.edition,
        genres=said.genres.get(row.pk, ()),
        moods=said.moods.get(row.pk, ()),
        keywords=said.keywords.get(row.pk, ()),
    )
