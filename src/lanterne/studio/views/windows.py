"""Opening a title to territories."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.deliveries import services as deliveries
from lanterne.rights import services
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, narrowed, posted
from lanterne.studio.title_page import head
from lanterne.studio.window_forms import TermsForm, WindowForm, first
from lanterne.studio.windows_page import held_window, windows_page
from lanterne.territories import queries as territories


def windows(request: HttpRequest, title_id: int) -> HttpResponse:
    """The calendar, and a form for one more window."""
    page = windows_page(title_id=title_id, at=clock.now())
    asked = {name: request.GET.get(name) for name in ("territory", "licence")}
    form = WindowForm(posted(request), initial=asked)
    narrowed(form, request)

    def grant() -> None:
        territory = form.cleaned_data["territory"]
        deliveries.open_in_market(
            title_id=title_id,
            window=form.window(territory, territories.clock(territory=territory)),
            licence_id=form.cleaned_data["licence"],
            actor=actor(request),
            override=form.cleaned_data["override"],
        )

    if carried_out(request, form, grant):
        messages.success(request, _("The window is granted."))
        return redirect("studio:windows", title_id)
    return render(request, "studio/windows.html", {"page": page, "head": page.head, "form": form})


def change(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    found = held_window(title_id=title_id, window_id=window_id)
    held = found.window
    place = territories.clock(territory=held.territory)
    form = TermsForm(posted(request), initial=first(found, place), place=place)

    def move() -> None:
        deliveries.move_window(
            title_id=title_id,
            wanted=replace(
                found,
                window=form.window(held.territory, place),
                licence_id=form.cleaned_data["licence"],
            ),
            actor=actor(request),
            override=form.cleaned_data["override"],
        )

    if carried_out(request, form, move):
        messages.success(request, _("The window is changed."))
        return redirect("studio:windows", title_id)
    shown = {"head": head(title_id), "form": form, "held": held, "window_id": window_id}
    return render(request, "studio/window.html", {**shown, "clock": str(place)})


@require_POST
def condition_met(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    held_window(title_id=title_id, window_id=window_id)

    def say_so() -> None:
        services.condition_met(window_id=window_id, actor=actor(request))

    done = _("The condition is met: from now on the window’s dates decide.")
    return answered(request, say_so, done, "studio:windows", title_id)


@require_POST
def withdraw(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    held_window(title_id=title_id, window_id=window_id)

    def take_away() -> None:
        services.withdraw_window(window_id=window_id, actor=actor(request))

    done = _("The window is withdrawn: nobody can start this title there any more.")
    return answered(request, take_away, done, "studio:windows", title_id)
