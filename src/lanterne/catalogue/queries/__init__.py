"""Questions about titles."""

from lanterne.catalogue.queries.ages import is_suited, suited
from lanterne.catalogue.queries.cards import cards
from lanterne.catalogue.queries.lineage import (
    below,
    decided_by_nearest,
    head_id,
    heads,
    lineage,
    next_episode,
    playable_id,
    playables,
)
from lanterne.catalogue.queries.names import (
    genre_ids,
    named,
    of_genre,
    of_genres,
    of_people,
    suggestions,
    title_id,
)
from lanterne.catalogue.queries.page import localised, page

__all__ = [
    "below",
    "cards",
    "decided_by_nearest",
    "genre_ids",
    "head_id",
    "heads",
    "is_suited",
    "lineage",
    "localised",
    "named",
    "next_episode",
    "of_genre",
    "of_genres",
    "of_people",
    "page",
    "playable_id",
    "playables",
    "suggestions",
    "suited",
    "title_id",
]
