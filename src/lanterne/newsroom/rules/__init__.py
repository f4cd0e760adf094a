"""Arithmetic of the newsroom: who may read an article when, what its body says, which figures stand for which."""

from lanterne.newsroom.rules.addresses import WORLD, is_inside, market_of, place_of
from lanterne.newsroom.rules.body import (
    Block,
    Box,
    Comparison,
    Figure,
    Figures,
    Film,
    Heading,
    Paragraph,
    PictureBlock,
    Quotation,
    claims_in,
    parts,
    pictures_in,
    read,
    shown_claims,
    words_in,
)
from lanterne.newsroom.rules.embargo import Reader, Standing, may_read, standing

__all__ = [
    "WORLD",
    "Block",
    "Box",
    "Comparison",
    "Figure",
    "Figures",
    "Film",
    "Heading",
    "Paragraph",
    "PictureBlock",
    "Quotation",
    "Reader",
    "Standing",
    "claims_in",
    "is_inside",
    "market_of",
    "may_read",
    "parts",
    "pictures_in",
    "place_of",
    "read",
    "shown_claims",
    "standing",
    "words_in",
]
