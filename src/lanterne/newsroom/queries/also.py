"""What to read after an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.db.models import Count, Q, QuerySet

from lanterne.newsroom.models import Mention, Pin, Release, open_at
from lanterne.newsroom.queries import lists
from lanterne.newsroom.queries.cards import Entry
from lanterne.newsroom.rules.likeness import Rarity, Told, choose

# Its rarest marks, in so many places at most, say which articles are looked at more closely, and so many of them are.
MOST_PLACES = 500
MOST_LOOKED_AT = 24
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Also:
    """``shared`` says why, for the editor: what both speak of, the strongest first."""

    entry: Entry
    shared: tuple[Mark, ...]
    is_pinned: bool


def read_also(*, article_id: int, at: datetime, most: int = 4) -> tuple[Also, ...]:
    """Of the same language, in its own market and for the whole world; nothing that the public may not know of."""
    own = Release.objects.filter(article_id=article_id).first()
    if own is None:
        return ()
    # Whether a page is still published is asked of the few that are chosen: for all of them it would cost three joins.
    total = Release.objects.filter(_beside(own, at)).count()
    marks = _marks([own.pk])[own.pk]
    spread = _spread(own, marks, at)
    near = _near(own, spread, at)
    held = _marks(near)
    others = [
        Told(row.article_id, row.public_at, held[row.pk])
        for row in Release.objects.filter(pk__in=near)
    ]
    pins = Pin.objects.filter(open_at(at, of="target__release__"), article_id=article_id)
    chosen = choose(
        Told(article_id, own.public_at, marks),
        others,
        Rarity(spread, total),
        pins=tuple(pins.order_by("place").values_list("target_id", flat=True)),
        most=most,
    )
    entries = lists.of_ids([one.id for one in chosen], at=at)
    return tuple(
        Also(entries[one.id], one.shared, one.is_pinned) for one in chosen if one.id in entries
    )


def _marks(release_ids: list[int]) -> dict[int, dict[Mark, int]]:
    found: dict[int, dict[Mark, int]] = {one: {} for one in release_ids}
    rows = Mention.objects.filter(release_id__in=release_ids)
    for release, kind, key, times in rows.values_list("release_id", "kind", "key", "times"):
        found[release][kind, key] = times
    return found


def _beside(own: Release, at: datetime, *, of: str = "") -> Q:
    """What its readers may read as well; ``of`` leads to the releases from another table."""
    spoken = {f"{of}language": own.language, f"{of}territory__in": {own.territory, ""}}
    return open_at(at, of=of) & Q(**spoken)


def _held(own: Release, marks: Collection[Mark], at: datetime) -> QuerySet[Mention]:
    """With the kinds, by which the index begins: an article has few marks, and there are many articles."""
    kinds, keys = zip(*marks, strict=True) if marks else ((), ())
    beside = _beside(own, at, of="release__")
    return Mention.objects.filter(beside, kind__in=set(kinds), key__in=set(keys))


def _spread(own: Release, marks: dict[Mark, int], at: datetime) -> dict[Mark, int]:
    rows = _held(own, marks, at)
    counted = rows.values_list("kind", "key").annotate(among=Count("pk"))
    return {(kind, key): count for kind, key, count in counted if (kind, key) in marks}


def _near(own: Release, spread: dict[Mark, int], at: datetime) -> list[int]:
    """Those that share most of its rarest marks: the others share only what everybody speaks of.

    Counted here: to group them a database would go through every article there is.
    """
    rows = _held(own, _rarest(spread), at).exclude(release=own).order_by()
    shared = Counter(rows.values_list("release_id", flat=True))
    ranked = sorted(shared, key=lambda release: (-shared[release], -release))
    return ranked[:MOST_LOOKED_AT]


def _rarest(spread: dict[Mark, int]) -> list[Mark]:
    """As many as stand in a number of places that is soon gone through."""
    ranked = sorted(spread, key=lambda mark: (spread[mark], mark))
    places = accumulate(spread[mark] for mark in ranked)
    return [
        mark for mark, sum_so_far in zip(ranked, places, strict=True) if sum_so_far <= MOST_PLACES
    ]
