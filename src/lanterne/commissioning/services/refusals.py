"""What commissioning refuses; the sentences are said where they are raised."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchProject(Refused):
    pass


class NoSuchWork(Refused):
    pass


class KeyTaken(Refused):
    pass


class WrongKey(Refused):
    pass


class WrongFacts(Refused):
    pass


class WrongPlace(Refused):
    """A season without its series, or another project with one."""


class WrongMove(Refused):
    pass


class Overtaken(Refused):
    pass


class GateClosed(Refused):
    pass


class ReasonMissing(Refused):
    pass


class RoleNotHeld(Refused):
    pass


class DecisionMissing(Refused):
    pass


class ForecastTooLate(Refused):
    pass


class PastTooShort(Refused):
    """Too few titles have results in the country."""


class PlanMissing(Refused):
    pass


class NoSuchOption(Refused):
    pass


class WrongTerm(Refused):
    pass


class WrongShares(Refused):
    pass


class NotThere(Refused):
    """What is to be taken away or changed is not there, or is another project's."""


class AccountUnknown(Refused):
    pass


class CurrencyUnknown(Refused):
    pass


class RateMissing(Refused):
    pass


class BudgetLocked(Refused):
    pass


class BudgetMissing(Refused):
    pass


class ReferenceTaken(Refused):
    pass


class RoomTaken(Refused):
    pass
