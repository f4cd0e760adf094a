"""A title's pictures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import PictureForm, carried_out, posted
from lanterne.studio.title_page import head


def pictures(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), PictureForm(posted(request), request.FILES or None)

    def add() -> None:
        said = {**form.cleaned_data, "content": form.cleaned_data["content"].read()}
        catalogue.add_artwork(title_id=title_id, actor=actor(request), **said)

    if carried_out(request, form, add):
        messages.success(request, _("The picture is saved."))
        return redirect("studio:pictures", title_id)
    held = editing.artwork(title_id=title_id)
    return render(request, "studio/pictures.html", {"head": shown, "form": form, "held": held})


@require_POST
def remove(request: HttpRequest, title_id: int, picture_id: int) -> HttpResponse:
    def forget() -> None:
        corrections.remove_artwork(title_id=title_id, picture_id=picture_id, actor=actor(request))

    return answered(request, forget, _("The picture is removed."), "studio:pictures", title_id)
