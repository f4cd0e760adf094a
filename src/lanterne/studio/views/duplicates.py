"""Titles that are held twice: which may be, two side by side, and what is decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.permits import check_changes
from lanterne.accounts.roles import Desk
from lanterne.accounts.staff import standing
from lanterne.core.errors import Refused
from lanterne.editorial import services
from lanterne.editorial.services import Chosen
from lanterne.studio import words
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.duplicates_page import chosen_fields, duplicates_page, pair_page


def duplicates(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/duplicates.html", {"shown": duplicates_page()})


def pair(request: HttpRequest, title_id: int, other_id: int) -> HttpResponse:
    shown = pair_page(title_id=title_id, other_id=other_id)
    page = {"shown": shown, "head": shown.head, "editions": words.EDITIONS.items()}
    return render(request, "studio/pair.html", page)


@require_POST
def tell_apart(request: HttpRequest, title_id: int, other_id: int) -> HttpResponse:
    def say() -> None:
        services.tell_apart(title_id=title_id, other_id=other_id, actor=actor(request))

    done = _("They are not the same: nobody is asked about these two again.")
    return answered(request, say, done, "studio:duplicates")


@require_POST
def merge(request: HttpRequest, title_id: int, other_id: int) -> HttpResponse:
    """Into one, or into a film and its edition where the form names one."""
    said = request.POST
    try:
        if edition := said.get("edition", ""):
            services.make_edition(
                title_id=title_id, other_id=other_id, edition=edition, actor=actor(request)
            )
        else:
            territories = said.getlist("windows")
            if territories:
                check_changes(standing(request.user), Desk.RIGHTS, territories)
            services.merge(
                title_id=title_id,
                other_id=other_id,
                actor=actor(request),
                theirs=Chosen(chosen_fields(said.getlist("theirs")), territories),
            )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:pair", title_id, other_id)
    messages.success(request, _("They are one title now. Both addresses lead here."))
    return redirect("studio:title", title_id)
