"""Offices: putting them on record, what became of them, who works there."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.growth import services
from lanterne.growth.queries import OfficeCard
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.choices import Choices
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, narrowed, posted
from lanterne.studio.markets_page import day
from lanterne.studio.office_forms import (
    ClosingForm,
    HeadsForm,
    LeavingForm,
    OfficeForm,
    OpeningForm,
    PostForm,
    office_as_it_is,
    post_as_it_is,
)
from lanterne.studio.offices_page import held_office, held_post, offices_page, others_of


def offices(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/offices.html", {"shown": offices_page(request)})


def new(request: HttpRequest) -> HttpResponse:
    form = OfficeForm(posted(request))
    narrowed(form, request)
    made: list[int] = []

    def add() -> None:
        made.append(services.add_office(draft=form.draft(), actor=actor(request)))

    if carried_out(request, form, add):
        messages.success(request, _("The office is on record. Say when it opened."))
        return redirect("studio:office", made[0])
    return render(request, "studio/office_form.html", {"form": form})


def change(request: HttpRequest, office_id: int) -> HttpResponse:
    card = held_office(office_id)
    form = OfficeForm(posted(request), initial=office_as_it_is(card))
    narrowed(form, request)

    def say_anew() -> None:
        services.put_office(draft=form.draft(card.key), actor=actor(request))

    if carried_out(request, form, say_anew):
        messages.success(request, _("The office is changed."))
        return redirect("studio:office", office_id)
    return render(request, "studio/office_form.html", {"form": form, "card": card})


def office(request: HttpRequest, office_id: int) -> HttpResponse:
    on = day(request)
    card = held_office(office_id, on)
    acts = _of_its_past(card, others_of(card, on), actor(request)) | _of_its_people(
        card, actor(request)
    )
    page = Page("studio/office.html", "studio:office", (office_id,))
    return acted(request, page, acts, card=card)


def post(request: HttpRequest, office_id: int, post: str) -> HttpResponse:
    card, held = held_office(office_id), held_post(office_id, post)
    form = PostForm(posted(request), initial=post_as_it_is(held))

    def say_anew() -> None:
        services.put_post(draft=form.draft(card.key, held.key), actor=actor(request))

    if carried_out(request, form, say_anew):
        messages.success(request, _("The post is changed."))
        return redirect("studio:office", office_id)
    return render(request, "studio/post_form.html", {"form": form, "card": card, "post": held})


def _of_its_past(card: OfficeCard, others: Choices, who: str) -> dict[str, Act]:
    tell = partial(services.tell_event, actor=who)
    return {
        "opened": Act(
            partial(OpeningForm, office=card),
            lambda form: tell(draft=form.draft()),
            _("It is on record when the office opened."),
        ),
        "moved": Act(
            partial(LeavingForm, office=card, others=others),
            lambda form: tell(draft=form.draft()),
            _("It is on record when and why the office moved."),
        ),
        "closed": Act(
            partial(ClosingForm, office=card),
            lambda form: tell(draft=form.draft()),
            _("It is on record when and why the office closed."),
        ),
    }


def _of_its_people(card: OfficeCard, who: str) -> dict[str, Act]:
    return {
        "heads": Act(
            HeadsForm,
            lambda form: services.count_heads(draft=form.draft(card.key), actor=who),
            _("The count is on record."),
        ),
        "post": Act(
            PostForm,
            lambda form: services.add_post(draft=form.draft(card.key), actor=who),
            _("The post is on record."),
        ),
    }
