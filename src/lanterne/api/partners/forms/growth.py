"""What travels about markets, offices, and others' services and commissions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema

from lanterne.api.partners.forms.common import Code, Day, Listed, Piece, Problem, Territory, Told
from lanterne.api.partners.forms.facts import Derived, Figure, Key
from lanterne.rights.rules import Offer

Measure = Literal[
    "originals_pipeline", "originals_catalogue", "originals_ordered", "originals_released"
]
Status = Literal["announced", "in_production", "delivered", "released", "cancelled", "removed"]
Standing = Literal["absent", "entering", "present", "gone"]
Percent = Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]
ON = Field(None, examples=["2018-09-28"], description="As it was then; or today.")


class Sum(Schema):
    """In the smallest unit of the currency."""

    minor: int = Field(examples=[1349])
    currency: str = Field(examples=["EUR"])


class OwnCount(Schema):
    """What this house counted itself; the flow is of the 365 days before."""

    subscribers: int = Field(examples=[1204])
    gained: int = Field(examples=[310])
    lost: dict[str, int] = Field(examples=[{"left": 80, "unpaid": 12}])
    churn: str | None = Field(examples=["9.3"], description="In per cent a year.")
    price: Sum | None
    revenue: list[Sum]
    penetration: Derived | None
    gap: Derived | None


class Market(Schema):
    """`subscribers` is what a source claims; our own count stands beside it."""

    territory: str = Field(examples=["FR"])
    on: date = Field(examples=["2018-09-28"])
    service: str | None = Field(examples=["netflix"], description="The key of ours.")
    entered_on: str = Field(examples=["2014-09-15"], description="As precisely as it is known.")
    households: Figure | None
    subscribers: Figure | None
    target: Figure | None
    price: Figure | None
    revenue: Figure | None
    penetration: Derived | None
    wanted: Derived | None
    gap: Derived | None
    own: OwnCount | None


class Markets(Listed):
    items: list[Market]


class MarketsAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"])
    on: Day | None = ON


class MarketAsked(Told):
    on: Day | None = ON


class ForecastsAsked(MarketAsked):
    ceiling: Percent | None = Field(
        None, examples=["60"], description="One more scenario, with this share of the households."
    )


class Band(Schema):
    """In per cent of the households; four fifths of what may be lie between `low` and `high`."""

    low: str = Field(examples=["12.5"])
    middle: str = Field(examples=["31.2"])
    high: str = Field(examples=["58.1"])


class BandOfDay(Band):
    on: date = Field(examples=["2023-09-28"])


class Reached(Schema):
    earliest: date | None = Field(examples=["2021-03-01"])
    middle: date | None = Field(examples=["2025-07-01"])
    latest: date | None = Field(examples=[None], description="Null: not by the horizon.")
    chance: int = Field(examples=[37], description="In per cent, that it is by the horizon.")
    horizon: date = Field(examples=["2038-09-28"])


class Forecast(Schema):
    scenario: str = Field(
        examples=["A ceiling of 60 per cent"], description="Empty: no assumption."
    )
    ceiling_fixed: str | None = Field(examples=["60"])
    innovation: str | None = Field(examples=[None])
    imitation: str | None = Field(examples=[None])
    reason: str = Field(examples=["Assumed for the example; no source says so."])
    target: str | None = Field(examples=["50"])
    lacks: str | None = Field(examples=[None], description="Why nothing can be said.")
    text: list[str] = Field(
        examples=[["50% is reached by 28 September 2038 with a chance of 37%."]]
    )
    assumptions: list[str] = Field(examples=[["The ceiling is fixed at 60% of the households."]])
    ceiling: Band | None
    is_ceiling_told: bool = Field(examples=[False])
    reached: Reached | None
    course: list[BandOfDay]
    made_of: list[str] = Field(examples=[["netflix-subscribers-fr"]])


class Forecasts(Schema):
    items: list[Forecast]


class Heads(Schema):
    amount: str = Field(examples=["20"])
    qualifier: str = Field(examples=["about"])
    as_of: date = Field(examples=["2019-01-01"])
    function: str = Field(examples=[""])
    claim: str | None = Field(examples=["paris-planned"], description="Null: our own count.")


class Happening(Schema):
    kind: str = Field(examples=["moved"])
    on: str = Field(examples=["2016"], description="As precisely as it is known.")
    to: str | None = Field(examples=["netflix/amsterdam"])
    reason: str = Field(examples=["In protest against French rules."])
    claim: str | None = Field(examples=["paris-2015-closed"])
    rivals: list[str] = Field(examples=[["paris-2014-opened"]])


class Post(Schema):
    key: str = Field(examples=["paris-marketing"])
    name: str = Field(examples=["Marketing"])
    function: str = Field(examples=["marketing"])
    since: date = Field(examples=["2019-01-01"])
    until: date | None = Field(examples=[None])
    projects: list[str] = Field(examples=[["osmosis"]])


class Office(Schema):
    """As it was on the day; `planned` may speak of a later one."""

    id: int = Field(examples=[5])
    key: str = Field(examples=["netflix/paris"])
    name: str = Field(examples=["Paris"])
    service: str = Field(examples=["netflix"])
    kind: str = Field(examples=["office"])
    territory: str = Field(examples=["FR"])
    city: str = Field(examples=["Paris"])
    state: str = Field(examples=["planned"])
    present: Heads | None
    planned: Heads | None
    history: list[Heads]
    events: list[Happening]
    posts: list[Post]
    claims: list[Figure]


class Offices(Listed):
    items: list[Office]


class OfficesAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"])
    service: Key = Field("", examples=["netflix"])
    on: Day | None = ON


class RankAsked(Told):
    office: Key = Field(examples=["netflix/paris"])
    on: Day | None = ON
    heads: Literal["present", "planned"] = Field("present", examples=["planned"])
    in_europe: bool = Field(default=False, examples=[True])
    with_production: bool = Field(default=False, examples=[False])


class Ranked(Schema):
    key: str = Field(examples=["netflix/paris"])
    name: str = Field(examples=["Paris"])
    territory: str = Field(examples=["FR"])
    heads: Heads | None


class Rank(Schema):
    """From `best` to `worst`: the same, unless it is open how many work in some of the offices."""

    best: int | None = Field(examples=[3])
    worst: int | None = Field(examples=[3])
    of: int | None = Field(examples=[3])
    text: str = Field(examples=["Number 3 of 3."])
    rule: str = Field(
        examples=["By heads: those who are there; of these kinds: Seat, Office, Hub."]
    )
    unsure: list[str] = Field(examples=[[]])
    offices: list[Ranked]


class Service(Schema):
    id: int = Field(examples=[2])
    key: str = Field(examples=["amazon"])
    name: str = Field(examples=["Prime Video"])
    owner: str = Field(examples=["Amazon"])
    is_ours: bool = Field(examples=[False])


class Services(Listed):
    items: list[Service]


class ServicesAsked(Piece):
    pass


class Presence(Schema):
    """Days as precisely as they are known."""

    id: int = Field(examples=[4])
    service: str = Field(examples=["apple"])
    name: str = Field(examples=["Apple"])
    territory: str = Field(examples=["FR"])
    standing: str = Field(examples=["entering"])
    announced_on: str = Field(examples=["2018-09-28"])
    entered_on: str = Field(examples=[""])
    left_on: str = Field(examples=[""])
    claim: str | None = Field(examples=["apple-arriving"])
    is_ours: bool = Field(examples=[False])


class Presences(Listed):
    items: list[Presence]


class PresencesAsked(Piece):
    territory: Territory | None = Field(None, examples=["FR"])
    service: Key = Field("", examples=["apple"])
    standing: Standing | None = Field(None, examples=["entering"])
    on: Day | None = ON


class Commission(Schema):
    id: int = Field(examples=[1])
    service: str = Field(examples=["netflix"])
    title: str = Field(examples=["Osmosis"])
    titles: list[str] = Field(examples=[["Osmosis"]])
    season: int | None = Field(examples=[1])
    order: str = Field(examples=["new"])
    origin: str = Field(examples=["commissioned"])
    is_scripted: bool = Field(examples=[True])
    language: str = Field(examples=["fr"])
    countries: list[str] = Field(examples=[["FR"]])
    genres: list[str] = Field(examples=[["science-fiction"]])
    status: str | None = Field(examples=["announced"], description="On the day that is asked for.")
    steps: dict[str, date] = Field(examples=[{"announced": "2018-09-28"}])
    identifiers: dict[str, str] = Field(examples=[{"wikidata": "Q56275801"}])
    source: str = Field(examples=["The report of 2018"])
    address: str = Field(examples=[""])


class Commissions(Listed):
    items: list[Commission]


class Narrowed(Told):
    country: Territory | None = Field(None, examples=["FR"], description="Of production.")
    genre: Code = Field("", examples=["drama"])
    status: Status | None = Field(None, examples=["announced"])
    on: Day | None = ON


class CommissionsAsked(Piece, Narrowed):
    service: Key = Field("", examples=["netflix"])


class CountsAsked(Narrowed):
    measure: Measure = Field(examples=["originals_pipeline"])
    since: Day | None = Field(
        None, examples=[None], description="Of what adds up; left out, the 365 days before."
    )
    unit: Literal["season", "series"] = Field("season", examples=["season"])


class Counted(Schema):
    service: str = Field(examples=["netflix"])
    name: str = Field(examples=["Netflix"])
    count: int = Field(examples=[4])
    by_status: dict[str, int] = Field(examples=[{"announced": 4}])


class Cell(Schema):
    service: str = Field(examples=["netflix"])
    of: str = Field(examples=["FR"])
    count: int = Field(examples=[3])


class Counts(Schema):
    """One measure; `claimed` are others’ figures of the same."""

    measure: str = Field(examples=["originals_pipeline"])
    on: date = Field(examples=["2018-09-28"])
    since: date | None = Field(examples=[None])
    total: int = Field(examples=[4], description="What two services order together is one.")
    services: list[Counted]
    by_country: list[Cell]
    by_genre: list[Cell]
    claimed: list[Figure]


class CountsCompared(Told):
    left: Key = Field(examples=["netflix"])
    right: Key = Field(examples=["amazon"])
    measure: Measure = Field(examples=["originals_pipeline"])
    right_measure: Measure | None = Field(
        None, examples=["originals_pipeline"], description="The same, if left out."
    )
    on: Day | None = ON


class CountPair(Schema):
    measure: str = Field(examples=["originals_pipeline"])
    left: int = Field(examples=[4])
    right: int = Field(examples=[0])


class UnlikeCounts(Problem):
    """In what the two differ, and what may be compared instead."""

    differences: list[str] = Field(examples=[["measure"]])
    pairs: list[CountPair]


class BriefAsked(MarketAsked):
    territory: Territory = Field(examples=["FR"])


class ChronologyAsked(Schema):
    released_on: Day | None = Field(None, examples=["2026-11-23"])
    offer: Offer = Field(Offer.SUBSCRIPTION, examples=["subscription"])


class Origin(Schema):
    name: str = Field(examples=["A French news site · The report of an office in Paris"])
    as_of: str = Field(examples=["28 September 2018"])
    confidence: str = Field(examples=["reported"])
    claim: str | None = Field(examples=["netflix-subscribers-fr"])
    address: str = Field(examples=[""])


class BriefLine(Schema):
    """`amount` and `unit` are the figure again, where it is one."""

    name: str = Field(examples=["Penetration"])
    said: str = Field(examples=["12.1%"])
    details: list[str] = Field(examples=[["worked out: part ÷ whole × 100"]])
    amount: str | None = Field(examples=["12.070317"])
    unit: str = Field(examples=["percent"])
    origins: list[Origin]


class BriefSection(Schema):
    code: str = Field(examples=["figures"])
    title: str = Field(examples=["Figures"])
    note: str = Field(examples=[""])
    lines: list[BriefLine]


class Brief(Schema):
    """Said in the language of `Accept-Language`, as the studio and the shell say it."""

    territory: str = Field(examples=["FR"])
    on: date = Field(examples=["2018-09-28"])
    language: str = Field(examples=["en"])
    title: str = Field(examples=["France, 28 September 2018"])
    service: str = Field(examples=["Netflix"])
    sections: list[BriefSection]
