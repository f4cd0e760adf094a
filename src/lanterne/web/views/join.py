"""Joining in three steps: an account, a plan, a payment."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanterne.accounts.rules import HouseholdCard
from lanterne.billing import queries as billing
from lanterne.billing import services
from lanterne.billing.rules import Offer
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.web import newcomers, showcase
from lanterne.web.doors import newcomer_page
from lanterne.web.forms import JoinForm, PaymentForm, PlanForm
from lanterne.web.place import guessed_market

CHOSEN = "join_price_id"


def account(request: HttpRequest) -> HttpResponse:
    """The first step; whoever has an account already goes on to the second."""
    if request.user.is_authenticated:
        return redirect("web:join_plan")
    market = guessed_market(request)
    initial = {"territory": market.territory if market else ""}
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            newcomers.open_household(request, form.cleaned_data)
        except Refused as refused:
            form.add_error(newcomers.field_of(refused), str(refused))
        else:
            return redirect("web:join_plan")
    prices = showcase.prices(market=market, language=request.LANGUAGE_CODE)
    return render(request, "web/join_account.html", {"form": form, "prices": prices})


@newcomer_page
def plan(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    """The second step: every plan sold in the household's country, at its full price."""
    offers = billing.offers(territory=household.territory, at=clock.now())
    form = PlanForm(request.POST or None, offers=offers)
    if request.method == "POST" and form.is_valid():
        request.session[CHOSEN] = form.cleaned_data["price_id"]
        return redirect("web:join_payment")
    context = {"form": form, "offers": offers, "chosen": request.session.get(CHOSEN)}
    return render(request, "web/join_plan.html", context)


@newcomer_page
def payment(request: HttpRequest, household: HouseholdCard) -> HttpResponse:
    """The third step: what will be paid, with its VAT, and with which card."""
    offer = showcase.offer(
        territory=household.territory, price_id=request.session.get(CHOSEN), at=clock.now()
    )
    if offer is None:
        return redirect("web:join_plan")
    form = PaymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _pay(request, household, offer, form)
    return _payment_page(request, offer)


def _pay(
    request: HttpRequest, household: HouseholdCard, offer: Offer, form: PaymentForm
) -> HttpResponse:
    try:
        services.join(
            household_id=household.id,
            price_id=offer.price_id,
            payment_token=form.cleaned_data["card"],
            idempotency_key=str(form.cleaned_data["idempotency_key"]),
            at=clock.now(),
        )
    except services.AlreadyMember:
        return redirect("web:home")
    except Refused as refused:
        return _payment_page(request, offer, refusal=str(refused))
    request.session.pop(CHOSEN, None)
    return redirect("web:profiles")


def _payment_page(request: HttpRequest, offer: Offer, refusal: str = "") -> HttpResponse:
    # A new key each time the page is shown: another card is another payment.
    form = PaymentForm(initial={"idempotency_key": uuid4()})
    context = {"form": form, "bill": showcase.bill(offer), "refusal": refusal}
    return render(request, "web/join_payment.html", context, status=402 if refusal else 200)
