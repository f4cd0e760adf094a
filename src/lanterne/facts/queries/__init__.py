"""Questions about what is known: claims, figures for a day, comparisons, who cites what."""

from lanterne.facts.queries.cards import Card
from lanterne.facts.queries.citations import Citation, citations, citations_of, marked
from lanterne.facts.queries.claims import (
    Wanted,
    about,
    by_key,
    claim,
    claims,
    everything,
    figure,
    past,
    rivals,
    told_of,
)
from lanterne.facts.queries.comparing import Comparison, LikePair, compared, comparison
from lanterne.facts.queries.exchange import Rate, RateUnknown, converted, exchange

__all__ = [
    "Card",
    "Citation",
    "Comparison",
    "LikePair",
    "Rate",
    "RateUnknown",
    "Wanted",
    "about",
    "by_key",
    "citations",
    "citations_of",
    "claim",
    "claims",
    "compared",
    "comparison",
    "converted",
    "everything",
    "exchange",
    "figure",
    "marked",
    "past",
    "rivals",
    "told_of",
]
