"""A project's budget, who pays for it, and what it costs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.commissioning import services
from lanterne.commissioning.drafts import BudgetDraft
from lanterne.core import clock
from lanterne.studio.acting import Act
from lanterne.studio.costs_page import cost_table, costs_page
from lanterne.studio.doors import actor
from lanterne.studio.project_page import held, tab
from lanterne.studio.slate_forms import (
    BillForm,
    BudgetForm,
    DayForm,
    EstimateForm,
    InvoiceForm,
    LockForm,
    SourceForm,
)


def money(request: HttpRequest, project_id: int) -> HttpResponse:
    card, who, today = held(project_id), actor(request), clock.now().date()

    def draw(form: Any) -> None:
        said = form.cleaned_data
        text = said["table"].read().decode("utf-8-sig", errors="replace")
        draft = BudgetDraft(said["currency"].upper(), said["on"], (), said["chart"])
        services.read_budget(project_id=project_id, text=text, draft=draft, actor=who)

    acts = {
        "budget": Act(BudgetForm, draw, _("The budget is drawn.")),
        "lock": Act(
            LockForm,
            lambda form: services.lock_budget(
                project_id=project_id, number=form.cleaned_data["number"], on=today, actor=who
            ),
            _("This version counts from today on."),
        ),
        "source": Act(
            SourceForm,
            lambda form: services.finance(project_id=project_id, draft=form.draft(), actor=who),
            _("The financing plan is kept."),
        ),
    }
    shown = costs_page(project_id=project_id, on=today)
    return tab(request, card, "project_money", acts, money=shown)


def costs(request: HttpRequest, project_id: int) -> HttpResponse:
    card, who = held(project_id), actor(request)
    asked = DayForm(request.GET)
    shown = costs_page(project_id=project_id, on=asked.day(clock.now().date()))
    acts = {
        "order": Act(
            BillForm,
            lambda form: services.commit(project_id=project_id, draft=form.draft(), actor=who),
            _("The order is on record."),
        ),
        "invoice": Act(
            InvoiceForm,
            lambda form: services.spend(project_id=project_id, draft=form.draft(), actor=who),
            _("The invoice is on record."),
        ),
        "estimate": Act(
            EstimateForm,
            lambda form: services.estimate(
                project_id=project_id, draft=form.draft(shown.currency), actor=who
            ),
            _("The estimate is kept."),
        ),
    }
    return tab(request, card, "project_costs", acts, money=shown, asked=asked)


def costs_table(request: HttpRequest, project_id: int) -> HttpResponse:
    card, asked = held(project_id), DayForm(request.GET)
    shown = costs_page(project_id=project_id, on=asked.day(clock.now().date()))
    named = {"Content-Disposition": f'attachment; filename="{card.key}-{shown.on}.csv"'}
    return HttpResponse(cost_table(shown), content_type="text/csv; charset=utf-8", headers=named)
