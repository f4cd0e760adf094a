"""The membership of a household: what it is, what was paid, and how to leave."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lanterne.accounts.rules import HouseholdCard
from lanterne.billing import services
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.web import membership
from lanterne.web.doors import adult_page


@require_safe
@adult_page
def account(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    return _page(request, household)


@require_POST
@adult_page
def cancel(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    try:
        services.cancel(household_id=household.id, at=clock.now())
    except Refused as refused:
        return _page(request, household, refusal=str(refused))
    return redirect("web:account")


@require_POST
@adult_page
def resume(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    try:
        services.resume(household_id=household.id, at=clock.now())
    except Refused as refused:
        return _page(request, household, refusal=str(refused))
    return redirect("web:account")


def _page(request: HttpRequest, household: HouseholdCard, refusal: str = "") -> HttpResponse:
    shown = membership.account_page(household=household, language=request.LANGUAGE_CODE)
    context = {"account": shown, "refusal": refusal}
    return render(request, "web/account.html", context, status=409 if refusal else 200)
