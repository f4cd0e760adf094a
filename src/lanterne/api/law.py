"""What the law asks of this service, for staff; the same answers as the studio and the shell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from lanterne.accounts.roles import Desk
from lanterne.api import schemas
from lanterne.api.callers import Staff
from lanterne.api.partners.forms.common import Currency, Day, Language, Line, Territory, Word
from lanterne.core import clock
from lanterne.regulation import documents
from lanterne.regulation import queries as regulation
from lanterne.regulation.rules import Made, Planned
from lanterne.regulation.services import checked_slate
from lanterne.rights.rules import Offer
from lanterne.territories import queries as territories

router = Router(tags=["law"])
SEES = Staff(sees=Desk.GROW)
# What an expense may be, so that a plan is never more than what is recorded of it.
Spend = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
REFUSED = {403: schemas.Refusal, 404: schemas.Refusal, 422: schemas.Refusal}


class Money(Schema):
    currency: str = Field(examples=["EUR"])
    base: str = Field(
        examples=["1000000000.00"], description="The turnover that it is reckoned of."
    )
    base_year: int = Field(examples=[2025])
    asked: str = Field(examples=["200000000.00"])
    spent: str = Field(examples=["150000000.00"])
    carried: str = Field(examples=["0.00"], description="Over from the year before.")
    missing: str = Field(examples=["50000000.00"])
    surplus: str = Field(examples=["0.00"])
    parts: list[dict[str, object]] = Field(examples=[[{"rule": "FR-SMAD-2021-CINEMA"}]])


class Counted(Schema):
    share: float = Field(examples=[50.0], description="In per cent.")
    met: int = Field(examples=[3])
    total: int = Field(examples=[6], description="A film is one, a season is one.")
    unknown: int = Field(examples=[0])
    missing: int = Field(examples=[2], description="So many titles more would reach it.")


class RuleAnswer(Schema):
    """Of one rule: whether it applies, what it asks, where we stand, what would change it."""

    rule: str = Field(examples=["FR-SMAD-2021-INV"])
    name: str = Field(examples=["Duty to invest"])
    country: str = Field(examples=["FR"])
    kind: str = Field(examples=["investment"])
    value: str | None = Field(examples=["20"])
    unit: str = Field(examples=["percent"])
    verdict: str = Field(examples=["applies"])
    is_met: bool | None = Field(examples=[False])
    applies: str = Field(examples=["It applies to this service."])
    asks: str = Field(examples=["20% of €1B (turnover of 2025): €200M."])
    stands: str = Field(examples=["€150M spent, of €200M."])
    change: str = Field(examples=["€50M more by 31 December 2026."])
    months: int | None = Field(examples=[15], description="Of a chronology.")
    catalogue: Counted | None
    money: Money | None
    status: str = Field(examples=["in_force"])
    valid_from: date | None = Field(examples=["2021-07-01"])
    valid_to: date | None = Field(examples=[None])
    text: str = Field(examples=["European works."])
    source: str = Field(examples=["legifrance JORFTEXT000043688681"])
    confidence: str = Field(examples=["sourced"])
    is_own: bool = Field(examples=[False])


class Exemption(Schema):
    verdict: str = Field(examples=["exempt"])
    sentence: str = Field(
        examples=["Exempt as a small service (France): turnover of 2025: €300,000, below €5M."]
    )
    checks: list[dict[str, object]] = Field(examples=[[{"rule": "FR-SMAD-2021-THR"}]])


class Vat(Schema):
    rate: str = Field(examples=["20"])
    since: date = Field(examples=["2018-01-01"])
    source: str = Field(examples=["EC TEDB: standard rate"])
    confidence: str = Field(examples=["sourced"])


class Law(Schema):
    territory: str = Field(examples=["FR"])
    on: date = Field(examples=["2026-11-23"])
    established: str = Field(examples=["NL"])
    is_targeted: bool = Field(examples=[True])
    agreements: list[str] = Field(examples=[["fr-chronology"]])
    exemptions: list[Exemption]
    answers: list[RuleAnswer]
    vat: Vat | None
    notice: str = Field(examples=["This is not legal advice."])


class WindowTold(Schema):
    """`governs` is the day whose rule counts: that of the release in cinemas."""

    months: int | None = Field(examples=[15], description="Nothing stands against it where null.")
    rule: str | None = Field(examples=["FR-WIN-2025-SVOD-15"])
    status: str | None = Field(examples=["challenged"])
    source: str | None = Field(examples=["mac4ever.com 186826"])
    governs: date = Field(examples=["2026-11-23"])
    opens: date | None = Field(examples=["2028-02-23"])
    by_today: date | None = Field(examples=[None], description="Were today's rule to govern.")


class PlannedTitle(Schema):
    name: Line = Field(examples=["Vampires"])
    countries: list[Territory] = Field([], max_length=30, examples=[["FR"]])
    language: Language = Field("", examples=["fr"])
    spend: Spend = Field(Decimal(), examples=["12000000"])
    currency: Currency = Field("EUR", examples=["EUR"])
    counts_as: list[Word] = Field(
        [],
        max_length=30,
        examples=[["european", "cinema"]],
        description="Words that a rule asks for, language:fr or country:FR.",
    )
    is_shown: bool = Field(default=True, examples=[True])


class DraftSlate(Schema):
    at: Day | None = Field(None, examples=["2026-11-23"])
    slate: list[PlannedTitle] = Field([], max_length=200)


@router.get("/rules/{territory}", response={200: Law, **REFUSED}, url_name="law", auth=SEES)
def law(request: HttpRequest, territory: str, at: Day | None = None) -> documents.Document:
    """Everything that is asked of this service in a country on a day; today when none is given."""
    told = regulation.briefing(territory=_country(territory), on=at or clock.now().date())
    return documents.briefing(told, language=_language())


@router.get(
    "/rules/{territory}/chronology",
    response={200: WindowTold, **REFUSED},
    url_name="law_chronology",
    auth=SEES,
)
def chronology(
    request: HttpRequest,
    territory: str,
    released_on: Day | None = None,
    offer: Offer = Offer.SUBSCRIPTION,
) -> WindowTold:
    """How long a film released in cinemas on a day waits; one released today when none is given."""
    today = clock.now().date()
    day = released_on or today
    found = regulation.earliest(
        territory=_country(territory), offer=offer, released_on=day, on=today
    )
    if found is None:
        return WindowTold(
            months=None, rule=None, status=None, source=None, governs=day, opens=None, by_today=None
        )
    rule = found.window.rule
    return WindowTold(
        months=found.window.months,
        rule=rule.id,
        status=rule.status,
        source=rule.source,
        governs=day,
        opens=found.opens,
        by_today=found.by_today.opens(day) if found.by_today else None,
    )


@router.post(
    "/rules/{territory}/what-if",
    response={200: Law, **REFUSED},
    url_name="law_what_if",
    auth=SEES,
)
def what_if(request: HttpRequest, territory: str, asked: DraftSlate) -> documents.Document:
    """The same with a draft slate in it; nothing is kept."""
    on, place = asked.at or clock.now().date(), _country(territory)
    slate = checked_slate(_planned(one) for one in asked.slate)
    after, _changes = regulation.what_if(territory=place, on=on, slate=slate)
    told = regulation.Told(after, regulation.vat(territory=place, on=on))
    return documents.briefing(told, language=_language())


def _planned(one: PlannedTitle) -> Planned:
    made = tuple(Made(code) for code in one.countries)
    buckets = frozenset(one.counts_as)
    return Planned(one.name, made, one.language, one.spend, one.currency, buckets, one.is_shown)


def _country(code: str) -> str:
    if not territories.exists(code):
        raise Http404
    return code


def _language() -> str:
    return get_language() or "en"
