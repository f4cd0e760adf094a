"""Markets as they stood on a day, and when their targets could be reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees, within
from lanterne.api.partners.figures import derived, language, shown
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.forms.common import Territory
from lanterne.api.partners.refusals import NothingThere
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.growth import queries, sentences
from lanterne.growth.queries import pieces
from lanterne.territories import queries as territories

router = Router(tags=["growth"])
READ = Bearer(Scope.GROWTH_READ)


@router.get(
    "/markets", auth=READ, response=answers.lists(forms.Markets), url_name="partner_markets"
)
def markets(request: HttpRequest, asked: Query[forms.MarketsAsked]) -> HttpResponse:
    """Households, subscribers, penetration, target and gap, a country each. Scope `growth:read`."""
    check_filters(request, forms.MarketsAsked)
    fetch = partial(
        pieces.market_piece, on=day(asked.on), territories=within(request, asked.territory)
    )
    found, following = cursors.named_piece(asked, fetch, attrgetter("territory"))
    return etags.answer(request, forms.Markets(items=[*map(_market, found)], next=following))


@router.get(
    "/markets/{territory}",
    auth=READ,
    response=answers.reads(forms.Market),
    url_name="partner_market",
)
def market(
    request: HttpRequest, territory: Territory, asked: Query[forms.MarketAsked]
) -> HttpResponse:
    """A country on a day, whether or not anything is known of it. Scope `growth:read`."""
    check_filters(request, forms.MarketAsked)
    held = queries.market(territory=place(request, territory), on=day(asked.on))
    return etags.answer(request, _market(held))


@router.get(
    "/markets/{territory}/forecasts",
    auth=READ,
    response=answers.reads(forms.Forecasts),
    url_name="partner_forecasts",
)
def forecasts(
    request: HttpRequest, territory: Territory, asked: Query[forms.ForecastsAsked]
) -> HttpResponse:
    """When the target could be reached: a band without any assumption, then each scenario's. Scope `growth:read`."""
    check_filters(request, forms.ForecastsAsked)
    code, on = place(request, territory), day(asked.on)
    found = queries.forecasts(territory=code, on=on)
    if asked.ceiling is not None:
        fixed = queries.ScenarioCard(code, _("as asked"), asked.ceiling)
        found = (*found, queries.forecast(scenario=fixed, on=on))
    return etags.answer(request, forms.Forecasts(items=[*map(_forecast, found)]))


def day(asked: date | None) -> date:
    return asked or clock.now().date()


def place(request: HttpRequest, territory: str) -> str:
    """Refuses ForeignMarket, and NothingThere for what is no country."""
    check_sees(request, [territory])
    if not territories.exists(territory):
        raise NothingThere(_("There is no such thing."))
    return territory


def _market(card: queries.MarketCard) -> forms.Market:
    worked = card.worked
    return forms.Market(
        territory=card.territory,
        on=card.on,
        service=card.service.key if card.service else None,
        entered_on=card.presence.entered_on if card.presence else "",
        households=shown(card.households),
        subscribers=shown(card.claimed),
        target=shown(card.target),
        price=shown(card.price),
        revenue=shown(card.revenue),
        penetration=derived(worked.penetration),
        wanted=derived(worked.wanted),
        gap=derived(worked.gap),
        own=_own(card.own) if card.own else None,
    )


def _own(own: queries.OwnCount) -> forms.OwnCount:
    year = own.year
    return forms.OwnCount(
        subscribers=own.subscribers,
        gained=year.gained,
        lost=dict(year.lost),
        churn=None if year.churn is None else f"{year.churn:.1f}",
        price=_sum(own.price) if own.price else None,
        revenue=[*map(_sum, own.revenue)],
        penetration=derived(own.worked.penetration),
        gap=derived(own.worked.gap),
    )


def _sum(money: Money) -> forms.Sum:
    return forms.Sum(minor=money.minor, currency=money.currency)


def _forecast(found: queries.Forecast) -> forms.Forecast:
    scenario, reached = found.scenario, found.reached
    return forms.Forecast(
        scenario=scenario.name,
        ceiling_fixed=_plain(scenario.ceiling),
        innovation=_plain(scenario.innovation),
        imitation=_plain(scenario.imitation),
        reason=scenario.reason,
        target=_plain(found.target),
        lacks=found.lacks,
        text=list(sentences.forecast(found, language=language())),
        assumptions=list(sentences.assumed(found, language=language())),
        ceiling=_band(*found.ceiling) if found.ceiling else None,
        is_ceiling_told=found.is_ceiling_told,
        reached=_reached(reached) if reached else None,
        course=[_of_day(one) for one in found.course],
        made_of=[card.key for card in found.made_of],
    )


def _reached(held: queries.Reached) -> forms.Reached:
    return forms.Reached(
        earliest=held.earliest,
        middle=held.middle,
        latest=held.latest,
        chance=held.chance,
        horizon=held.horizon,
    )


def _band(low: Decimal, middle: Decimal, high: Decimal) -> forms.Band:
    return forms.Band(low=str(low), middle=str(middle), high=str(high))


def _of_day(one: queries.Penetration) -> forms.BandOfDay:
    return forms.BandOfDay(on=one.on, low=str(one.low), middle=str(one.middle), high=str(one.high))


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"
