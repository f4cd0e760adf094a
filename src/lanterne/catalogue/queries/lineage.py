"""How films, series, seasons and episodes hang together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue.models import Title
from lanterne.catalogue.rules import Kind

HEADS = (Kind.FILM, Kind.SERIES)


def lineage(*, title_id: int) -> tuple[int, ...]:
    """The title, its season and its series, from the nearest up; empty when there is no such title."""
    found = (
        Title.objects.filter(pk=title_id)
        .values_list("id", "parent_id", "parent__parent_id")
        .first()
    )
    return tuple(one for one in found or () if one is not None)


def below(*, title_id: int) -> tuple[tuple[int, ...], ...]:
    """The lineage of each episode of a series or season, in their order; none below a film or an episode."""
    rows = _episodes(title_id).order_by("parent__number", "number")
    chains = rows.values_list("id", "parent_id", "parent__parent_id")
    return tuple(tuple(one for one in chain if one is not None) for chain in chains)


def next_episode(*, title_id: int) -> int | None:
    """The episode after this one, in the next season if need be."""
    here = Title.objects.filter(pk=title_id, kind=Kind.EPISODE).values_list(
        "number", "parent__number", "parent__parent_id"
    )
    for number, season, series_id in here:
        later = Q(parent__number=season, number__gt=number) | Q(parent__number__gt=season)
        after = Title.objects.filter(later, kind=Kind.EPISODE, parent__parent=series_id)
        return _first(after)
    return None


def playable_id(*, title_id: int) -> int | None:
    """What pressing Play on a title plays: itself, or the first episode below it."""
    own = Title.objects.filter(pk=title_id, kind__in=[Kind.FILM, Kind.EPISODE])
    return _first(own) or _first(_episodes(title_id))


def _episodes(title_id: int) -> QuerySet[Title]:
    return Title.objects.filter(Q(parent=title_id) | Q(parent__parent=title_id), kind=Kind.EPISODE)


def _first(titles: QuerySet[Title]) -> int | None:
    return titles.order_by("parent__number", "number").values_list("id", flat=True).first()


def heads(*, watchable: Sequence[Any], shown: Sequence[Any] = ()) -> QuerySet[Title, Any]:
    """The films that meet every condition of ``watchable``, and the series with an episode that does.

    The conditions are expressions about ``OuterRef("pk")``; those in ``shown`` hold for the film or series
    itself as well.
    """
    episodes = Title.objects.filter(*watchable, kind=Kind.EPISODE, parent__parent=OuterRef("pk"))
    films = Q(*watchable, kind=Kind.FILM)
    series = Q(Exists(episodes), kind=Kind.SERIES)
    return Title.objects.filter(films | series, *shown)


def playables(*, watchable: Sequence[Any]) -> QuerySet[Title, Any]:
    """The films and episodes that meet every condition."""
    return Title.objects.filter(*watchable, kind__in=[Kind.FILM, Kind.EPISODE])


def head_id(*, title_id: int) -> int | None:
    """The film itself, or the series that a season or an episode belongs to."""
    chain = lineage(title_id=title_id)
    return chain[-1] if chain else None


def decided_by_nearest(
    *, said: QuerySet[Any, Any], yes: QuerySet[Any, Any]
) -> QuerySet[Title, int]:
    """Ids of the titles for which the nearest title that has a say, from itself upwards, says yes.

    ``said`` and ``yes`` are querysets of rows with a ``title_id``. A season or series also counts as yes when
    one of its episodes does.
    """
    decided = _decided(said, yes)
    season = Title.objects.filter(decided, kind=Kind.EPISODE, parent=OuterRef("pk"))
    series = Title.objects.filter(decided, kind=Kind.EPISODE, parent__parent=OuterRef("pk"))
    below = Q(Exists(season), kind=Kind.SEASON) | Q(Exists(series), kind=Kind.SERIES)
    return Title.objects.filter(decided | below).values_list("id", flat=True)


def _decided(said: QuerySet[Any, Any], yes: QuerySet[Any, Any]) -> Q:
    """Yes from the title itself, or silence there and yes from its parent, and so on up."""
    decided = Q(Exists(yes.filter(title_id=OuterRef("parent__parent_id"))))
    for node in ("parent_id", "pk"):
        asked = Q(Exists(yes.filter(title_id=OuterRef(node))))
        is_silent = Q(~Exists(said.filter(title_id=OuterRef(node))))
        decided = asked | (is_silent & decided)
    return decided
