"""Changes to titles. Each leaves an audit line and refuses with a sentence."""

from lanterne.catalogue.services.artwork import (
    PictureRefused,
    add_artwork,
    check_artwork,
    suggest_artwork,
)
from lanterne.catalogue.services.collections import (
    arrange,
    create_collection,
    move_up,
    name_collection,
    put_in,
    take_out,
)
from lanterne.catalogue.services.identifiers import identify
from lanterne.catalogue.services.making import credit_company, make_in, set_production
from lanterne.catalogue.services.ratings import Stated, rate
from lanterne.catalogue.services.refusals import (
    IdentifierTaken,
    LabelUnknown,
    LanguageUnknown,
    NameMissing,
    NoSuchCollection,
    NoSuchTitle,
    NumberTaken,
    RoleUnknown,
    SystemUnknown,
    TerritoryUnknown,
    UnknownGenre,
    UnknownTerm,
    UnreadableText,
    WrongFacts,
    WrongIdentifier,
    WrongParent,
    WrongShares,
)
from lanterne.catalogue.services.terms import file_under, name_term
from lanterne.catalogue.services.titles import create_title, hold_title, set_facts
from lanterne.catalogue.services.words import credit, localise, set_genres

__all__ = [
    "IdentifierTaken",
    "LabelUnknown",
    "LanguageUnknown",
    "NameMissing",
    "NoSuchCollection",
    "NoSuchTitle",
    "NumberTaken",
    "PictureRefused",
    "RoleUnknown",
    "Stated",
    "SystemUnknown",
    "TerritoryUnknown",
    "UnknownGenre",
    "UnknownTerm",
    "UnreadableText",
    "WrongFacts",
    "WrongIdentifier",
    "WrongParent",
    "WrongShares",
    "add_artwork",
    "arrange",
    "check_artwork",
    "create_collection",
    "create_title",
    "credit",
    "credit_company",
    "file_under",
    "hold_title",
    "identify",
    "localise",
    "make_in",
    "move_up",
    "name_collection",
    "name_term",
    "put_in",
    "rate",
    "set_facts",
    "set_genres",
    "set_production",
    "suggest_artwork",
    "take_out",
]
