"""Changes to titles. Each leaves an audit line and refuses with a sentence."""

from lanterne.catalogue.services.artwork import (
    PictureRefused,
    add_artwork,
    check_artwork,
    suggest_artwork,
)
from lanterne.catalogue.services.refusals import (
    LanguageUnknown,
    NameMissing,
    NoSuchTitle,
    NumberTaken,
    TerritoryUnknown,
    UnknownGenre,
    WrongFacts,
    WrongParent,
)
from lanterne.catalogue.services.titles import create_title, hold_title, set_facts
from lanterne.catalogue.services.words import credit, localise, rate, set_genres

__all__ = [
    "LanguageUnknown",
    "NameMissing",
    "NoSuchTitle",
    "NumberTaken",
    "PictureRefused",
    "TerritoryUnknown",
    "UnknownGenre",
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
