"""Opening a title to territories."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.deliveries import services as deliveries
from lanterne.rights import services
from lanterne.rights.rules import Window
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import PeriodForm, WindowForm, carried_out, narrowed, posted
from lanterne.studio.title_page import head
from lanterne.studio.windows_page import held_window, windows_page
from lanterne.territories import queries as territories


def windows(request: HttpRequest, title_id: int) -> HttpResponse:
    """The calendar, and a form for one more window."""
    page = windows_page(title_id=title_id, at=clock.now())
    form = WindowForm(posted(request), initial={"territory": request.GET.get("territory")})
    narrowed(form, request)

    def grant() -> None:
        territory = form.cleaned_data["territory"]
        told: Any = form.instants(territories.clock(territory=territory))
        deliveries.open_in_market(
            title_id=title_id,
            window=Window(territory, **told),
            actor=actor(request),
            override=form.cleaned_data["override"],
        )

    if carried_out(request, form, grant):
        messages.success(request, _("The window is granted."))
        return redirect("studio:windows", title_id)
    shown = {"head": page.head, "calendar": page.calendar, "form": form}
    return render(request, "studio/windows.html", shown)


def change(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    found = held_window(title_id=title_id, window_id=window_id)
    held = found.window
    place = territories.clock(territory=held.territory)
    closes = held.closes_at.astimezone(place) if held.closes_at else None
    # Without a zone, so that the form shows the place's time and not the server's.
    first = {"opens": held.opens_at.astimezone(place).replace(tzinfo=None)}
    first |= {"closes": closes.replace(tzinfo=None)} if closes else {}
    form = PeriodForm(posted(request), initial=first, place=place)

    def move() -> None:
        told: Any = form.instants(place)
        deliveries.move_window(
            title_id=title_id,
            wanted=replace(found, window=replace(held, **told)),
            actor=actor(request),
            override=form.cleaned_data["override"],
        )

    if carried_out(request, form, move):
        messages.success(request, _("The window is changed."))
        return redirect("studio:windows", title_id)
    shown = {"head": head(title_id), "form": form, "held": held, "window_id": window_id}
    return render(request, "studio/window.html", {**shown, "clock": str(place)})


@require_POST
def withdraw(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    held_window(title_id=title_id, window_id=window_id)

    def take_away() -> None:
        services.withdraw_window(window_id=window_id, actor=actor(request))

    done = _("The window is withdrawn: nobody can start this title there any more.")
    return answered(request, take_away, done, "studio:windows", title_id)
