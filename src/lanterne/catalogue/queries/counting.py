"""What every title is, for filters that say how many titles each of their choices would show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from lanterne.catalogue.models import Title, TitleGenre
from lanterne.catalogue.rules import Kind

A_DECADE = 10


def kinds_and_years() -> Iterator[tuple[int, str, int | None]]:
    """Every title's id, its kind and its year."""
    return Title.objects.order_by().values_list("id", "kind", "year").iterator()


def genre_codes() -> Iterator[tuple[int, str]]:
    """Every title's id with each of its genres."""
    return TitleGenre.objects.order_by().values_list("title_id", "genre__code").iterator()


def kinds_and_genres(*, title_ids: Collection[int]) -> dict[int, tuple[Kind, tuple[str, ...]]]:
    """Of each title its kind and the codes of its genres, in their order."""
    kinds = Title.objects.filter(pk__in=title_ids).values_list("id", "kind")
    found: dict[int, list[str]] = {}
    rows = TitleGenre.objects.filter(title_id__in=title_ids).order_by("genre__code")
    for title_id, code in rows.values_list("title_id", "genre__code"):
        found.setdefault(title_id, []).append(code)
    return {title_id: (Kind(kind), tuple(found.get(title_id, ()))) for title_id, kind in kinds}


def genre_ids(code: str) -> QuerySet[TitleGenre, int]:
    """Ids of the titles of a genre, as a subquery."""
    return TitleGenre.objects.filter(genre__code=code).values_list("title_id", flat=True)


def decade_ids(first: int) -> QuerySet[Title, int]:
    """Ids of the titles of a decade, as a subquery."""
    years = range(first, first + A_DECADE)
    return Title.objects.filter(year__range=(years[0], years[-1])).values_list("id", flat=True)


def decade(year: int) -> int:
    """The first year of its decade."""
    return year // A_DECADE * A_DECADE
