"""What the law asks: the briefing of a country, rules and their rows, a draft slate, the yearly filing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.regulation import filings, services
from lanterne.regulation import queries as regulation
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.law_forms import RuleForm, SlateForm, SupersedeForm, first
from lanterne.studio.law_page import asked, filing_page, law_page, moved, places, rule_page


def law(request: HttpRequest) -> HttpResponse:
    wanted = asked(request)
    shown = {"asked": wanted, "places": places(), "page": law_page(wanted)}
    return render(request, "studio/law.html", shown)


def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/law_rules.html", {"rules": regulation.rulebook()})


def rule(request: HttpRequest, rule: str) -> HttpResponse:
    return render(request, "studio/law_rule.html", {"shown": rule_page(rule)})


def add(request: HttpRequest) -> HttpResponse:
    form = RuleForm(posted(request))

    def write() -> None:
        reason = form.cleaned_data["reason"]
        services.add_rule(rule=form.new(), reason=reason, actor=actor(request))

    if carried_out(request, form, write):
        messages.success(request, _("The rule is written."))
        return redirect("studio:law_rule", form.cleaned_data["rule_id"])
    return render(request, "studio/law_form.html", {"form": form})


def supersede(request: HttpRequest, rule: str) -> HttpResponse:
    held = rule_page(rule)
    form = SupersedeForm(posted(request), initial=first(held.rule))

    def write() -> None:
        services.supersede_rule(
            rule=form.rule(held.rule), reason=form.cleaned_data["reason"], actor=actor(request)
        )

    if carried_out(request, form, write):
        messages.success(request, _("The new row counts from its day on."))
        return redirect("studio:law_rule", rule)
    return render(request, "studio/law_form.html", {"form": form, "held": held})


def what_if(request: HttpRequest) -> HttpResponse:
    """Asked in the address, since nothing is kept of it."""
    wanted = asked(request)
    form = SlateForm(request.GET if "slate" in request.GET else None)
    lines = None
    if form.is_valid():
        after, changes = regulation.what_if(
            territory=wanted.territory, on=wanted.on, slate=form.cleaned_data["slate"]
        )
        lines = moved(after, changes)
    shown = {"asked": wanted, "places": places(), "form": form, "lines": lines}
    return render(request, "studio/law_what_if.html", shown)


def filing(request: HttpRequest, territory: str, year: int) -> HttpResponse:
    return render(
        request, "studio/law_filing.html", {"shown": filing_page(territory=territory, year=year)}
    )


def filing_table(_request: HttpRequest, territory: str, year: int) -> HttpResponse:
    """The same as a table."""
    page = filing_page(territory=territory, year=year)
    text = filings.table(page.law.briefing, page.expenses)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"filing-{territory}-{year}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
