"""Which titles a profile with a ceiling may see. What nobody has rated stays hidden from it."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from lanterne.catalogue.models import AgeRating, Title


def suited(*, ceiling: int | None, territory: str) -> QuerySet[Title, Any]:
    """Ids of the titles that a profile may see, to be used as a subquery."""
    titles = Title.objects.filter(*below_ceiling(ceiling=ceiling, territory=territory))
    return titles.values_list("id", flat=True)


def below_ceiling(*, ceiling: int | None, territory: str) -> list[Any]:
    """The condition itself, for questions about titles; none at all without a ceiling."""
    if ceiling is None:
        return []
    return [LessThanOrEqual(effective_age(territory), ceiling)]


def is_suited(*, title_id: int, ceiling: int | None, territory: str) -> bool:
    return suited(ceiling=ceiling, territory=territory).filter(pk=title_id).exists()


def effective_age(territory: str) -> Coalesce:
    """The nearest age that is known, from the title upwards, the territory's rating before the default."""
    nodes = (
        (_rated("pk", territory), F("minimum_age")),
        (_rated("parent_id", territory), F("parent__minimum_age")),
        (_rated("series_id", territory), F("series__minimum_age")),
    )
    return Coalesce(*(expression for node in nodes for expression in node))


def _rated(node: str, territory: str) -> Subquery:
    ratings = AgeRating.objects.filter(title_id=OuterRef(node), territory=territory)
    return Subquery(ratings.values("minimum_age")[:1])
