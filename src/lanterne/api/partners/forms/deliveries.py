"""What travels about deliveries: requests, what was said about them, post houses, and how ready a title is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lanterne.api.partners.forms.common import (
    NOON,
    Code,
    Day,
    Kept,
    Language,
    Line,
    Listed,
    Piece,
    RowId,
    Territory,
    Told,
)

Asset = Literal["master", "sound", "subtitle", "artwork", "metadata", "rating"]
State = Literal["requested", "delivered", "processed", "accepted", "redelivery", "cancelled"]
Text = Annotated[str, StringConstraints(max_length=4000), Kept]
Note = Annotated[str, StringConstraints(max_length=1000), Kept]


class Move(Schema):
    state: str = Field(examples=["requested"])
    actor: str = Field(examples=["token:3"])
    at: datetime = Field(examples=[NOON])
    reason: str = Field(examples=[""])
    note: str = Field(examples=[""])


class Message(Schema):
    actor: str = Field(examples=["posthouse:2"])
    at: datetime = Field(examples=[NOON])
    text: str = Field(examples=["Reel 3 follows tomorrow."])


class RequestFacts(Schema):
    """One asset that a title still has to have."""

    id: int = Field(examples=[9])
    title_id: int = Field(examples=[42])
    asset: str = Field(examples=["subtitle"])
    language: str = Field(examples=["de"])
    role: str = Field(examples=["full"])
    territory: str = Field(examples=[""])
    post_house_id: int | None = Field(examples=[2])
    due_on: date = Field(examples=["2099-02-01"])
    state: str = Field(examples=["requested"])
    reason: str = Field(examples=[""], description="Why it was sent back last.")
    asked_at: datetime = Field(examples=[NOON])
    job_id: int | None = Field(examples=[None], description="The publish job that judges it.")
    file_name: str = Field(examples=[""])


class RequestDocument(RequestFacts):
    """With all that became of it; its ETag stands for the whole."""

    moves: list[Move]
    messages: list[Message]


class Requests(Listed):
    items: list[RequestFacts]


class RequestsAsked(Piece):
    title_id: RowId | None = Field(None, examples=[42])
    post_house_id: RowId | None = Field(None, examples=[None])
    asset: Asset | None = Field(None, examples=[None])
    state: State | None = Field(None, examples=["requested"])
    due_before: Day | None = Field(None, examples=["2099-02-02"])


class RequestMade(Told):
    title_id: RowId = Field(examples=[42])
    asset: Asset = Field(examples=["subtitle"])
    language: Language = Field("", examples=["de"])
    role: Annotated[str, StringConstraints(max_length=12), Kept] = Field(
        "",
        examples=["full"],
        description="Sound: original, dub. Subtitles: full, deaf, forced. Artwork: its kind.",
    )
    territory: Territory | None = Field(None, examples=[None], description="Of an age rating.")
    due_on: Day = Field(examples=["2099-02-01"])
    post_house_id: RowId | None = Field(None, examples=[None])


class RequestChange(Told):
    due_on: Day = Field(examples=["2099-02-01"])
    post_house_id: RowId | None = Field(None, examples=[None])


class EverythingAsked(Told):
    """All that a title still lacks for markets."""

    title_id: RowId = Field(examples=[42])
    markets: list[Territory] = Field(min_length=1, max_length=60, examples=[["FR"]])
    way: Literal["dub", "full"] = Field(
        "full", examples=["full"], description="How other languages follow it: dubbed, or read."
    )
    due_on: Day = Field(examples=["2099-02-01"])
    post_house_id: RowId | None = Field(None, examples=[None])


class AskedFor(Schema):
    count: int = Field(examples=[6], description="How many requests that made.")


class SentBack(Told):
    reason: Code = Field(examples=["out_of_sync"], description="A code of the house's list.")
    note: Note = Field("", examples=["From 00:41:10 on."])


class Said(Told):
    text: Text = Field(examples=["Reel 3 is wanted by Friday."])


class PostHouseSaid(Told):
    name: Annotated[str, StringConstraints(max_length=120), Kept] = Field(examples=["Éclair"])
    email: Annotated[str, StringConstraints(max_length=254), Kept] = Field(
        examples=["desk@eclair.example"]
    )
    language: Annotated[str, StringConstraints(max_length=8), Kept] = Field(
        "en", examples=["fr"], description="Of its page and its messages."
    )


class PostHouse(PostHouseSaid):
    id: int = Field(examples=[2])


class PostHouses(Schema):
    items: list[PostHouse]


class ReadinessAsked(Told):
    territory: Territory = Field(examples=["FR"])


class Need(Schema):
    code: str = Field(examples=["spoken"])
    standing: str = Field(examples=["missing"], description="met, missing, asked or arrived.")
    language: str = Field(examples=["fr"])
    request_id: int | None = Field(examples=[None], description="What stands in the way.")
    sentence: str = Field(examples=["A dub or subtitles – French"])


class Overridden(Schema):
    """An opening before the title was ready."""

    opens_at: datetime = Field(examples=[NOON])
    lacking: list[str] = Field(examples=[["spoken"]])
    reason: Line = Field(examples=["A festival evening"])
    actor: str = Field(examples=["token:3"])
    at: datetime = Field(examples=[NOON])


class Readiness(Schema):
    title_id: int = Field(examples=[42])
    territory: str = Field(examples=["FR"])
    is_complete: bool = Field(examples=[False])
    percent: int = Field(examples=[62])
    needs: list[Need]
    overrides: list[Overridden]
