"""Opening a title to territories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.core.errors import Refused
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
    """The calendar, and a form for more windows."""
    now = clock.now()
    page = windows_page(title_id=title_id, at=now)
    asked = {"territory": request.GET.getlist("territory"), "licence": request.GET.get("licence")}
    form = WindowForm(posted(request), initial=asked, at=now)
    narrowed(form, request)

    def grant() -> None:
        deliveries.open_in_markets(
            title_id=title_id,
            windows=form.windows(),
            licence_id=form.cleaned_data["licence"],
            actor=actor(request),
            override=form.cleaned_data["override"],
        )

    if carried_out(request, form, grant):
        count = len(form.cleaned_data["territory"])
        told = ngettext("The window is granted.", "%(count)d windows are granted.", count)
        messages.success(request, told % {"count": count})
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
def approve(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    return _decided(
        request, title_id, window_id, deliveries.approve_window, _("The window is approved.")
    )


@require_POST
def condition_met(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    done = _("The condition is met: from now on the window’s dates decide.")
    return _decided(request, title_id, window_id, deliveries.condition_met, done)


@require_POST
def withdraw(request: HttpRequest, title_id: int, window_id: int) -> HttpResponse:
    held_window(title_id=title_id, window_id=window_id)

    def take_away() -> None:
        services.withdraw_window(window_id=window_id, actor=actor(request))

    done = _("The window is withdrawn: nobody can start this title there any more.")
    return answered(request, take_away, done, "studio:windows", title_id)


def _decided(
    request: HttpRequest,
    title_id: int,
    window_id: int,
    decide: Callable[..., None],
    done: str,
) -> HttpResponse:
    """Back to where the button stood; what is not ready is led to its form, where a reason can be given."""
    held_window(title_id=title_id, window_id=window_id)
    try:
        decide(title_id=title_id, window_id=window_id, actor=actor(request))
    except deliveries.NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:change_window", title_id, window_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    if request.POST.get("back") == "start":
        return redirect("studio:start")
    return redirect("studio:windows", title_id)
