"""Statements as arithmetic: periods, the sharing of hours and money, recoupment, and the paper that says it all."""

from lanterne.statements.rules.accounts import Account, Agreed, Before, FeeKind, account
from lanterne.statements.rules.document import (
    FEW,
    Adjusted,
    Document,
    Pool,
    Sum,
    Total,
    Unplaced,
    Watched,
)
from lanterne.statements.rules.ledger import Issued, before, effective, in_the_way, totals
from lanterne.statements.rules.periods import Span
from lanterne.statements.rules.shares import apportioned, rounded, slice_of
from lanterne.statements.rules.tallies import Tally, credit

__all__ = [
    "FEW",
    "Account",
    "Adjusted",
    "Agreed",
    "Before",
    "Document",
    "FeeKind",
    "Issued",
    "Pool",
    "Span",
    "Sum",
    "Tally",
    "Total",
    "Unplaced",
    "Watched",
    "account",
    "apportioned",
    "before",
    "credit",
    "effective",
    "in_the_way",
    "rounded",
    "slice_of",
    "totals",
]
