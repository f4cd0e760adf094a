"""How many titles each choice of a filter would show, the other filters being as they are.

The page does not wait for it: the list is there at once, and the counts come after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import and_, or_

from lanterne.assets import queries as assets
from lanterne.catalogue.queries import counting, editing
from lanterne.core.kept import Answers
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.studio.decisions import hopeful_ids
from lanterne.studio.masks import mask, masks
from lanterne.studio.titles_page import Wanted, read_languages
from lanterne.territories import queries as territories

Counts = Mapping[str, Mapping[str, int]]
Sets = Mapping[str, int]
MOST_KEPT = 32
_kept = Answers[tuple[int, dict[str, Sets]]](MOST_KEPT)


def counts(*, wanted: Wanted, at: datetime) -> Counts:
    """By filter and choice. Every set is read once, however many filters are crossed with it."""
    every, facets = _facets(wanted.market, at)
    named = mask(editing.listed(text=wanted.text)) if wanted.text else every
    chosen = {
        name: held.get(getattr(wanted, name), 0)
        for name, held in facets.items()
        if getattr(wanted, name)
    }
    return {
        name: {
            choice: (titles & _others(name, chosen, named)).bit_count()
            for choice, titles in held.items()
        }
        for name, held in facets.items()
    }


def _others(name: str, chosen: Sets, named: int) -> int:
    """What all filters but this one leave."""
    return reduce(and_, (held for other, held in chosen.items() if other != name), named)


def _facets(market: str, at: datetime) -> tuple[int, dict[str, Sets]]:
    """All titles, and those of each choice of each filter; read once, until something changes or the clock changes it."""
    return _kept.get(
        market, at=at, ask=lambda: _asked(market, at), until=lambda: _next_change(market, at)
    )


def _next_change(market: str, at: datetime) -> datetime | None:
    everywhere = {market, *(one.territory for one in territories.markets())}
    changes = (rights.next_change(territory=one, at=at) for one in everywhere)
    return min((one for one in changes if one is not None), default=None)


def _asked(market: str, at: datetime) -> tuple[int, dict[str, Sets]]:
    rows = list(counting.kinds_and_years())
    every = mask(title_id for title_id, _kind, _year in rows)
    kinds = masks((title_id, kind) for title_id, kind, _year in rows)
    dated = ((one, str(counting.decade(year))) for one, _kind, year in rows if year is not None)
    playable = kinds.get("film", 0) | kinds.get("episode", 0)
    streamed = mask(assets.published_title_ids())
    return every, {
        "kind": kinds,
        "genre": masks(counting.genre_codes()),
        "decade": masks(dated),
        "streams": {"yes": playable & streamed, "no": playable & ~streamed},
        "window": _windows(market, every, at),
        "missing": {
            language: every & ~mask(editing.synopsis_ids(language=language))
            for language in read_languages()
        },
    }


def _windows(territory: str, every: int, at: datetime) -> Sets:
    market = Market(territory)
    here = mask(rights.open_title_ids(market=market, at=at))
    lasting = mask(rights.open_or_coming_title_ids(market=market, at=at))
    named = mask(rights.named_title_ids(market=market))
    anywhere = reduce(or_, (mask(ids) for ids in hopeful_ids(at)), 0)
    return {
        "open": here,
        "coming": lasting & ~here,
        "over": named & ~lasting,
        "nowhere": every & ~anywhere,
    }
