"""Markets, their figures and their futures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.facts import services as facts
from lanterne.growth import services
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.growth_forms import DropForm, MarketFigureForm, ScenarioForm
from lanterne.studio.markets_page import course_table, day, market_page, markets_page, named_country
from lanterne.studio.markets_page import markets_table as written

CSV = "text/csv; charset=utf-8"


def markets(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/markets.html", markets_page(on=day(request)))


def markets_table(request: HttpRequest) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="markets.csv"'}
    return HttpResponse(written(on=day(request)), content_type=CSV, headers=named)


def market(request: HttpRequest, territory: str) -> HttpResponse:
    shown = market_page(territory=territory, on=day(request))
    form = ScenarioForm(posted(request))

    def keep() -> None:
        services.set_scenario(draft=form.draft(territory), actor=actor(request))

    if carried_out(request, form, keep):
        messages.success(request, _("The scenario stands beside the others."))
        return redirect("studio:market", territory)
    return render(request, "studio/market.html", {"shown": shown, "form": form})


def state(request: HttpRequest, territory: str) -> HttpResponse:
    """A figure of the country, with its source."""
    place = named_country(territory)
    form = MarketFigureForm(posted(request), territory=territory, initial=request.GET.dict())

    def keep() -> None:
        facts.state_claim(draft=form.draft(), actor=actor(request))

    if carried_out(request, form, keep):
        messages.success(request, _("The figure is on record."))
        return redirect("studio:market", territory)
    return render(
        request, "studio/market_figure.html", {"form": form, "territory": territory, "place": place}
    )


def market_table(request: HttpRequest, territory: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="market-{territory}.csv"'}
    text = course_table(territory=territory, on=day(request))
    return HttpResponse(text, content_type=CSV, headers=named)


@require_POST
def drop_scenario(request: HttpRequest, territory: str) -> HttpResponse:
    form = DropForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""

    def drop() -> None:
        services.drop_scenario(territory=territory, name=name, actor=actor(request))

    return answered(request, drop, _("The scenario is gone."), "studio:market", territory)
