"""Finding titles by their names, people and genres."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue.models import Credit, Genre, Localisation, Title, TitleGenre


def title_id(*, slug: str) -> int | None:
    return Title.objects.filter(slug=slug).values_list("id", flat=True).first()


def genre_codes() -> dict[int, str]:
    """The genres in use, by id."""
    return dict(Genre.objects.values_list("id", "code"))


def in_genre(*, genre_id: int) -> Exists:
    """The condition that a title is of a genre, for ``heads``."""
    return Exists(TitleGenre.objects.filter(genre_id=genre_id, title_id=OuterRef("pk")))


def find(*, folded: str) -> QuerySet[Title, Any]:
    """Provisional."""
    named = Localisation.objects.filter(title_id=OuterRef("pk"), folded_name__contains=folded)
    credited = Credit.objects.filter(title_id=OuterRef("pk"), person__folded_name__contains=folded)
    return Title.objects.filter(Q(folded_name__contains=folded) | Exists(named) | Exists(credited))
