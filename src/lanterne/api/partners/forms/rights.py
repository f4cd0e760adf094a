"""What travels about rights: contracts, windows, holdbacks, and the one question."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lanterne.api.partners.forms.common import (
    NOON,
    Currency,
    Day,
    Instant,
    Kept,
    Language,
    Line,
    Listed,
    Offer,
    Piece,
    RowId,
    Territory,
    Told,
)

Status = Literal["pending", "approved", "revoked"]
Reference = Annotated[str, StringConstraints(max_length=80), Kept]
Note = Annotated[str, StringConstraints(max_length=4000), Kept]
Override = Annotated[str, StringConstraints(max_length=500), Kept]
Share = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Minor = Annotated[int, Field(ge=0, lt=2**63)]


class Fee(Told):
    """In the smallest unit of the currency: cents of EUR, whole yen of JPY."""

    minor: Minor = Field(examples=[250000])
    currency: Currency = Field(examples=["EUR"])


class LicenceSaid(Told):
    """The whole of a contract; what is left out is not agreed."""

    licensor: Line = Field(examples=["Star Film"])
    reference: Reference = Field(examples=["SF-1902-1"])
    offers: list[Offer] = Field(["subscription"], max_length=5, examples=[["subscription"]])
    is_exclusive: bool = Field(default=False, examples=[False])
    fee: Fee | None = None
    revenue_share: Share = Field(
        Decimal(0), examples=["12.5"], description="Of the licensor, in per cent."
    )
    begins_on: Day | None = Field(None, examples=["2027-01-01"])
    ends_on: Day | None = Field(None, examples=["2029-01-01"], description="The first day after.")
    note: Note = Field("", examples=[""])


class LicenceDocument(LicenceSaid):
    # Whatever is on record is told.
    begins_on: date | None = Field(None, examples=["2027-01-01"])
    ends_on: date | None = Field(None, examples=["2029-01-01"], description="The first day after.")
    id: int = Field(examples=[7])
    windows: int = Field(examples=[3], description="How many hang on it.")


class Licences(Listed):
    items: list[LicenceDocument]


class LicencesAsked(Piece):
    licensor: Line = Field("", examples=["Star Film"])


class Licensors(Schema):
    items: list[str] = Field(examples=[["Star Film"]])


class LicensedTongue(Told):
    language: Language = Field(examples=["fr"], description="A range: fr covers fr-CA.")
    use: Literal["any", "dub", "sub"] = Field("any", examples=["any"])


class WindowTerms(Told):
    """A half-open period on terms; what is left out is the ordinary."""

    territory: Territory = Field(examples=["FR"])
    opens_at: Instant = Field(examples=["2099-03-01T00:00:00+01:00"])
    closes_at: Instant | None = Field(None, examples=[None], description="The first instant after; or never.")  # fmt: skip
    offer: Offer = Field("subscription", examples=["subscription"])
    status: Status = Field("approved", examples=["approved"])
    languages: list[LicensedTongue] = Field([], max_length=50, description="None named: all.")
    held_back: list[Language] = Field([], max_length=50, examples=[["de"]])
    awaits: Line = Field("", examples=[""], description="A start condition not met yet.")
    public_from: Instant | None = Field(None, examples=[None], description="Secret before.")
    is_premiere: bool = Field(default=False, examples=[False])
    licence_id: RowId | None = Field(None, examples=[None])


class WindowChange(WindowTerms):
    """The whole of a window, in place of what was agreed."""

    override: Override = Field(
        "", examples=[""], description="Why it opens although the title is not ready."
    )


class WindowGranted(WindowChange):
    title_id: RowId = Field(examples=[42])


class WindowDocument(WindowTerms):
    id: int = Field(examples=[12])
    title_id: int = Field(examples=[42])


class Windows(Listed):
    items: list[WindowDocument]


class WindowsAsked(Piece):
    title_id: RowId | None = Field(None, examples=[42])
    licence_id: RowId | None = Field(None, examples=[None])
    territory: Territory | None = Field(None, examples=["FR"])
    offer: Offer | None = Field(None, examples=[None])
    status: Status | None = Field(None, examples=[None])
    open_at: Instant | None = Field(None, examples=[NOON], description="By its dates.")
    closes_before: Instant | None = Field(None, examples=[None])


class HoldbackSaid(Told):
    """A half-open period in which the title stays closed; what is left out means all."""

    title_id: RowId = Field(examples=[42])
    territory: Territory | None = Field(None, examples=["FR"])
    offer: Offer | None = Field(None, examples=[None])
    language: Language = Field("", examples=[""])
    begins_at: Instant = Field(examples=["2099-03-01T00:00:00+01:00"])
    ends_at: Instant | None = Field(None, examples=[None])
    reason: Line = Field("", examples=["Cinemas first"])


class HoldbackDocument(HoldbackSaid):
    id: int = Field(examples=[4])


class Holdbacks(Listed):
    items: list[HoldbackDocument]


class HoldbacksAsked(Piece):
    title_id: RowId | None = Field(None, examples=[42])
    territory: Territory | None = Field(
        None, examples=["FR"], description="With those for every country."
    )


class AvailabilityAsked(Told):
    territory: Territory = Field(examples=["FR"])
    at: Instant | None = Field(None, examples=[NOON], description="Now, if left out.")
    offer: Offer = Field("subscription", examples=["subscription"])
    language: Language = Field("", examples=["fr"], description="In this version, BCP 47.")


class AgainstIt(Schema):
    reason: str = Field(examples=["not_yet"])
    at: datetime | None = Field(examples=[NOON])
    words: str = Field(examples=[""], description="The condition awaited, or the language.")
    sentence: str = Field(examples=["Opens on 3 March 2027"])


class Answered(Schema):
    title_id: int = Field(examples=[42])
    territory: str = Field(examples=["FR"])
    at: datetime = Field(examples=[NOON])
    is_open: bool = Field(examples=[False])
    reason: str = Field(examples=["not_yet"])
    sentence: str = Field(examples=["Opens on 3 March 2027 in France"])
    because: list[AgainstIt] = Field(description="Every reason of a no.")
    opens_at: datetime | None = Field(examples=[NOON])
    closes_at: datetime | None = Field(examples=[None])
    changes_at: datetime | None = Field(examples=[NOON])
