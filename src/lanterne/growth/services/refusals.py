"""What growth refuses; the sentences are said where they are raised."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchService(Refused):
    pass


class NoSuchOffice(Refused):
    pass


class NoSuchCommission(Refused):
    pass


class NoSuchScenario(Refused):
    pass


class WrongFacts(Refused):
    pass


class OursAlready(Refused):
    pass


class KeyTaken(Refused):
    pass


class SameOrder(Refused):
    """What an order would be said to be, another one is."""


class ReasonMissing(Refused):
    pass
