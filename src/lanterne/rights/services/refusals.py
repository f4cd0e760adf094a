"""What rights refuse."""

from __future__ import annotations

from lanterne.core.errors import Refused


class WindowOverlaps(Refused):
    pass


class WindowTwice(Refused):
    """Nothing tells it from a window that the title has: pending and revoked ones may overlap, but not so."""


class WindowEmpty(Refused):
    pass


class ToldTwice(Refused):
    """The same window or holdback, in one file, on two sets of terms."""


class Doubtful(Refused):
    """A file may mean any of several windows: a guess could leave one open that was called off."""


class YearUnlikely(Refused):
    """Before there were films, or so late that nobody means it."""


class NoSuchWindow(Refused):
    pass


class TerritoryUnknown(Refused):
    pass


class TermsWrong(Refused):
    """A language that is none, or more of them than a window holds."""


class SecretTooLong(Refused):
    """A window cannot open while nobody may know of it."""


class ConditionNotAwaited(Refused):
    pass


class HoldbackEmpty(Refused):
    pass


class NoSuchHoldback(Refused):
    pass


class NoSuchChange(Refused):
    pass


class ChangedLater(Refused):
    """What is to be taken back has become something else: the later change stays."""


class LicenceUnknown(Refused):
    pass


class LicenceWrong(Refused):
    """A fact of a licence that cannot be so."""
