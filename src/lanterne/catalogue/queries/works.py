"""Titles as a law counts them: a film is one, a season is one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from lanterne.catalogue.models import ProductionCountry, Title
from lanterne.catalogue.rules import Kind, Production

COUNTED = (Kind.FILM, Kind.SEASON)


@dataclass(frozen=True, slots=True)
class Work:
    """A season was made where its series was, and in its year, unless it says otherwise itself."""

    id: int
    kind: Kind
    name: str
    number: int | None
    original_language: str
    year: int | None
    production: tuple[Production, ...]


def works(*, among: QuerySet[Title, int]) -> tuple[Work, ...]:
    """The films and seasons of a set of ids, by number of the title, in two statements."""
    rows = Title.objects.filter(kind__in=COUNTED, pk__in=among).order_by("pk")
    columns = (
        "pk", "kind", "series_id", "original_name", "series__original_name", "number",
        "original_language", "year", "series__year",
    )  # fmt: skip
    made = _made()
    return tuple(
        Work(
            id=pk,
            kind=Kind(kind),
            name=series_name or name,
            number=number,
            original_language=language,
            year=year or series_year,
            production=made.get(pk) or made.get(series_id or pk, ()),
        )
        for pk, kind, series_id, name, series_name, number, language, year, series_year in (
            rows.values_list(*columns)
        )
    )


def _made() -> dict[int, tuple[Production, ...]]:
    """Read as a whole: asking for the ids of a large catalogue would cost more than its table."""
    found: defaultdict[int, list[Production]] = defaultdict(list)
    rows = ProductionCountry.objects.order_by("title_id", "pk")
    columns = ("title_id", "territory", "share", "is_lead")
    for title_id, territory, share, is_lead in rows.values_list(*columns):
        found[title_id].append(Production(territory, share, is_lead))
    return {title_id: tuple(countries) for title_id, countries in found.items()}
