"""What to read after an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from lanterne.newsroom.models import Mention, Pin, Release
from lanterne.newsroom.queries import lists
from lanterne.newsroom.queries.cards import Entry
from lanterne.newsroom.rules.likeness import Rarity, Told, choose

# So many of its marks, the rarest of them, say which articles are looked at more closely, and so many are.
MOST_MARKS = 24
MOST_LOOKED_AT = 40
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
    open_to_all = lists.public(at).filter(language=own.language, territory__in={own.territory, ""})
    total = open_to_all.count()
    marks = _marks([own.pk])[own.pk]
    spread = _spread(marks, open_to_all)
    near = _near(own, spread, open_to_all)
    held = _marks(near)
    others = [
        Told(row.article_id, row.public_at, held[row.pk])
        for row in Release.objects.filter(pk__in=near)
    ]
    pins = Pin.objects.filter(article_id=article_id, target__release__public_at__lte=at)
    chosen = choose(
        Told(article_id, own.public_at, marks),
        others,
        Rarity(spread, total),
        pins=tuple(pins.order_by("place").values_list("target_id", flat=True)),
        most=most,
    )
    entries = lists.of_ids(one.id for one in chosen)
    return tuple(Also(entries[one.id], one.shared, one.is_pinned) for one in chosen)


def _marks(release_ids: list[int]) -> dict[int, dict[Mark, int]]:
    found: dict[int, dict[Mark, int]] = {one: {} for one in release_ids}
    rows = Mention.objects.filter(release_id__in=release_ids)
    for release, kind, key, times in rows.values_list("release_id", "kind", "key", "times"):
        found[release][kind, key] = times
    return found


def _spread(marks: dict[Mark, int], among: QuerySet[Release]) -> dict[Mark, int]:
    rows = Mention.objects.filter(key__in={key for _kind, key in marks}, release__in=among)
    counted = rows.values_list("kind", "key").annotate(among=Count("pk"))
    return {(kind, key): count for kind, key, count in counted if (kind, key) in marks}


def _near(own: Release, spread: dict[Mark, int], among: QuerySet[Release]) -> list[int]:
    """Those that share most of its rarest marks: the others share only what everybody speaks of."""
    rarest = sorted(spread, key=lambda mark: (spread[mark], mark))
    keys = {key for _kind, key in rarest[:MOST_MARKS]}
    rows = Mention.objects.filter(key__in=keys, release__in=among).exclude(release=own)
    near = rows.values("release_id").annotate(shared=Count("pk")).order_by("-shared", "-release_id")
    return [row["release_id"] for row in near[:MOST_LOOKED_AT]]
