"""Questions about titles."""

from lanterne.catalogue.queries.ages import is_suited, suited
from lanterne.catalogue.queries.cards import cards
from lanterne.catalogue.queries.lineage import (
    below,
    decided_by_nearest,
    heads,
    lineage,
    next_episode,
    playable_id,
)
from lanterne.catalogue.queries.names import find, genre_codes, in_genre, title_id
from lanterne.catalogue.queries.page import localised, page

__all__ = [
    "below",
    "cards",
    "decided_by_nearest",
    "find",
    "genre_codes",
    "heads",
    "in_genre",
    "is_suited",
    "lineage",
    "localised",
    "next_episode",
    "page",
    "playable_id",
    "suited",
    "title_id",
]
