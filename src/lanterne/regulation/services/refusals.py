"""What regulation refuses, each with its own code."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchRule(Refused):
    pass


class RuleExists(Refused):
    pass


class RuleIncomplete(Refused):
    pass


class ReasonMissing(Refused):
    pass


class SourceMissing(Refused):
    pass


class PeriodWrong(Refused):
    pass


class PlaceUnknown(Refused):
    pass


class CurrencyUnknown(Refused):
    pass


class BucketUnknown(Refused):
    pass


class StatementIncomplete(Refused):
    pass


class NotStated(Refused):
    pass


class ExpenseIncomplete(Refused):
    pass


class NoSuchExpense(Refused):
    pass


class NotAFilm(Refused):
    pass


class NoSuchRelease(Refused):
    pass
