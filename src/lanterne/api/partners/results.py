"""What titles brought, what was foretold of them, and whether to renew one."""

from __future__ import annotations

from functools import partial
from math import isinf

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees, within
from lanterne.api.partners.forms import results as forms
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import queries as catalogue
from lanterne.commissioning import queries as commissioning
from lanterne.commissioning.queries import RenewalPaper, Verdict
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.facts.queries import Rate
from lanterne.results import queries
from lanterne.results.queries import Effect, ResultCard
from lanterne.results.rules.estimates import Estimate

router = Router(tags=["commissioning"])
READ = Bearer(Scope.SLATE_READ)


@router.get(
    "/results", auth=READ, response=answers.lists(forms.Results), url_name="partner_results"
)
def results(request: HttpRequest, asked: Query[forms.ResultsAsked]) -> HttpResponse:
    """What releases brought after so many days, as it was closed. Scope `slate:read`."""
    check_filters(request, forms.ResultsAsked)
    fetch = partial(
        queries.result_piece, days=asked.days, territories=within(request, asked.territory)
    )
    found, following = cursors.piece(asked, fetch)
    return etags.answer(request, forms.Results(items=[*map(_result, found)], next=following))


@router.get(
    "/results/{title_id}",
    auth=READ,
    response=answers.reads(forms.Course),
    url_name="partner_result",
)
def result(request: HttpRequest, title_id: int, asked: Query[forms.ResultAsked]) -> HttpResponse:
    """A title in a country after 7, 28 and 91 days, and as far as the run that lasts has come. Scope `slate:read`."""
    check_filters(request, forms.ResultAsked)
    check_sees(request, [asked.territory])
    if title_id not in catalogue.original_names(title_ids=[title_id]):
        raise NothingThere(_("There is no such thing."))
    found = queries.course(title_id=title_id, territory=asked.territory, at=clock.now())
    return etags.answer(request, forms.Course(items=[*map(_result, found)]))


@router.get(
    "/forecasts", auth=READ, response=answers.lists(forms.Verdicts), url_name="partner_foretold"
)
def forecasts(request: HttpRequest, asked: Query[forms.ForecastsAsked]) -> HttpResponse:
    """Every forecast that was made, beside what came. Scope `slate:read`."""
    check_filters(request, forms.ForecastsAsked)
    fetch = partial(commissioning.verdict_piece, territories=within(request, asked.territory))
    found, following = cursors.piece(asked, fetch)
    return etags.answer(request, forms.Verdicts(items=[*map(_verdict, found)], next=following))


@router.get(
    "/renewal", auth=READ, response=answers.reads(forms.Renewal), url_name="partner_renewal"
)
def renewal(request: HttpRequest, asked: Query[forms.RenewalAsked]) -> HttpResponse:
    """What a project brought for its cost, and what speaks against another season. Scope `slate:read`."""
    check_filters(request, forms.RenewalAsked)
    card = commissioning.project_by_key(key=asked.project)
    if card is None:
        raise NothingThere(_("There is no such thing."))
    check_sees(request, [card.territory])
    paper = commissioning.renewal(project_id=card.id, at=clock.now())
    if paper is None:
        raise NothingThere(_("There is no such thing."))
    return etags.answer(request, _renewal(card.key, paper))


def _result(one: ResultCard) -> forms.Result:
    return forms.Result(
        title_id=one.title_id,
        territory=one.territory,
        released=one.released,
        days=one.days,
        is_closed=one.is_closed,
        runtime=one.runtime,
        hours=one.hours,
        views=one.views,
        weeks=list(one.weeks),
        starters=one.reach.starters if one.reach else None,
        watchers=one.reach.watchers if one.reach else None,
        completers=one.reach.completers if one.reach else None,
        households=_effect(one.effect) if one.effect else None,
    )


def _effect(one: Effect) -> forms.Households:
    return forms.Households(
        newcomers=one.newcomers,
        earlier=one.earlier,
        first_plays=one.first_plays,
        gained=_estimate(one.gained),
        kept=_estimate(one.kept),
    )


def _verdict(one: Verdict) -> forms.Verdict:
    told = one.forecast
    return forms.Verdict(
        id=told.id,
        project=told.project_key,
        territory=told.territory,
        measure=told.measure,
        on=told.on,
        value=told.value,
        low=told.low,
        high=told.high,
        past=told.past,
        alike=list(told.alike),
        came=one.came,
        is_within=one.is_within,
        ceiling=_amount(told.ceiling()),
    )


def _renewal(key: str, paper: RenewalPaper) -> forms.Renewal:
    brought = paper.brought
    return forms.Renewal(
        project=key,
        course=[*map(_result, paper.course)],
        cost=_amount(paper.cost),
        rates=[*map(_rate, paper.rates)],
        no_rate=paper.no_rate,
        household=_amount(paper.worth.gained) if paper.worth else None,
        households=_estimate(brought.households) if brought else None,
        cost_of_gained=_estimate(paper.for_gained),
        efficiency=_estimate(brought.efficiency) if brought else None,
        advice=paper.advice,
        flags=list(paper.flags),
        forecasts=[*map(_verdict, paper.verdicts)],
    )


def _estimate(one: Estimate | None) -> forms.Estimate | None:
    """JSON knows no infinity: an interval without an upper end has none."""
    if one is None:
        return None
    return forms.Estimate(value=one.value, low=one.low, high=None if isinf(one.high) else one.high)


def _rate(one: Rate) -> forms.Rate:
    return forms.Rate(
        base=one.base,
        quote=one.quote,
        amount=f"{round(one.amount, 8).normalize():f}",
        on=one.on,
        source=one.source,
        claim=one.claim or None,
    )


def _amount(one: Money | None) -> forms.Amount | None:
    return forms.Amount(minor=one.minor, currency=one.currency) if one else None
