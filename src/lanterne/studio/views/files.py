"""Titles and rights out of files: sent, judged, then taken."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.permits import NotYours
from lanterne.accounts.staff import standing
from lanterne.exchange import formats, runs, shelf
from lanterne.studio.doors import actor
from lanterne.studio.files_page import check_sends, check_yours, file_page, kept
from lanterne.studio.forms import FileForm, carried_out


def files(request: HttpRequest) -> HttpResponse:
    """A form for a file; what it would bring is on the next page."""
    form = FileForm(request.POST or None, request.FILES or None)
    keys: list[UUID] = []

    def keep() -> None:
        check_sends(standing(request.user))
        sent = form.cleaned_data["content"]
        keys.append(shelf.keep(name=sent.name, size=sent.size, blocks=sent.chunks()))

    if carried_out(request, form, keep):
        return redirect("studio:file", keys[0])
    return render(request, "studio/files.html", {"form": form})


def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The report; nothing is written by looking at it."""
    shown = file_page(key, _columns(request.GET), standing(request.user))
    return render(request, "studio/file.html", {"shown": shown})


@require_POST
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    path = kept(key)
    items = formats.read(path, columns=_columns(request.POST))
    check = partial(check_yours, standing(request.user))
    try:
        report = runs.take_in(
            items,
            name=path.name,
            actor=actor(request),
            override=request.POST.get("override", ""),
            check=check,
        )
    except NotYours as refusal:
        return render(request, "studio/refused.html", {"sentence": str(refusal)}, status=403)
    if report.can_be_overridden:
        messages.error(request, _("Say why they open all the same: nothing was imported."))
        return redirect("studio:file", key)
    if report.is_refused:
        messages.error(request, _("Something is refused by now: nothing was imported."))
        return redirect("studio:file", key)
    shelf.forget(key)
    messages.success(request, _("“%s” is imported.") % path.name)
    return redirect("studio:titles")


def _columns(told: QueryDict) -> dict[str, str]:
    """Each column and the field chosen for it, as the form sends them side by side."""
    return dict(zip(told.getlist("column"), told.getlist("field"), strict=False))
