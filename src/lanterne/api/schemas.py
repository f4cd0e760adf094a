"""What travels over the wire, with an example of each."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field
from pydantic import BaseModel, ConfigDict, StringConstraints

_NOON = "2026-11-23T12:00:00Z"
_SESSION = "6f1c2a52-0d0e-4a55-9d7c-0f1f3b0a9c11"
_MEDIA = f"/m/k1.Zm9v/1795442400/{_SESSION}/42/3"

Seconds = Annotated[float, Field(ge=0, lt=1e6, allow_inf_nan=False)]
RowId = Annotated[int, Field(ge=1, lt=2**63)]
KeyId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")]


class Schema(BaseModel):
    """Read off our own values. Ninja's wraps each in a reader of Django's records, which the rows of a home page, a thousand
    values, waited for longest.
    """

    model_config = ConfigDict(from_attributes=True)


class Refusal(Schema):
    """A no: ``reason`` is for programs, ``sentence`` for the person, in their language."""

    reason: str = Field(examples=["too_many_streams"])
    sentence: str = Field(examples=["This title is no longer available in your country (France)."])


class FieldFault(Schema):
    field: str = Field(examples=["position"])
    fault: str = Field(examples=["Input should be greater than or equal to 0"])


class Unreadable(Refusal):
    """A request that cannot be understood, with what is wrong in it."""

    reason: str = Field(examples=["unreadable"])
    sentence: str = Field(examples=["The request cannot be read: position."])
    fields: list[FieldFault]


class Profile(Schema):
    id: int = Field(examples=[7])
    name: str = Field(examples=["Ada"])
    language: str = Field(examples=["fr"])
    lantern: str = Field(examples=["amber"])
    is_child: bool = Field(examples=[False])
    ceiling: int | None = Field(
        examples=[None], description="The greatest minimum age shown; null shows all."
    )


class Choice(Schema):
    """What an adult's profile asks for where the household has a PIN; children's ask for nothing."""

    pin: str = Field("", examples=["2580"], max_length=4, description="Four digits.")


class Me(Schema):
    email: str = Field(examples=["ada@example.org"])
    is_staff: bool = Field(examples=[False])
    household: str | None = Field(examples=["Ada's home"])
    territory: str | None = Field(examples=["FR"], description="ISO 3166-1 alpha-2.")
    standing: str | None = Field(examples=["active"])
    profile: Profile | None = Field(description="The chosen one.")


class Picture(Schema):
    url: str = Field(examples=["/art/posters/42-480.webp"])
    width: int = Field(examples=[480])
    height: int = Field(examples=[720])
    colour: str = Field(examples=["#17151b"], description="To fill the place meanwhile.")


class Title(Schema):
    id: int = Field(examples=[42])
    slug: str = Field(examples=["big-buck-bunny"])
    kind: str = Field(examples=["film"])
    name: str = Field(examples=["Big Buck Bunny"])
    tagline: str = Field(examples=["A rabbit with a heart bigger than a house."])
    synopsis: str = Field(examples=["A large rabbit meets three bullies."])
    year: int | None = Field(examples=[2008])
    runtime_seconds: int | None = Field(examples=[596])
    minimum_age: int | None = Field(examples=[6])
    genres: list[str] = Field(examples=[["animation", "comedy"]])
    poster: Picture | None
    still: Picture | None
    parent_name: str | None = Field(examples=[None])
    number: int | None = Field(examples=[None])
    language_shown: str = Field(examples=["en"])


class Start(Schema):
    title: int = Field(ge=1, lt=2**63, examples=[42], description="A film or an episode.")
    device: str = Field(
        "", max_length=100, examples=["Firefox on Linux"], description="Its name, for the person."
    )


class Addresses(Schema):
    session_id: UUID = Field(examples=[_SESSION])
    dash_url: str = Field(examples=[f"{_MEDIA}/manifest.mpd"])
    hls_url: str = Field(examples=[f"{_MEDIA}/master.m3u8"])
    expires_at: datetime = Field(
        examples=[_NOON], description="The addresses open until then; heartbeats bring new ones."
    )


class Key(Schema):
    kty: str = Field(examples=["oct"])
    kid: str = Field(examples=["AAECAwQFBgcICQoLDA0ODw"])
    k: str = Field(examples=["EBESExQVFhcYGRobHB0eHw"])


class Started(Addresses):
    licence_url: str | None = Field(examples=[f"/api/v1/sessions/{_SESSION}/licence"])
    keys: list[Key] = Field(
        description="What the licence gives, for players that need not ask; none where streams are in the clear."
    )
    resume_at: float = Field(examples=[312.4])
    duration: float = Field(examples=[596.5])
    tallest: int = Field(examples=[1080], description="The plan's greatest height in lines.")
    title_id: int = Field(examples=[42])
    next_title_id: int | None = Field(examples=[None])


class Message(Schema):
    """A heartbeat: sent every ten seconds; one that is repeated changes nothing."""

    sequence: int = Field(ge=0, lt=2**31, examples=[3])
    position: Seconds = Field(examples=[31.5])
    ranges: list[tuple[Seconds, Seconds]] = Field(
        max_length=60,
        examples=[[[20.0, 31.5]]],
        description="Half-open ranges of media seconds that were on screen.",
    )


class Farewell(Schema):
    """The end of a viewing. A page that closes may not get two requests through, so its last heartbeat is in it."""

    last: Message | None = None


class Alive(Addresses):
    lease_ends_at: datetime = Field(
        examples=[_NOON], description="Without another heartbeat the session ends then."
    )


class LicenceRequest(Schema):
    """As in the W3C's Encrypted Media Extensions, section 9.1.3."""

    kids: list[KeyId] = Field(min_length=1, max_length=16, examples=[["AAECAwQFBgcICQoLDA0ODw"]])
    type: str = Field("temporary", examples=["temporary"])


class Licence(Schema):
    """As in the W3C's Encrypted Media Extensions, section 9.1.4."""

    keys: list[Key]
    type: str = Field(examples=["temporary"])


class Entry(Schema):
    card: Title
    progress: float | None = Field(examples=[0.4], description="Between 0 and 1 once begun.")
    closes_at: datetime | None = Field(examples=[None], description="Set when it leaves soon.")


class Row(Schema):
    key: str = Field(examples=["new"])
    heading: str = Field(examples=["New on Lanterne"])
    why: str = Field(examples=["Opened in your country in the last weeks."])
    entries: list[Entry]


class Home(Schema):
    hero: Title | None
    rows: list[Row]


class Found(Schema):
    results: list[Title]


class Credit(Schema):
    person: str = Field(examples=["Sacha Goedegebure"])
    role: str = Field(examples=["director"])
    character: str = Field(examples=[""])


class Collection(Schema):
    slug: str = Field(examples=["open-films"])
    name: str = Field(examples=["Open films"])


class Gathered(Collection):
    synopsis: str = Field(examples=["Films that everybody may share."])
    language_shown: str = Field(examples=["en"])
    titles: list[Title]


class Synopses(Schema):
    """In the language of the card; empty where nobody has written that length."""

    short: str = Field(examples=["A large rabbit meets three bullies."])
    medium: str = Field(examples=[""])
    long: str = Field(examples=["In a sunny meadow …"])


class Company(Schema):
    company: str = Field(examples=["Blender Institute"])
    role: str = Field(
        examples=["production"],
        description="production, coproduction, financing, distribution, sales or broadcaster.",
    )


class ProductionCountry(Schema):
    territory: str = Field(examples=["NL"])
    share: float | None = Field(examples=[60.0], description="In per cent; null where unknown.")
    is_lead: bool = Field(examples=[True])


class Identifier(Schema):
    scheme: str = Field(examples=["imdb"], description="eidr, isan, imdb, tmdb or wikidata.")
    value: str = Field(examples=["tt1254207"])


class Season(Schema):
    card: Title
    episodes: list[Title]


class Availability(Schema):
    is_open: bool = Field(examples=[True])
    reason: str = Field(examples=["open"])
    opens_at: datetime | None = Field(examples=[_NOON])
    closes_at: datetime | None = Field(examples=[None])
    territory: str = Field(examples=["FR"])


class TitlePage(Schema):
    card: Title
    synopses: Synopses
    credits: list[Credit]
    companies: list[Company]
    seasons: list[Season]
    beside: list[Title] = Field(description="Its trailers, extras and other editions.")
    countries: list[str] = Field(
        examples=[["NL"]], description="ISO 3166-1 alpha-2, the leading one first."
    )
    production: list[ProductionCountry]
    moods: list[str] = Field(examples=[["Funny"]], description="In the profile's language.")
    keywords: list[str] = Field(examples=[["Rabbits"]])
    identifiers: list[Identifier]
    collections: list[Collection]
    spoken_languages: list[str] = Field(examples=[["en"]], description="BCP 47.")
    original_name: str = Field(examples=["Big Buck Bunny"])
    original_language: str = Field(examples=["en"], description="BCP 47.")
    backdrop: Picture | None
    availability: Availability
    resume_at: float = Field(examples=[312.4], description="Where this profile would go on.")


class Nothing(Schema):
    """Done; there is nothing to say."""


class Step(Schema):
    stage: str = Field(examples=["encode"])
    units: int = Field(examples=[120])
    done: int = Field(examples=[48])
    label: str = Field(examples=["shot 12 at 1080 lines"], description="The unit finished last.")
    share: float = Field(examples=[0.4])


class Ground(Schema):
    """A reason for a verdict: a finding, or a fact of the film and its value."""

    outcome: str = Field(examples=["redelivery"])
    source: str = Field(examples=["ITU-R BT.1702"])
    reason: dict[str, str] = Field(
        examples=[{"en": "The picture can harm."}],
        description="In the languages that the rule's author wrote, English always among them.",
    )
    finding: int | None = Field(
        examples=[0], description="The place of the finding among the job's findings, from 0."
    )
    fact: str = Field(examples=[""], description="Where it is no finding: `sound.loudness`.")
    value: str | float | None = Field(examples=[None], description="What the fact is.")
    track: int | None = Field(
        examples=[None], description="The sound track that the fact is of, from 1."
    )


class Verdict(Schema):
    """What one delivery rule set says of the film."""

    rules: str = Field(examples=["streaming"])
    title: dict[str, str] = Field(examples=[{"en": "Streaming", "fr": "Streaming"}])
    outcome: str = Field(examples=["accepted"], description="`accepted`, `noted` or `redelivery`.")
    grounds: list[Ground] = Field(description="The gravest first.")


class Job(Schema):
    """A publish job, for staff."""

    id: int = Field(examples=[5])
    title_id: int = Field(examples=[42])
    file_name: str = Field(examples=["big-buck-bunny.mov"])
    policy: str = Field(examples=["standard"])
    state: str = Field(examples=["running"])
    sentence: str = Field(examples=[""], description="What went wrong, when something did.")
    findings: list[dict[str, Any]] = Field(
        examples=[[{"kind": "black", "start": 0.0, "end": 2.0}]],
        description="What quality control found in the mezzanine.",
    )
    verdicts: list[Verdict] = Field(
        description="What the delivery rule sets of the policy say of it, once it is inspected."
    )
    steps: list[Step]
    attempts: int = Field(examples=[1])
    created_at: datetime = Field(examples=[_NOON])
    began_at: datetime | None = Field(examples=[_NOON])
    ended_at: datetime | None = Field(examples=[None])
    is_watchable: bool = Field(examples=[True], description="A first rung can already be played.")
