"""Contracts with licensors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.accounts.staff import standing
from lanterne.core import clock
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.studio import filters
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.licence_forms import LicenceForm, first
from lanterne.studio.licences_page import held_licence, licence_page


def licences(request: HttpRequest) -> HttpResponse:
    asked = filters.words_asked(request)
    shown = {"licences": rights.licences(words=asked), "asked": asked}
    return render(request, "studio/licences.html", shown)


def licence(request: HttpRequest, licence_id: int) -> HttpResponse:
    number = filters.page(request)
    shown = licence_page(
        licence_id=licence_id, number=number, at=clock.now(), reader=standing(request.user)
    )
    return render(request, "studio/licence.html", {"shown": shown})


def register(request: HttpRequest) -> HttpResponse:
    form = LicenceForm(posted(request), initial={"offers": ["subscription"], "share": 0})
    made: list[int] = []

    def put_on_record() -> None:
        made.append(services.register_licence(facts=form.facts(), actor=actor(request)))

    if carried_out(request, form, put_on_record):
        messages.success(request, _("The licence is on record."))
        return redirect("studio:licence", made[0])
    shown = {"form": form, "licensors": rights.licensors()}
    return render(request, "studio/licence_form.html", shown)


def change(request: HttpRequest, licence_id: int) -> HttpResponse:
    held = held_licence(licence_id)
    form = LicenceForm(posted(request), initial=first(held))

    def correct() -> None:
        services.change_licence(licence_id=licence_id, facts=form.facts(), actor=actor(request))

    if carried_out(request, form, correct):
        messages.success(request, _("The licence is changed."))
        return redirect("studio:licence", licence_id)
    shown = {"form": form, "licensors": rights.licensors(), "held": held}
    return render(request, "studio/licence_form.html", shown)
