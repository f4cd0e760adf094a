"""What titles brought, and whether it is what was foretold."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, services
from lanterne.core import clock
from lanterne.studio import results_page as pages
from lanterne.studio.acting import Act
from lanterne.studio.doors import actor
from lanterne.studio.project_page import held, tab

CSV = "text/csv; charset=utf-8"


def results(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/results.html", {"shown": pages.results_page(request)})


def results_table(request: HttpRequest) -> HttpResponse:
    return _table(pages.results_table(pages.results_page(request)), "results.csv")


def result(request: HttpRequest, title_id: int) -> HttpResponse:
    return render(request, "studio/result.html", {"shown": pages.result_page(request, title_id)})


def forecasts(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/forecasts.html", {"shown": pages.record_page(request)})


def forecasts_table(request: HttpRequest) -> HttpResponse:
    return _table(pages.record_table(pages.record_page(request)), "forecasts.csv")


def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """What a project is to bring, and once it is out what it brought."""
    card = held(project_id)
    paper = queries.renewal(project_id=project_id, at=clock.now())

    verdicts = paper.verdicts if paper else queries.verdicts(project_id=project_id)

    def foretell(_form: object) -> None:
        services.forecast(project_id=project_id, actor=actor(request))

    return tab(
        request,
        card,
        "project_results",
        {"forecast": Act(Form, foretell, _("The forecast is kept."), is_of_a_line=True)},
        paper=paper,
        foretold=[pages.judged(one) for one in verdicts],
        drawing=pages.drawing(paper.course) if paper else None,
    )


def _table(text: str, name: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=CSV, headers=named)
