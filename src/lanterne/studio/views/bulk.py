"""Changing many titles: what it would do, doing it, what it did, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.roles import Desk
from lanterne.core.errors import Refused
from lanterne.studio import bulk
from lanterne.studio.bulk_forms import BulkForm, chosen
from lanterne.studio.bulk_page import edit_page, preview, refusals
from lanterne.studio.doors import actor


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    return _asked(request, Desk.PUBLISH)


@require_POST
def windows(request: HttpRequest) -> HttpResponse:
    return _asked(request, Desk.RIGHTS)


def edit(request: HttpRequest, edit_id: int) -> HttpResponse:
    return render(request, "studio/bulk_done.html", {"shown": edit_page(edit_id=edit_id)})


@require_POST
def undo_publish(request: HttpRequest, edit_id: int) -> HttpResponse:
    return _undone(request, edit_id, Desk.PUBLISH)


@require_POST
def undo_windows(request: HttpRequest, edit_id: int) -> HttpResponse:
    return _undone(request, edit_id, Desk.RIGHTS)


def _asked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The preview, and the change itself once exactly that preview has been seen."""
    form, title_ids = BulkForm(request.POST), chosen(request)
    act = form.act(desk)
    if act is None or not title_ids:
        trouble = form.trouble if act is None else _("Choose at least one title.")
        return _back(request, trouble)
    try:
        rows = bulk.try_out(act, title_ids, actor=actor(request))
        if request.POST.get("seen") != bulk.seal(rows):
            page = {"shown": preview(act, rows), "posted": _posted(request)}
            return render(request, "studio/bulk_preview.html", page)
        edit_id, _rows = bulk.carry_out(act, title_ids, actor=actor(request))
    except Refused as refusal:
        return _back(request, str(refusal))
    messages.success(request, _("It is done. It can be taken back here."))
    return redirect("studio:edit", edit_id)


def _undone(request: HttpRequest, edit_id: int, desk: Desk) -> HttpResponse:
    try:
        rows = bulk.undo(edit_id=edit_id, desk=desk, actor=actor(request))
    except bulk.NoSuchEdit as missing:
        raise Http404 from missing
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:edit", edit_id)
    for sentence in refusals(rows):
        messages.error(request, sentence)
    messages.success(request, _("It is taken back."))
    return redirect("studio:edit", edit_id)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """The same question again, for the form that says yes to it."""
    left_out = {"csrfmiddlewaretoken", "seen"}
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in map(str, values)
        if name not in left_out
    ]


def _back(request: HttpRequest, trouble: str) -> HttpResponse:
    """To the list as it stood; the question is ours, whatever was sent for it."""
    messages.error(request, trouble)
    return redirect(f"{reverse('studio:titles')}?{request.POST.get('back', '')}")
