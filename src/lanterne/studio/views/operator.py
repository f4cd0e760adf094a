"""Who we are, as the law asks; what we spent on works; when films were released in cinemas."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.regulation import queries as regulation
from lanterne.regulation import services
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.law_forms import ExpenseForm, FactForm, ReleaseForm
from lanterne.studio.law_page import asked, places
from lanterne.studio.title_page import cards


def operator(request: HttpRequest) -> HttpResponse:
    form = FactForm(posted(request), initial=request.GET.dict())

    def state() -> None:
        source = form.cleaned_data["source"]
        services.state_fact(stated=form.stated(), source=source, actor=actor(request))

    if carried_out(request, form, state):
        messages.success(request, _("It is stated."))
        return redirect("studio:operator")
    return render(request, "studio/operator.html", {"facts": regulation.facts(), "form": form})


@require_POST
def withdraw_fact(request: HttpRequest, fact_id: int) -> HttpResponse:
    def withdraw() -> None:
        services.withdraw_fact(fact_id=fact_id, actor=actor(request))

    return answered(request, withdraw, _("It is taken back."), "studio:operator")


def expenses(request: HttpRequest) -> HttpResponse:
    wanted = asked(request)
    form = ExpenseForm(posted(request), initial={"territories": wanted.territory})

    def record() -> None:
        note = form.cleaned_data["note"]
        services.record_expense(expense=form.expense(), note=note, actor=actor(request))

    if carried_out(request, form, record):
        messages.success(request, _("The expense is recorded."))
        return redirect("studio:expenses")
    held = regulation.held_expenses(year=wanted.on.year, territory=wanted.territory)
    shown = {"asked": wanted, "places": places(), "expenses": held, "form": form}
    return render(request, "studio/expenses.html", shown)


@require_POST
def withdraw_expense(request: HttpRequest, expense_id: int) -> HttpResponse:
    def withdraw() -> None:
        services.withdraw_expense(expense_id=expense_id, actor=actor(request))

    return answered(request, withdraw, _("The expense is taken back."), "studio:expenses")


def releases(request: HttpRequest, title_id: int) -> HttpResponse:
    found = cards((title_id,))
    if not found:
        raise Http404
    form = ReleaseForm(posted(request))

    def state() -> None:
        said = form.cleaned_data
        services.state_release(title_id=title_id, **said, actor=actor(request))

    if carried_out(request, form, state):
        messages.success(request, _("The release is stated."))
        return redirect("studio:releases", title_id)
    held = regulation.releases(title_id=title_id)
    return render(
        request, "studio/releases.html", {"card": found[0], "releases": held, "form": form}
    )


@require_POST
def withdraw_release(request: HttpRequest, title_id: int, territory: str) -> HttpResponse:
    def withdraw() -> None:
        services.withdraw_release(title_id=title_id, territory=territory, actor=actor(request))

    return answered(request, withdraw, _("The release is taken back."), "studio:releases", title_id)
