"""What travels about collections and about the vocabulary."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from lanterne.api.partners.forms.common import Kept, Language, Line, Listed, Piece, RowId, Told


class CollectionName(Told):
    name: Line = Field(examples=["Fantastic voyages"])
    synopsis: Annotated[str, StringConstraints(max_length=10_000), Kept] = Field("", examples=[""])


class CollectionDocument(Schema):
    """A collection with its names by language, and its titles in their order."""

    id: int = Field(examples=[3])
    slug: str = Field(examples=["fantastic-voyages"])
    original_language: str = Field(examples=["en"])
    names: dict[str, CollectionName]
    title_ids: list[int] = Field(examples=[[42]])


class Collections(Listed):
    items: list[CollectionDocument]


class CollectionsAsked(Piece):
    title_id: RowId | None = Field(None, examples=[42], description="Those that hold this title.")


class CollectionMade(Told):
    name: Line = Field(examples=["Fantastic voyages"])
    language: Language = Field(examples=["en"])


class Arranged(Told):
    """Films and series in their order, in place of those before."""

    title_ids: list[RowId] = Field(max_length=500, examples=[[42]])


class Term(Schema):
    code: str = Field(examples=["dreamlike"])
    names: dict[str, str] = Field(
        examples=[{"fr": "Onirique"}], description="By language, as staff said them."
    )


class Terms(Schema):
    """A vocabulary: the house's own words, then what staff have added."""

    vocabulary: str = Field(examples=["mood"])
    items: list[Term]


class TermNamed(Told):
    language: Language = Field(examples=["fr"])
    name: Line = Field(examples=["Onirique"])


class TermRenamed(Told):
    name: Line = Field(examples=["Onirique"])
