"""Stating what sources say, correcting it, choosing what pages show, and noting who shows it."""

from lanterne.facts.services.citing import Place, cite, look_at_citation
from lanterne.facts.services.claiming import correct_claim, show_claim, state_claim
from lanterne.facts.services.importing import import_claims
from lanterne.facts.services.measuring import add_measure
from lanterne.facts.services.refusals import (
    AnswersAnotherQuestion,
    CorrectedAlready,
    KeyTaken,
    MeasureUnknown,
    NoSuchCitation,
    NoSuchClaim,
    ReasonMissing,
    SourceDiffers,
    SourceMissing,
    UnreadableText,
    WrongKey,
    WrongMeasure,
    WrongMoment,
    WrongScope,
    WrongValue,
)

__all__ = [
    "AnswersAnotherQuestion",
    "CorrectedAlready",
    "KeyTaken",
    "MeasureUnknown",
    "NoSuchCitation",
    "NoSuchClaim",
    "Place",
    "ReasonMissing",
    "SourceDiffers",
    "SourceMissing",
    "UnreadableText",
    "WrongKey",
    "WrongMeasure",
    "WrongMoment",
    "WrongScope",
    "WrongValue",
    "add_measure",
    "cite",
    "correct_claim",
    "import_claims",
    "look_at_citation",
    "show_claim",
    "state_claim",
]
