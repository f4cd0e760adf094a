"""Questions about what titles brought."""

from lanterne.results.queries.results import (
    Effect,
    ResultCard,
    course,
    of_titles,
    released,
    result,
    result_piece,
    results,
    territories,
    territories_of,
)
from lanterne.results.queries.worth import Worth, worth

__all__ = [
    "Effect",
    "ResultCard",
    "Worth",
    "course",
    "of_titles",
    "released",
    "result",
    "result_piece",
    "results",
    "territories",
    "territories_of",
    "worth",
]
