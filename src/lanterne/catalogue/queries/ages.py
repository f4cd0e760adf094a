"""Which titles a profile with a ceiling may know of: ``rules.is_suited`` as one condition, for questions about many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from lanterne.catalogue import rules
from lanterne.catalogue.models import AgeRating, Title
from lanterne.catalogue.queries.cards import Facts, ratings_of
from lanterne.catalogue.rules import EffectiveAge

# The columns of a title, its season and its series: the id, and the age that counts where no board has spoken.
_LINE = (
    ("pk", "minimum_age"),
    ("parent_id", "parent__minimum_age"),
    ("series_id", "series__minimum_age"),
)
_STATED = ("territory", "title_id", "minimum_age")


def suited(*, ceiling: int | None, territory: str) -> QuerySet[Title, Any]:
    """Ids of the titles that a profile may know of, to be used as a subquery."""
    titles = Title.objects.filter(*below_ceiling(ceiling=ceiling, territory=territory))
    return titles.values_list("id", flat=True)


def below_ceiling(*, ceiling: int | None, territory: str) -> list[Any]:
    """The condition itself, for questions about titles; none at all without a ceiling."""
    if ceiling is None:
        return []
    return [
        Q(**{node: None}) | Q(LessThanOrEqual(_nearest_age(level, territory), ceiling))
        for level, (node, _) in enumerate(_LINE)
    ]


def is_suited(*, title_id: int, ceiling: int | None, territory: str) -> bool:
    """The rule itself, for one title; one that does not exist suits nobody."""
    rows = Title.objects.filter(pk=title_id).values_list(*Facts._fields)
    for facts in map(Facts._make, rows):
        ratings = ratings_of(facts.lineage(), territory) if ceiling is not None else {}
        return rules.is_suited(facts.ages(ratings), ceiling=ceiling)
    return False


def effective(*, title_id: int, territories: Sequence[str]) -> tuple[EffectiveAge, ...]:
    """The age that counts in each of the territories, and who stated it."""
    row = Title.objects.filter(pk=title_id).values_list(*Facts._fields).first()
    if row is None:
        return ()
    facts = Facts._make(row)
    stated = AgeRating.objects.filter(title_id__in=facts.lineage(), territory__in=territories)
    held = {(where, title): age for where, title, age in stated.values_list(*_STATED)}
    return tuple(_effective(facts, territory, held) for territory in territories)


def _effective(facts: Facts, territory: str, held: Mapping[tuple[str, int], int]) -> EffectiveAge:
    defaults = (facts.minimum_age, facts.parent__minimum_age, facts.series__minimum_age)
    line = zip(facts.lineage(), defaults, strict=False)
    said = [(held.get((territory, title_id)), default) for title_id, default in line]
    return rules.effective_age(territory, said)


def _nearest_age(level: int, territory: str) -> Coalesce:
    """The nearest age known from a level of the line upwards, the territory's rating before the default."""
    return Coalesce(
        *(one for node, age in _LINE[level:] for one in (_rated(node, territory), F(age)))
    )


def _rated(node: str, territory: str) -> Subquery:
    ratings = AgeRating.objects.filter(title_id=OuterRef(node), territory=territory)
    return Subquery(ratings.values("minimum_age")[:1])
