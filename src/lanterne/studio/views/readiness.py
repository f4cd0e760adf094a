"""Whether a title is ready, market by market, and asking for what it lacks."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lanterne.core import clock
from lanterne.deliveries import queries
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.rules import Role
from lanterne.studio.delivery_forms import AskForm, TemplateForm
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.proposals_page import lines
from lanterne.studio.readiness_page import readiness_page
from lanterne.studio.title_page import head

# What a post house usually has.
USUALLY = timedelta(days=28)


def readiness(request: HttpRequest, title_id: int) -> HttpResponse:
    page = readiness_page(title_id=title_id, at=clock.now())
    return render(request, "studio/readiness.html", {"page": page, "head": page.head})


def ask_all(request: HttpRequest, title_id: int) -> HttpResponse:
    """The template: choose markets, look at the list, ask for all of it."""
    shown = head(title_id)
    # Chosen in the address, so that the list can be looked at before anything is asked.
    form = TemplateForm(posted(request) or request.GET or None, initial=_first())
    asked: list[int] = []

    def ask_for_all() -> None:
        said = form.cleaned_data
        count = deliveries.ask_all(
            title_id=title_id,
            markets=said["markets"],
            way=Role(said["way"]),
            actor=actor(request),
            **form.terms,
        )
        asked.append(count)

    if carried_out(request, form, ask_for_all):
        told = ngettext(
            "%(count)d thing is asked for.", "%(count)d things are asked for.", asked[0]
        )
        messages.success(request, told % {"count": asked[0]})
        return redirect("studio:readiness", title_id)
    proposed = lines(title_id, form)
    return render(
        request, "studio/ask_all.html", {"head": shown, "form": form, "proposed": proposed}
    )


def ask(request: HttpRequest, title_id: int) -> HttpResponse:
    """One thing more."""
    shown, form = head(title_id), AskForm(posted(request), initial=_first())
    made: list[int] = []

    def ask_for_it() -> None:
        wanted, who = form.wanted, actor(request)
        made.append(deliveries.ask(title_id=title_id, wanted=wanted, actor=who, **form.terms))

    if carried_out(request, form, ask_for_it):
        messages.success(request, _("It is asked for."))
        return redirect("studio:delivery", made[0])
    return render(request, "studio/ask.html", {"head": shown, "form": form})


def _first() -> dict[str, object]:
    house = next(iter(queries.post_houses()), None)
    due_on = clock.now().date() + USUALLY
    return {"due_on": due_on, "way": Role.FULL, "post_house": house.id if house else None}
