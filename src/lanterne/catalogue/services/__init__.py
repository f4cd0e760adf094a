"""Changes to titles. Each leaves an audit line and refuses with a sentence."""

from lanterne.catalogue.services.artwork import (
    PictureRefused,
    add_artwork,
    check_artwork,
    suggest_artwork,
)
from lanterne.catalogue.services.ratings import Stated, rate
from lanterne.catalogue.services.refusals import (
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
    WrongParent,
)
from lanterne.catalogue.services.titles import create_title, hold_title, set_facts
from lanterne.catalogue.services.words import credit, localise, set_genres

__all__ = [
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
    "WrongParent",
    "add_artwork",
    "check_artwork",
    "create_title",
    "credit",
    "hold_title",
    "localise",
    "rate",
    "set_facts",
    "set_genres",
    "suggest_artwork",
]
