"""What became of a title, and taking a change of it, of its windows or of a contract back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.staff import standing
from lanterne.catalogue import services as catalogue
from lanterne.core.errors import Refused
from lanterne.deliveries import services as deliveries
from lanterne.rights import services as rights
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

    return answered(request, undo, _done(), "studio:history", title_id)


@require_POST
def take_back_window(request: HttpRequest, title_id: int, change_id: int) -> HttpResponse:
    try:
        deliveries.undo_window(title_id=title_id, change_id=change_id, actor=actor(request))
    except deliveries.NotReady as refusal:
        # Where a reason can be given, as for any window that opens.
        messages.error(request, str(refusal))
        return redirect("studio:windows", title_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _done())
    return redirect("studio:history", title_id)


@require_POST
def take_back_licence(request: HttpRequest, licence_id: int, change_id: int) -> HttpResponse:
    def undo() -> None:
        rights.undo_licence_change(licence_id=licence_id, change_id=change_id, actor=actor(request))

    return answered(request, undo, _done(), "studio:licence", licence_id)


def _done() -> str:
    return _("It is taken back. That can be taken back as well.")
