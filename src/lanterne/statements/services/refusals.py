"""What statements refuse."""

from __future__ import annotations

from lanterne.core.errors import Refused


class LicensorUnknown(Refused):
    pass


class NoSuchStatement(Refused):
    pass


class DraftThere(Refused):
    """A licensor has one draft at a time: what it says rests on all before it."""


class PeriodWrong(Refused):
    """No month or quarter, or one that does not follow on."""


class NotOverYet(Refused):
    pass


class StatementFrozen(Refused):
    """What was issued is kept as it was; another one corrects it."""


class NotACorrection(Refused):
    pass


class AdjustmentWrong(Refused):
    pass


class RateWrong(Refused):
    pass


class RateMissing(Refused):
    pass


class TermsUnsaid(Refused):
    """A fee beside a share may be an advance on it or not, and nobody has said."""


class TermsWrong(Refused):
    pass


class LicenceSettled(Refused):
    """Whoever was told money in one currency is not told it again in another, nor is somebody else."""
