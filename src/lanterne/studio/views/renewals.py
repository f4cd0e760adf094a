"""Encoding the library anew: the list, what it would save, queueing it, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lanterne.assets import services as assets
from lanterne.assets.services import Queued
from lanterne.core import clock
from lanterne.studio import filters
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.renew_page import choice, renew_page
from lanterne.studio.title_page import cards


def renewals(request: HttpRequest) -> HttpResponse:
    asked = filters.renewal_standing(request)
    shown = renew_page(standing=asked.chosen, number=filters.page(request), at=clock.now())
    return render(request, "studio/renewals.html", {"shown": shown, "asked": asked})


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """What is about to be encoded, before anybody pays for it in hours of a machine."""
    found = choice(title_ids=_chosen(request), at=clock.now())
    if not found.lines:
        return _none_chosen(request)
    return render(request, "studio/renewals_confirm.html", {"choice": found})


@require_POST
def queue(request: HttpRequest) -> HttpResponse:
    def renew(title_ids: list[int]) -> Queued:
        return assets.renew_all(title_ids=title_ids, actor=actor(request))

    return _queued(request, renew)


@require_POST
def estimate(request: HttpRequest) -> HttpResponse:
    def attempt(title_ids: list[int]) -> Queued:
        return assets.estimate_all(title_ids=title_ids, actor=actor(request))

    return _queued(request, attempt)


@require_POST
def bring_back(request: HttpRequest, title_id: int) -> HttpResponse:
    def back() -> None:
        assets.bring_back(title_id=title_id, actor=actor(request))

    done = _(
        "People watch the revision before again. Who is watching goes on with what they began."
    )
    return answered(request, back, done, "studio:renewals")


def _queued(request: HttpRequest, act: Callable[[list[int]], Queued]) -> HttpResponse:
    wanted = _chosen(request)
    if not wanted:
        return _none_chosen(request)
    found = act(wanted)
    names = {card.id: card.name for card in cards(tuple(found.refused))}
    for title_id, sentence in found.refused.items():
        messages.error(request, f"{names.get(title_id, title_id)} · {sentence}")
    if count := len(found.jobs):
        said = ngettext(
            "%(count)d film is queued, behind all new films.",
            "%(count)d films are queued, behind all new films.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("studio:renewals")


def _none_chosen(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Choose at least one title."))
    return redirect("studio:renewals")


def _chosen(request: HttpRequest) -> list[int]:
    told = request.POST.getlist("title")
    return [int(one) for one in told if one.isascii() and one.isdigit() and len(one) < 10]
