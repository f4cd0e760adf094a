"""How films, series, seasons and episodes hang together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue.models import Title
from lanterne.catalogue.rules import PLAYABLE, Kind


@dataclass(frozen=True, slots=True)
class Kin:
    """A title of a family, with its line from itself up to the family's head."""

    id: int
    kind: Kind
    number: int
    line: tuple[int, ...]


def families(*, title_ids: Collection[int]) -> tuple[Kin, ...]:
    """The films, and the whole series with their seasons and episodes, that these titles are or belong to."""
    asked = Title.objects.filter(pk__in=title_ids).values_list("id", "series_id")
    heads = {series_id or title_id for title_id, series_id in asked}
    rows = Title.objects.filter(Q(pk__in=heads) | Q(series__in=heads)).order_by("pk")
    columns = ("kind", "number", "id", "parent_id", "series_id")
    return tuple(
        Kin(line[0], Kind(kind), number or 0, _line(line))
        for kind, number, *line in rows.values_list(*columns)
    )


# By hand, because every page and every play asks it.
_CHAINS = """
SELECT id, parent_id, series_id FROM catalogue_title WHERE id = %s
UNION SELECT id, parent_id, series_id FROM catalogue_title WHERE parent_id = %s AND kind = 'episode'
UNION SELECT id, parent_id, series_id FROM catalogue_title WHERE series_id = %s AND kind = 'episode'
"""


def lineage(*, title_id: int) -> tuple[int, ...]:
    """The title, its season and its series, from the nearest up; empty when there is no such title."""
    found = Title.objects.filter(pk=title_id).values_list("id", "parent_id", "series_id").first()
    return _line(found or ())


def below(*, title_id: int) -> tuple[tuple[int, ...], ...]:
    """The lineage of each episode of a series or season, in their order; none below a film or an episode."""
    rows = _in_order(_episodes(title_id)).values_list("id", "parent_id", "series_id")
    return tuple(_line(row) for row in rows)


def chains(*, title_id: int) -> tuple[tuple[int, ...], ...]:
    """The lineage of a title, then that of each episode below it; empty when there is no such title."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, [title_id] * 3)
        lines = [_line(row) for row in sorted(cursor.fetchall(), key=itemgetter(0))]
    return tuple(sorted(lines, key=lambda line: line[0] != title_id))


def lines_below(*, title_ids: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """The lineage of everything that is played among some titles or below them."""
    among = Q(pk__in=title_ids) | Q(parent__in=title_ids) | Q(series__in=title_ids)
    rows = Title.objects.filter(among, kind__in=PLAYABLE).order_by("pk")
    return tuple(_line(row) for row in rows.values_list("id", "parent_id", "series_id"))


def next_episode(*, title_id: int, known: Sequence[Any]) -> int | None:
    """The episode after this one that meets the conditions, in the next season if need be."""
    here = Title.objects.filter(pk=title_id, kind=Kind.EPISODE).values_list(
        "number", "parent__number", "series_id"
    )
    for number, season, series_id in here:
        later = Q(parent__number=season, number__gt=number) | Q(parent__number__gt=season)
        return _first(Title.objects.filter(*known, later, kind=Kind.EPISODE, series=series_id))
    return None


def playable_id(*, title_id: int, known: Sequence[Any]) -> int | None:
    """What pressing Play on a title plays: itself, or the first episode below it, if it meets the conditions."""
    own = Title.objects.filter(pk=title_id, kind__in=PLAYABLE)
    return _first(own.filter(*known)) or _first(_episodes(title_id).filter(*known))


def head_id(*, title_id: int) -> int | None:
    """The film itself, or the series that a season or an episode belongs to."""
    chain = lineage(title_id=title_id)
    return chain[-1] if chain else None


def decided_by_nearest(
    *, said: QuerySet[Any, Any], yes: QuerySet[Any, Any], but: Q | None = None
) -> QuerySet[Title, int]:
    """Ids of the titles for which the nearest title that has a say, from itself upwards, says yes.

    ``said`` and ``yes`` are querysets of rows with a ``title_id``; ``but`` has to be true of each title besides.
    A season or series also counts as yes when one of its episodes does.
    """
    decided = nearest_says(said=said, yes=yes) & (but or Q())
    episodes = Title.objects.filter(decided, kind=Kind.EPISODE)
    season = Q(Exists(episodes.filter(parent=OuterRef("pk"))), kind=Kind.SEASON)
    series = Q(Exists(episodes.filter(series=OuterRef("pk"))), kind=Kind.SERIES)
    return Title.objects.filter(decided | season | series).values_list("id", flat=True)


def at_or_above(rows: QuerySet[Any, Any]) -> Q:
    """The condition that a row, by its ``title``, is about a title or about what it belongs to."""
    line = Q(title=OuterRef("pk")) | Q(title=OuterRef("parent_id")) | Q(title=OuterRef("series_id"))
    return Q(Exists(rows.filter(line)))


def on_the_line(rows: QuerySet[Any, Any]) -> Q:
    """The condition that a row, by its ``title``, is about a title, what it belongs to, or one of its parts."""
    below = Q(title__parent=OuterRef("pk")) | Q(title__series=OuterRef("pk"))
    return at_or_above(rows) | Q(Exists(rows.filter(below)))


def nearest_says(*, said: QuerySet[Any, Any], yes: QuerySet[Any, Any]) -> Q:
    """The condition that a title says yes, or is silent while its season does, or both are while the series does."""
    decided = Q(Exists(yes.filter(title_id=OuterRef("series_id"))))
    for node in ("parent_id", "pk"):
        says_yes = Q(Exists(yes.filter(title_id=OuterRef(node))))
        is_silent = Q(~Exists(said.filter(title_id=OuterRef(node))))
        decided = says_yes | (is_silent & decided)
    return decided


def _line(row: Sequence[int | None]) -> tuple[int, ...]:
    # A season's parent is its series: said once.
    return tuple(dict.fromkeys(one for one in row if one is not None))


def _episodes(title_id: int) -> QuerySet[Title]:
    return Title.objects.filter(Q(parent=title_id) | Q(series=title_id), kind=Kind.EPISODE)


def _in_order(titles: QuerySet[Title]) -> QuerySet[Title]:
    return titles.order_by("parent__number", "number")


def _first(titles: QuerySet[Title]) -> int | None:
    return _in_order(titles).values_list("id", flat=True).first()
