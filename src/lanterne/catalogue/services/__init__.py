"""Changes to titles. Each leaves an audit line and refuses with a sentence."""

from lanterne.catalogue.services.artwork import (
    PictureRefused,
    add_artwork,
    check_artwork,
    suggest_artwork,
)
from lanterne.catalogue.services.identifiers import identify
from lanterne.catalogue.services.ratings import Stated, rate
from lanterne.catalogue.services.refusals import (
    IdentifierTaken,
    LabelUnknown,
    LanguageUnknown,
    NameMissing,
    NoSuchTitle,
    NumberTaken,
    SystemUnknown,
    TerritoryUnknown,
    UnknownGenre,
    UnreadableText,
    WrongFacts,
    WrongIdentifier,
    WrongParent,
)
from lanterne.catalogue.services.titles import create_title, hold_title, set_facts
from lanterne.catalogue.services.words import credit, localise, set_genres

__all__ = [
    "IdentifierTaken",
    "LabelUnknown",
    "LanguageUnknown",
    "NameMissing",
    "NoSuchTitle",
    "NumberTaken",
    "PictureRefused",
    "Stated",
    "SystemUnknown",
    "TerritoryUnknown",
    "UnknownGenre",
    "UnreadableText",
    "WrongFacts",
    "WrongIdentifier",
    "WrongParent",
    "add_artwork",
    "check_artwork",
    "create_title",
    "credit",
    "hold_title",
    "identify",
    "localise",
    "rate",
    "set_facts",
    "set_genres",
    "suggest_artwork",
]
