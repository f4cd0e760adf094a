"""What services order: reporting it, putting it right, calling it off, and making two reports of one order one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.core.taking import Outcome
from lanterne.growth import services
from lanterne.growth.rules.commissions import Status
from lanterne.growth.services import Reported
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.commission_forms import (
    CancelForm,
    CommissionForm,
    CorrectionForm,
    MergeForm,
    PresenceForm,
    ServiceForm,
    as_it_is,
)
from lanterne.studio.competitors_page import (
    held_order,
    orders_page,
    perhaps_the_same,
    services_page,
)
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, narrowed, posted
from lanterne.studio.markets_page import day


def orders(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/orders.html", {"shown": orders_page(request)})


def report(request: HttpRequest) -> HttpResponse:
    form = CommissionForm(posted(request))
    made: list[Reported] = []

    def keep() -> None:
        made.append(services.report_commission(draft=form.draft(), actor=actor(request)))

    if carried_out(request, form, keep):
        messages.success(request, _became(made[0].outcome))
        return redirect("studio:order", made[0].commission_id)
    return render(request, "studio/order_form.html", {"form": form})


def correct(request: HttpRequest, commission_id: int) -> HttpResponse:
    card = held_order(commission_id)
    form = CorrectionForm(posted(request), initial=as_it_is(card))

    def put_right() -> None:
        services.correct_commission(
            commission_id=commission_id,
            draft=form.draft(),
            reason=form.cleaned_data["reason"],
            actor=actor(request),
        )

    if carried_out(request, form, put_right):
        messages.success(request, _("The order is corrected."))
        return redirect("studio:order", commission_id)
    return render(request, "studio/order_form.html", {"form": form, "card": card})


def order(request: HttpRequest, commission_id: int) -> HttpResponse:
    card, who = held_order(commission_id), actor(request)

    def cancel(form: Any) -> None:
        services.correct_step(
            commission_id=card.id, status=Status.CANCELLED.value, actor=who, **form.cleaned_data
        )

    def merge(form: Any) -> None:
        gone = form.cleaned_data["other"]
        services.merge_commissions(keep_id=card.id, gone_id=gone, actor=who)

    acts = {
        "cancel": Act(CancelForm, cancel, _("The order is cancelled.")),
        "merge": Act(
            partial(MergeForm, others=perhaps_the_same(card)), merge, _("The two are one now.")
        ),
    }
    page = Page("studio/order.html", "studio:order", (card.id,))
    return acted(request, page, acts, card=card, status=card.event.status(day(request)))


def known_services(request: HttpRequest) -> HttpResponse:
    who = actor(request)

    def presence_form(*args: Any, **kwargs: Any) -> PresenceForm:
        form = PresenceForm(*args, **kwargs)
        narrowed(form, request)
        return form

    acts = {
        "service": Act(
            ServiceForm,
            lambda form: services.add_service(draft=form.draft(), actor=who),
            _("The service is on record."),
        ),
        "presence": Act(
            presence_form,
            lambda form: services.place_service(draft=form.draft(), actor=who),
            _("It is on record where the service is."),
        ),
    }
    page = Page("studio/services.html", "studio:services")
    return acted(request, page, acts, shown=services_page(on=day(request)))


def _became(outcome: Outcome) -> str:
    return {
        Outcome.ADDED: _("The order is on record."),
        Outcome.CHANGED: _(
            "This order was on record already; what the report adds is kept with it."
        ),
        Outcome.UNCHANGED: _("This order was on record already, with all that the report says."),
    }[outcome]
