"""How many titles of a set are of each kind, genre and decade: what stands beside the filters of a list."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet

from lanterne.catalogue.models import Title, TitleGenre

A_DECADE = 10


def by_kind(ids: QuerySet[Any, Any]) -> dict[str, int]:
    rows = Title.objects.filter(pk__in=ids).order_by().values_list("kind")
    return dict(rows.annotate(Count("id")))


def by_genre(ids: QuerySet[Any, Any]) -> dict[str, int]:
    rows = TitleGenre.objects.filter(title_id__in=ids).order_by().values_list("genre__code")
    return dict(rows.annotate(Count("id")))


def by_decade(ids: QuerySet[Any, Any]) -> dict[int, int]:
    """By the first year of each decade; titles without a year are in none."""
    rows = Title.objects.filter(pk__in=ids, year__isnull=False).order_by().values_list("year")
    found: Counter[int] = Counter()
    for year, count in rows.annotate(Count("id")):
        found[year // A_DECADE * A_DECADE] += count
    return dict(found)


def genre_ids(code: str) -> QuerySet[TitleGenre, Any]:
    """Ids of the titles of a genre, as a subquery."""
    return TitleGenre.objects.filter(genre__code=code).values_list("title_id", flat=True)


def decade_ids(first: int) -> QuerySet[Title, Any]:
    """Ids of the titles of a decade, as a subquery."""
    years = range(first, first + A_DECADE)
    return Title.objects.filter(year__range=(years[0], years[-1])).values_list("id", flat=True)
