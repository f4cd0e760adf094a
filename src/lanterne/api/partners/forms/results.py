"""What travels about results, forecasts and renewals."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum

from ninja import Field, Schema

from lanterne.api.partners.forms.common import Listed, Piece, Territory, Told, Word


class Days(IntEnum):
    WEEK = 7
    FOUR_WEEKS = 28
    QUARTER = 91


class ResultsAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"], description="Released there.")
    days: Days = Field(Days.QUARTER, examples=[91], description="After so many days.")


class ResultAsked(Told):
    territory: Territory = Field(examples=["FR"])


class ForecastsAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"], description="Commissioned there.")


class RenewalAsked(Told):
    project: Word = Field(examples=["la-digue"], description="The key of a project of the slate.")


class Estimate(Schema):
    value: float = Field(examples=[47.0])
    low: float = Field(
        examples=[37.0], description="Lower end; the truth lies between in 95 of 100."
    )
    high: float | None = Field(examples=[57.0])


class Households(Schema):
    """What a release moved; null on too few households."""

    newcomers: int | None = Field(
        examples=[100], description="Joined in the 28 days after the release."
    )
    earlier: int | None = Field(
        examples=[99], description="Joined in the 28 days before; they are held against."
    )
    first_plays: int | None = Field(
        examples=[70], description="Newcomers whose first play it was: not the same as gained."
    )
    gained: Estimate | None = Field(description="Who would not have come without the title.")
    kept: Estimate | None = Field(description="Who would have left without it.")


class Result(Schema):
    title_id: int = Field(examples=[1])
    territory: str = Field(examples=["FR"])
    released: datetime = Field(examples=["2026-03-06T00:00:00Z"])
    days: int = Field(examples=[91])
    is_closed: bool = Field(examples=[True], description="Counted once and kept; else so far.")
    runtime: float = Field(examples=[6000.0], description="Seconds of all parts.")
    hours: float = Field(examples=[300.0])
    views: float = Field(examples=[180.0], description="Hours by runtime.")
    weeks: list[float] = Field(examples=[[200.0, 100.0]], description="Hours of each week.")
    starters: int | None = Field(examples=[132], description="Two minutes; null on too few.")
    watchers: int | None = Field(examples=[117], description="70 % of a film or an episode.")
    completers: int | None = Field(examples=[87], description="90 % of all.")
    households: Households | None


class Results(Listed):
    items: list[Result]


class Course(Schema):
    items: list[Result]


class Amount(Schema):
    minor: int = Field(examples=[1_200_000], description="The currency's smallest unit.")
    currency: str = Field(examples=["EUR"])


class Verdict(Schema):
    id: int = Field(examples=[1])
    project: str = Field(examples=["la-digue"])
    territory: str = Field(examples=["FR"])
    measure: str = Field(examples=["hours"], description="hours, completion (a share) or gained.")
    on: date = Field(examples=["2026-03-02"])
    value: float = Field(examples=[346.0])
    low: float = Field(examples=[100.0], description="In four cases of five it lies between.")
    high: float = Field(examples=[900.0])
    past: int = Field(examples=[9], description="Titles that it rests on.")
    alike: list[str] = Field(examples=[["Le Phare"]])
    came: float | None = Field(examples=[300.0], description="In 91 days; null while not over.")
    is_within: bool | None = Field(examples=[True])
    ceiling: Amount | None = Field(description="What gained households earn back in four of five.")


class Verdicts(Listed):
    items: list[Verdict]


class Rate(Schema):
    """At what an amount was told in another currency."""

    base: str = Field(examples=["USD"])
    quote: str = Field(examples=["EUR"])
    amount: str = Field(examples=["0.92"])
    on: date = Field(examples=["2026-03-02"])
    source: str = Field(examples=["European Central Bank"])
    claim: str | None = Field(examples=["usd-eur-2026-03-02"])


class Renewal(Schema):
    project: str = Field(examples=["la-digue"])
    course: list[Result]
    cost: Amount | None
    rates: list[Rate]
    no_rate: str = Field(
        examples=[""], description="Why cost and worth could not be told in one currency."
    )
    household: Amount | None = Field(description="What one pays until it leaves, net of tax.")
    households: Estimate | None = Field(description="Gained and kept.")
    cost_of_gained: Estimate | None = Field(
        description="For each household gained, in minor units; no upper end where there may be none."
    )
    efficiency: Estimate | None = Field(description="Worth by cost.")
    advice: str | None = Field(examples=["renew"], description="renew, end or open.")
    flags: list[str] = Field(
        examples=[["not_finished"]],
        description="worth_less, not_finished, faded, below_forecast, moved_nobody.",
    )
    forecasts: list[Verdict]
