"""Questions about titles."""

from lanterne.catalogue.queries.ages import below_ceiling, effective, is_suited, suited
from lanterne.catalogue.queries.cards import cards
from lanterne.catalogue.queries.collections import (
    collection,
    collection_by_id,
    collection_names,
    collections,
)
from lanterne.catalogue.queries.counting import kinds_and_genres
from lanterne.catalogue.queries.duplicates import (
    Pair,
    forwarded,
    forwarded_slug,
    forwardings,
    numbers,
    pairs,
)
from lanterne.catalogue.queries.kin import of_same_people
from lanterne.catalogue.queries.lineage import (
    Kin,
    at_or_above,
    below,
    chains,
    decided_by_nearest,
    families,
    head_id,
    lineage,
    lines_below,
    nearest_says,
    next_episode,
    on_the_line,
    playable_id,
)
from lanterne.catalogue.queries.names import (
    addresses,
    named,
    of_genres,
    of_people,
    original_names,
    playable,
    runtimes,
    suggestions,
    title_id,
    title_id_identified,
    title_id_named,
    title_ids,
)
from lanterne.catalogue.queries.page import localised, page
from lanterne.catalogue.queries.pictures import is_picture_of
from lanterne.catalogue.queries.records import records
from lanterne.catalogue.queries.shelves import episodes, genre_links, genres, heads, newest, titles

__all__ = [
    "Kin",
    "Pair",
    "addresses",
    "at_or_above",
    "below",
    "below_ceiling",
    "cards",
    "chains",
    "collection",
    "collection_by_id",
    "collection_names",
    "collections",
    "decided_by_nearest",
    "effective",
    "episodes",
    "families",
    "forwarded",
    "forwarded_slug",
    "forwardings",
    "genre_links",
    "genres",
    "head_id",
    "heads",
    "is_picture_of",
    "is_suited",
    "kinds_and_genres",
    "lineage",
    "lines_below",
    "localised",
    "named",
    "nearest_says",
    "newest",
    "next_episode",
    "numbers",
    "of_genres",
    "of_people",
    "of_same_people",
    "on_the_line",
    "original_names",
    "page",
    "pairs",
    "playable",
    "playable_id",
    "records",
    "runtimes",
    "suggestions",
    "suited",
    "title_id",
    "title_id_identified",
    "title_id_named",
    "title_ids",
    "titles",
]
