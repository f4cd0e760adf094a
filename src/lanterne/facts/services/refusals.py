"""Every no of the facts, in a sentence."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchClaim(Refused):
    pass


class NoSuchCitation(Refused):
    pass


class KeyTaken(Refused):
    pass


class WrongKey(Refused):
    pass


class MeasureUnknown(Refused):
    pass


class WrongMeasure(Refused):
    pass


class WrongValue(Refused):
    pass


class WrongScope(Refused):
    pass


class WrongMoment(Refused):
    pass


class SourceDiffers(Refused):
    pass


class SourceMissing(Refused):
    pass


class UnreadableText(Refused):
    pass


class ReasonMissing(Refused):
    pass


class CorrectedAlready(Refused):
    pass


class AnswersAnotherQuestion(Refused):
    pass
