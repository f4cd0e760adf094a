"""What travels about the slate."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema

from lanterne.api.partners.forms.common import Day, Language, Listed, Piece, Territory, Told


class SlateAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"], description="Commissioned there.")
    on: Day | None = Field(None, examples=["2018-09-28"], description="As it was then; or now.")
    language: Language = Field("", examples=["ar"], description="The original one.")
    everything: bool = Field(
        default=False, examples=[False], description="Also what is released, ended or cancelled."
    )


class Source(Schema):
    kind: str = Field(examples=["novel"])
    name: str = Field(examples=["Vampires"])
    authors: list[str] = Field(examples=[["Thierry Jonquet"]])
    needs_rights: bool = Field(examples=[True])
    missing: list[str] = Field(
        examples=[["author_grant"]], description="Papers of the chain of title that nobody holds."
    )


class Project(Schema):
    key: str = Field(examples=["vampires"])
    kind: str = Field(examples=["series"])
    name: str = Field(examples=["Vampires"])
    original_language: str = Field(examples=["fr"], description="BCP 47.")
    territory: str = Field(examples=["FR"])
    stage: str = Field(examples=["development"])
    since: date = Field(examples=["2018-09-01"])
    writers: list[str] = Field(examples=[[]])
    source: Source | None
    outcome: str = Field(examples=[""], description="success, mixed, failure, or not said.")
    claims: list[str] = Field(examples=[[]], description="Keys of the figures that its page shows.")


class Slate(Listed):
    items: list[Project]


class FacilitiesAsked(Told):
    territory: Territory | None = Field(None, examples=["US"])
    on: Day | None = Field(None, examples=["2018-10-08"], description="As it was then; or today.")


class Complex(Schema):
    key: str = Field(examples=["abq"])
    name: str = Field(examples=["ABQ Studios"])
    territory: str = Field(examples=["US"])
    city: str = Field(examples=["Albuquerque"])
    owned_since: date | None = Field(examples=["2018-10-08"])
    stages: int = Field(examples=[8])
    rooms: list[str] = Field(examples=[["Stage 1", "Stage 2"]])
    claims: list[str] = Field(examples=[["abq-stages-2018"]])


class Facilities(Schema):
    items: list[Complex]
