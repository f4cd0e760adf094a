"""Questions about statements."""

from lanterne.statements.queries.kept import (
    Card,
    draft_of,
    issued_of,
    number_written,
    statement,
    statement_id,
    statements,
    territories_of,
)
from lanterne.statements.queries.reckoning import Wanted, reckoned
from lanterne.statements.queries.terms import HeldTerms, terms, unsaid

__all__ = [
    "Card",
    "HeldTerms",
    "Wanted",
    "draft_of",
    "issued_of",
    "number_written",
    "reckoned",
    "statement",
    "statement_id",
    "statements",
    "terms",
    "territories_of",
    "unsaid",
]
