"""What the law asks of this service, for staff; the same answers as the studio and the shell."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from lanterne.accounts.roles import Desk
from lanterne.api import schemas
from lanterne.api.callers import Staff
from lanterne.api.partners.forms.common import Currency, Day, Language, Line, Territory, Word
from lanterne.api.partners.forms.law import Law, WindowTold
from lanterne.api.partners.rules import window_told
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
    return window_told(_country(territory), offer, released_on)


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
