"""What the law asks of this service in a country, for programs: the answers that staff read with a session."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.doors import Bearer, check_filters
from lanterne.api.partners.figures import language
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.forms.common import Territory
from lanterne.api.partners.forms.law import Law, WindowTold
from lanterne.api.partners.markets import day, place
from lanterne.core import clock
from lanterne.regulation import documents
from lanterne.regulation import queries as regulation
from lanterne.rights.rules import Offer

router = Router(tags=["law"])
READ = Bearer(Scope.GROWTH_READ)


@router.get(
    "/rules/{territory}",
    auth=READ,
    response=answers.reads(Law),
    url_name="partner_rules",
)
def rules(
    request: HttpRequest, territory: Territory, asked: Query[forms.MarketAsked]
) -> HttpResponse:
    """Everything that is asked of this service in a country on a day. Scope `growth:read`."""
    check_filters(request, forms.MarketAsked)
    told = regulation.briefing(territory=place(request, territory), on=day(asked.on))
    return etags.answer(request, Law.model_validate(documents.briefing(told, language=language())))


@router.get(
    "/rules/{territory}/chronology",
    auth=READ,
    response=answers.reads(WindowTold),
    url_name="partner_chronology",
)
def chronology(
    request: HttpRequest, territory: Territory, asked: Query[forms.ChronologyAsked]
) -> HttpResponse:
    """How long a film released in cinemas on a day waits. Scope `growth:read`."""
    check_filters(request, forms.ChronologyAsked)
    told = window_told(place(request, territory), asked.offer, asked.released_on)
    return etags.answer(request, told)


def window_told(territory: str, offer: Offer, released_on: date | None) -> WindowTold:
    """The same for staff and for programs."""
    today = clock.now().date()
    day = released_on or today
    found = regulation.earliest(territory=territory, offer=offer, released_on=day, on=today)
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
