"""How many read what, letters with how far they are, and what one reader gets."""

from lanterne.mailing.queries.letters import LetterCard, letters
from lanterne.mailing.queries.readers import Count, Mine, Wish, asked, counts, languages, mine

__all__ = [
    "Count",
    "LetterCard",
    "Mine",
    "Wish",
    "asked",
    "counts",
    "languages",
    "letters",
    "mine",
]
