"""Changes of statements, and of what licences say of money."""

from lanterne.statements.services.drafts import (
    Told,
    adjust,
    correct,
    discard,
    draft,
    drop_adjustment,
    reckon,
    state_rate,
)
from lanterne.statements.services.issuing import issue
from lanterne.statements.services.refusals import (
    AdjustmentWrong,
    DraftThere,
    LicenceSettled,
    LicensorUnknown,
    NoSuchStatement,
    NotACorrection,
    NotOverYet,
    PeriodWrong,
    RateMissing,
    RateWrong,
    StatementFrozen,
    TermsUnsaid,
    TermsWrong,
)
from lanterne.statements.services.terms import agree

__all__ = [
    "AdjustmentWrong",
    "DraftThere",
    "LicenceSettled",
    "LicensorUnknown",
    "NoSuchStatement",
    "NotACorrection",
    "NotOverYet",
    "PeriodWrong",
    "RateMissing",
    "RateWrong",
    "StatementFrozen",
    "TermsUnsaid",
    "TermsWrong",
    "Told",
    "adjust",
    "agree",
    "correct",
    "discard",
    "draft",
    "drop_adjustment",
    "issue",
    "reckon",
    "state_rate",
]
