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
from lanterne.statements.queries.terms import (
    HeldTerms,
    currency_of,
    stated,
    terms,
    unfit,
    unsaid,
)

__all__ = [
    "Card",
    "HeldTerms",
    "Wanted",
    "currency_of",
    "draft_of",
    "issued_of",
    "number_written",
    "reckoned",
    "stated",
    "statement",
    "statement_id",
    "statements",
    "terms",
    "territories_of",
    "unfit",
    "unsaid",
]
