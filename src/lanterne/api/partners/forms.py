"""What travels about titles, with an example of each."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, StringConstraints

_NOON = "2026-11-26T12:00:00Z"
Territory = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(max_length=35)]
Line = Annotated[str, StringConstraints(max_length=200)]
RowId = Annotated[int, Field(ge=1, lt=2**63)]
SmallNumber = Annotated[int, Field(ge=0, lt=2**31)]
Kind = Literal["film", "series", "season", "episode", "trailer", "extra", "edition"]
Limit = Annotated[int, Field(ge=1, le=200)]


class Told(Schema):
    """What a program sends: a field that we do not know is a slip, and is told."""

    model_config = ConfigDict(extra="forbid")


class Fault(Schema):
    pointer: str = Field(examples=["/year"], description="RFC 6901, into the body.")
    detail: str = Field(examples=["Input should be a valid integer"])


class Problem(Schema):
    """A no, as RFC 9457 has it; `detail` is for a person, in the language of `Accept-Language`."""

    type: str = Field(examples=["urn:lanterne:problem:stale"])
    title: str = Field(examples=["Precondition Failed"])
    status: int = Field(examples=[412])
    detail: str = Field(examples=["Somebody has changed this since you read it. Read it again."])
    code: str = Field(examples=["stale"], description="For programs.")
    errors: list[Fault] = []


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
    ratings: list[TitleRating]


class Titles(Schema):
    items: list[TitleFacts]
    next: str | None = Field(examples=[None], description="The cursor of the next piece, if any.")


class TitlesAsked(Told):
    kind: Kind | Literal[""] = Field("", examples=["film"])
    genre: Line = Field("", examples=["fantasy"])
    language: Language = Field("", examples=["fr"], description="The original one.")
    country: Territory | None = Field(None, examples=["FR"], description="Of production.")
    year: SmallNumber | None = Field(None, examples=[1902])
    changed_since: AwareDatetime | None = Field(
        None, examples=[_NOON], description="Titles and their rights."
    )
    open_in: Territory | None = Field(None, examples=["FR"], description="Open in this market…")
    open_at: AwareDatetime | None = Field(None, examples=[_NOON], description="…then; or now.")
    cursor: Annotated[str, StringConstraints(max_length=400)] = Field("", examples=[""])
    limit: Limit = Field(50, examples=[50])


class TitleMade(Told):
    kind: Kind = Field(examples=["film"])
    original_name: Line = Field(examples=["Le Voyage"])
    original_language: Language = Field(examples=["fr"])
    year: SmallNumber | None = Field(None, examples=[1902])
    runtime_seconds: SmallNumber | None = Field(None, examples=[780])
    countries: list[Territory] = Field([], max_length=30, examples=[["FR"]])
    spoken_languages: list[Language] = Field([], max_length=30, examples=[["fr"]])
    minimum_age: SmallNumber | None = Field(None, examples=[0])
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
    genres: list[Line] = Field([], max_length=20, examples=[["fantasy"]])


class WordsSaid(Told):
    """What is left out stays as it is."""

    name: Line = Field(examples=["A Trip to the Moon"])
    tagline: Line = Field("", examples=["Six astronomers in a shell."])
    synopsis_short: Annotated[str, StringConstraints(max_length=300)] = Field("", examples=[""])
    synopsis_medium: Annotated[str, StringConstraints(max_length=1000)] = Field("", examples=[""])
    synopsis: Annotated[str, StringConstraints(max_length=10_000)] = Field("", examples=[""])


class RatingSaid(Told):
    """With a system the age follows from its label; a label of your own says its age."""

    system: Line = Field("", examples=["CNC"])
    label: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        examples=["Tous publics"]
    )
    minimum_age: SmallNumber | None = Field(None, examples=[None])


class CreditSaid(Told):
    person: Line = Field(examples=["Georges Méliès"])
    role: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(
        examples=["director"]
    )
    character: Line = Field("", examples=[""])


class AvailabilityAsked(Told):
    territory: Territory = Field(examples=["FR"])
    at: AwareDatetime | None = Field(None, examples=[_NOON], description="Now, if left out.")
    offer: Literal["subscription", "advertising", "rental", "purchase", "free"] = Field(
        "subscription", examples=["subscription"]
    )
    language: Language = Field("", examples=["fr"], description="In this version, BCP 47.")


class AgainstIt(Schema):
    reason: str = Field(examples=["not_yet"])
    at: datetime | None = Field(examples=[_NOON])
    words: str = Field(examples=[""], description="The condition awaited, or the language.")
    sentence: str = Field(examples=["Opens on 3 March 2027"])


class Answered(Schema):
    title_id: int = Field(examples=[42])
    territory: str = Field(examples=["FR"])
    at: datetime = Field(examples=[_NOON])
    is_open: bool = Field(examples=[False])
    reason: str = Field(examples=["not_yet"])
    sentence: str = Field(examples=["Opens on 3 March 2027 in France"])
    because: list[AgainstIt] = Field(description="Every reason of a no.")
    opens_at: datetime | None = Field(examples=[_NOON])
    closes_at: datetime | None = Field(examples=[None])
    changes_at: datetime | None = Field(examples=[_NOON])
