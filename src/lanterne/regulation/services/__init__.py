"""Changes: rules, who we are, what we spent, when films were released."""

from lanterne.regulation.services.expenses import record_expense, withdraw_expense
from lanterne.regulation.services.importing import import_operator
from lanterne.regulation.services.operator import state_fact, withdraw_fact
from lanterne.regulation.services.planning import checked_slate
from lanterne.regulation.services.refusals import (
    BucketUnknown,
    CurrencyUnknown,
    ExpenseIncomplete,
    NoSuchExpense,
    NoSuchRelease,
    NoSuchRule,
    NotAFilm,
    NotStated,
    PeriodWrong,
    PlaceUnknown,
    ReasonMissing,
    RuleExists,
    RuleIncomplete,
    SourceMissing,
    StatementIncomplete,
)
from lanterne.regulation.services.releases import state_release, withdraw_release
from lanterne.regulation.services.rules import add_rule, supersede_rule

__all__ = [
    "BucketUnknown",
    "CurrencyUnknown",
    "ExpenseIncomplete",
    "NoSuchExpense",
    "NoSuchRelease",
    "NoSuchRule",
    "NotAFilm",
    "NotStated",
    "PeriodWrong",
    "PlaceUnknown",
    "ReasonMissing",
    "RuleExists",
    "RuleIncomplete",
    "SourceMissing",
    "StatementIncomplete",
    "add_rule",
    "checked_slate",
    "import_operator",
    "record_expense",
    "state_fact",
    "state_release",
    "supersede_rule",
    "withdraw_expense",
    "withdraw_fact",
    "withdraw_release",
]
