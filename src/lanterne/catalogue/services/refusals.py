"""What the catalogue refuses; the sentences are said where they are raised."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchTitle(Refused):
    pass


class NoSuchPerson(Refused):
    pass


class NoSuchCollection(Refused):
    pass


class NameMissing(Refused):
    pass


class WrongParent(Refused):
    pass


class NumberTaken(Refused):
    pass


class WrongFacts(Refused):
    pass


class LanguageUnknown(Refused):
    pass


class TerritoryUnknown(Refused):
    pass


class UnknownGenre(Refused):
    pass


class SystemUnknown(Refused):
    pass


class LabelUnknown(Refused):
    pass


class UnreadableText(Refused):
    """Characters that would reorder or break the page around them, or more of them than a page can bear."""


class WrongIdentifier(Refused):
    pass


class IdentifierTaken(Refused):
    pass


class RoleUnknown(Refused):
    pass


class WrongShares(Refused):
    pass


class UnknownTerm(Refused):
    pass


class NoSuchChange(Refused):
    pass


class ChangedLater(Refused):
    """What is to be taken back has become something else: the later change stays."""


class ChangedMeanwhile(Refused):
    """Two editors at once: the second is told, and overwrites nothing unseen."""


class NotAlike(Refused):
    """Two titles that cannot be one."""
