"""What travels about the making of titles: companies, countries, registries' names, terms and pictures."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema

from lanterne.api.partners.forms.common import Code, Language, Line, Territory, Told

Vocabulary = Literal["mood", "keyword"]
ArtKind = Literal["poster", "still", "backdrop"]
CompanyRole = Literal[
    "production", "coproduction", "financing", "distribution", "sales", "broadcaster"
]
Percent = Annotated[int, Field(ge=0, le=100)]


class TitleCompany(Schema):
    id: int = Field(examples=[5])
    company: str = Field(examples=["Star Film"])
    role: str = Field(examples=["production"])


class CompanySaid(Told):
    company: Line = Field(examples=["Star Film"])
    role: CompanyRole = Field(examples=["production"])


class MadeIn(Told):
    """A country of production; the share is in per cent, null where nobody has said."""

    territory: Territory = Field(examples=["FR"])
    share: Annotated[Decimal, Field(max_digits=5, decimal_places=2)] | None = Field(
        None, examples=["100"]
    )
    is_lead: bool = Field(default=False, examples=[True])


class ProductionSaid(Told):
    """All of them, in place of those before."""

    countries: list[MadeIn] = Field(max_length=30)


class TitleIdentifier(Told):
    scheme: Annotated[str, Field(max_length=12)] = Field(
        examples=["imdb"], description="eidr, isan, imdb, tmdb or wikidata."
    )
    value: Line = Field(examples=["tt0000417"])


class TermsSaid(Told):
    """All of them, the most telling first, in place of those before."""

    codes: list[Code] = Field(max_length=50, examples=[["dreamlike"]])


class TitlePicture(Schema):
    """A picture as delivered and its addresses; `language` is that of its lettering, empty for none."""

    id: int = Field(examples=[8])
    kind: str = Field(examples=["poster"])
    language: str = Field(examples=["fr"])
    source: str = Field(examples=["Star Film"])
    width: int = Field(examples=[2000])
    height: int = Field(examples=[3000])
    focus: tuple[int, int] = Field(
        examples=[(50, 50)], description="What every cut keeps: per cent from left and top."
    )
    url: str = Field(examples=["/media/artwork/0a1b-480.webp"])
    srcset: str = Field(examples=["/media/artwork/0a1b-480.webp 480w"])
    avif: str = Field(examples=[""])


class ArtworkAsked(Told):
    """The picture itself is the body: JPEG, PNG or WebP up to 20 MB."""

    kind: ArtKind = Field(examples=["poster"])
    language: Language = Field("", examples=["fr"], description="Of its lettering; empty for none.")
    source: Line = Field("", examples=["Star Film"])


class FocusSaid(Told):
    x: Percent = Field(examples=[50])
    y: Percent = Field(examples=[30])
