"""What travels about titles and what is said of them, with an example of each."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lanterne.api.partners.forms.common import (
    NOON,
    Instant,
    Kept,
    Language,
    Line,
    Listed,
    Piece,
    RowId,
    SmallNumber,
    Territory,
    Told,
)
from lanterne.api.partners.forms.making import MadeIn, TitleCompany, TitleIdentifier, TitlePicture

Kind = Literal["film", "series", "season", "episode", "trailer", "extra", "edition"]
Lines = Annotated[str, StringConstraints(max_length=10_000), Kept]


class TitleFacts(Schema):
    """A title as it was entered: nothing inherited, nothing translated."""

    id: int = Field(examples=[42])
    kind: str = Field(examples=["film"])
    slug: str = Field(examples=["le-voyage"])
    original_name: str = Field(examples=["Le Voyage"])
    original_language: str = Field(examples=["fr"], description="BCP 47.")
    year: int | None = Field(examples=[1902])
    runtime_seconds: int | None = Field(examples=[780])
    countries: list[str] = Field(examples=[["FR"]], description="ISO 3166-1 alpha-2.")
    spoken_languages: list[str] = Field(examples=[["fr"]], description="BCP 47.")
    minimum_age: int | None = Field(examples=[0], description="Where no board has rated it.")
    copyright_line: str = Field(examples=["© 1902 Star Film"])
    parent_id: int | None = Field(examples=[None])
    number: int | None = Field(examples=[None])
    edition: str = Field(examples=[""], description="Which one, of another edition of a film.")
    genres: list[str] = Field(examples=[["fantasy"]])
    moods: list[str] = Field(examples=[["dreamlike"]])
    keywords: list[str] = Field(examples=[["moon"]])


class TitleWords(Schema):
    """The words in one language."""

    language: str = Field(examples=["en"])
    name: str = Field(examples=["A Trip to the Moon"])
    tagline: str = Field(examples=["Six astronomers in a shell."])
    synopsis_short: str = Field(examples=["Astronomers go to the Moon."])
    synopsis_medium: str = Field(examples=["Six astronomers fly to the Moon in a shell."])
    synopsis: str = Field(examples=["Six astronomers fly to the Moon and meet its people."])


class TitleCredit(Schema):
    id: int = Field(examples=[3])
    person: str = Field(examples=["Georges Méliès"])
    role: str = Field(examples=["director"])
    character: str = Field(examples=[""])


class TitleRating(Schema):
    territory: str = Field(examples=["FR"])
    system: str = Field(examples=["CNC"], description="Empty where the label was stated freely.")
    label: str = Field(examples=["Tous publics"])
    minimum_age: int = Field(examples=[0])


class TitleDocument(TitleFacts):
    """All that is said of a title; its ETag stands for the whole of it."""

    words: list[TitleWords]
    credits: list[TitleCredit]
    companies: list[TitleCompany]
    production: list[MadeIn]
    identifiers: list[TitleIdentifier]
    ratings: list[TitleRating]
    artwork: list[TitlePicture]


class Titles(Listed):
    items: list[TitleFacts]


class TitlesAsked(Piece):
    kind: Kind | Literal[""] = Field("", examples=["film"])
    genre: Line = Field("", examples=["fantasy"])
    language: Language = Field("", examples=["fr"], description="The original one.")
    country: Territory | None = Field(None, examples=["FR"], description="Of production.")
    year: SmallNumber | None = Field(None, examples=[1902])
    parent_id: RowId | None = Field(
        None, examples=[None], description="What is below or beside this title."
    )
    changed_since: Instant | None = Field(
        None, examples=[NOON], description="Titles and their rights."
    )
    open_in: Territory | None = Field(None, examples=["FR"], description="Open in this market…")
    open_at: Instant | None = Field(None, examples=[NOON], description="…then; or now.")


class TitleMade(Told):
    kind: Kind = Field(examples=["film"])
    original_name: Line = Field(examples=["Le Voyage"])
    original_language: Language = Field(examples=["fr"])
    year: SmallNumber | None = Field(None, examples=[1902])
    runtime_seconds: SmallNumber | None = Field(None, examples=[780])
    countries: list[Territory] = Field([], max_length=30, examples=[["FR"]])
    spoken_languages: list[Language] = Field([], max_length=30, examples=[["fr"]])
    minimum_age: SmallNumber | None = Field(None, examples=[0])
    copyright_line: Line = Field("", examples=["© 1902 Star Film"])
    parent_id: RowId | None = Field(None, examples=[None])
    number: SmallNumber | None = Field(None, examples=[None])
    edition: Line = Field("", examples=[""], description="For the kind `edition` only.")
    genres: list[Line] = Field([], max_length=20, examples=[["fantasy"]])


class TitleChange(Told):
    """What is left out stays as it is."""

    original_name: Line = Field("", examples=["Le Voyage dans la Lune"])
    original_language: Language = Field("", examples=["fr"])
    year: SmallNumber | None = Field(None, examples=[1902])
    runtime_seconds: SmallNumber | None = Field(None, examples=[780])
    countries: list[Territory] = Field([], max_length=30, examples=[["FR"]])
    spoken_languages: list[Language] = Field([], max_length=30, examples=[["fr"]])
    minimum_age: SmallNumber | None = Field(None, examples=[0])
    copyright_line: Line = Field("", examples=["© 1902 Star Film"])
    genres: list[Line] = Field([], max_length=20, examples=[["fantasy"]])


class WordsSaid(Told):
    """What is left out stays as it is."""

    name: Line = Field(examples=["A Trip to the Moon"])
    tagline: Line = Field("", examples=["Six astronomers in a shell."])
    synopsis_short: Annotated[str, StringConstraints(max_length=300), Kept] = Field(
        "", examples=[""]
    )
    synopsis_medium: Annotated[str, StringConstraints(max_length=1000), Kept] = Field(
        "", examples=[""]
    )
    synopsis: Lines = Field("", examples=[""])


class RatingSaid(Told):
    """With a system the age follows from its label; a label of your own says its age."""

    system: Line = Field("", examples=["CNC"])
    label: Annotated[str, StringConstraints(min_length=1, max_length=40), Kept] = Field(
        examples=["Tous publics"]
    )
    minimum_age: SmallNumber | None = Field(None, examples=[None])


class CreditSaid(Told):
    person: Line = Field(examples=["Georges Méliès"])
    role: Annotated[str, StringConstraints(min_length=1, max_length=60), Kept] = Field(
        examples=["director"]
    )
    character: Line = Field("", examples=[""])
