"""Rooms: who holds and has them, and giving them free."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.staff import standing
from lanterne.commissioning import services
from lanterne.core import clock
from lanterne.studio import filters
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.facilities_page import facilities as facilities_page
from lanterne.studio.facilities_page import held_booking, offered, places_page
from lanterne.studio.forms import carried_out, narrowed, posted
from lanterne.studio.slate_forms import BookingForm, ComplexForm, RoomForm


def facilities(request: HttpRequest) -> HttpResponse:
    today = clock.now().date()
    projects, rooms = offered(standing(request.user))
    form = BookingForm(posted(request), projects=projects, rooms=rooms, initial={"kind": "hold"})

    def take() -> None:
        said = form.cleaned_data
        act = services.book_room if said["kind"] == "book" else services.hold_room
        act(
            project_id=said["project"],
            room_id=said["room"],
            begins_on=said["begins_on"],
            ends_on=said["ends_on"],
            actor=actor(request),
        )

    if carried_out(request, form, take):
        messages.success(request, _("The room is taken."))
        return redirect("studio:facilities")
    begins = filters.day(request, "from") or today.replace(day=1)
    shown = facilities_page(begins=begins, today=today)
    return render(request, "studio/facilities.html", {"shown": shown, "form": form})


def places(request: HttpRequest) -> HttpResponse:
    who = actor(request)

    def complex_form(*args: Any, **kwargs: Any) -> ComplexForm:
        form = ComplexForm(*args, **kwargs)
        narrowed(form, request)
        return form

    acts = {
        "complex": Act(
            complex_form,
            lambda form: services.add_complex(draft=form.draft(), actor=who),
            _("The complex is on record."),
        ),
        "room": Act(
            RoomForm,
            lambda form: services.add_room(actor=who, **form.cleaned_data),
            _("The room is on record."),
        ),
    }
    page = Page("studio/places.html", "studio:places")
    return acted(request, page, acts, places=places_page())


@require_POST
def confirm(request: HttpRequest, booking_id: int) -> HttpResponse:
    held_booking(booking_id)

    def make_it_one() -> None:
        services.confirm_booking(booking_id=booking_id, actor=actor(request))

    return answered(request, make_it_one, _("It is booked."), "studio:facilities")


@require_POST
def release(request: HttpRequest, booking_id: int) -> HttpResponse:
    held_booking(booking_id)

    def give_free() -> None:
        services.release_booking(booking_id=booking_id, actor=actor(request))

    return answered(request, give_free, _("The room is free."), "studio:facilities")
