"""What became of a title, and taking a change of it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.staff import standing
from lanterne.catalogue import services as catalogue
from lanterne.studio import filters
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.history_page import history_page


def history(request: HttpRequest, title_id: int) -> HttpResponse:
    asked = filters.history(request)
    shown = history_page(
        title_id=title_id,
        action=asked.action,
        actor=asked.actor,
        place=asked.place,
        reader=standing(request.user),
    )
    page = {"shown": shown, "head": shown.head, "asked": asked.among(shown.actions, shown.people)}
    return render(request, "studio/history.html", page)


@require_POST
def take_back(request: HttpRequest, title_id: int, change_id: int) -> HttpResponse:
    def undo() -> None:
        catalogue.undo_change(title_id=title_id, change_id=change_id, actor=actor(request))

    done = _("It is taken back. That can be taken back as well.")
    return answered(request, undo, done, "studio:history", title_id)
