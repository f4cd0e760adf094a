"""Articles whose figures were corrected, and articles that cite a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.core import clock
from lanterne.facts import queries as facts
from lanterne.facts.queries import Card, Citation
from lanterne.newsroom.keys import article_of, key
from lanterne.newsroom.models import Release, open_at


@dataclass(frozen=True, slots=True)
class Affected:
    """An article that shows ``was``, in whose place stands ``now``; ``since`` is when that was said."""

    article_id: int
    title: str
    address: str
    territory: str
    language: str
    was: Card
    now: Card
    since: datetime


def affected() -> tuple[Affected, ...]:
    """What waits for an editor, the longest waiting first."""
    waiting = [one for one in facts.marked() if article_of(one.place) and one.replaced_by]
    cards = facts.by_key({claim for one in waiting for claim in (one.claim, one.replaced_by)})
    releases = {row.article_id: row for row in _releases(waiting)}
    return tuple(
        Affected(
            number,
            one.name,
            one.address,
            releases[number].territory,
            releases[number].language,
            cards[one.claim],
            cards[one.replaced_by],
            one.marked_at or one.cited_at,
        )
        for one in waiting
        if (number := article_of(one.place)) in releases
    )


def citing(claim: str) -> tuple[Citation, ...]:
    """The articles that show a figure."""
    return tuple(one for one in facts.citations(claim) if article_of(one.place))


def _releases(waiting: list[Citation]) -> list[Release]:
    return list(Release.objects.filter(article_id__in=[article_of(one.place) for one in waiting]))


def hidden_places() -> list[str]:
    """The articles under embargo, and those that are over, as figures name what cites them."""
    held = Release.objects.exclude(open_at(clock.now())).values_list("article_id", flat=True)
    return [key(number) for number in held]
