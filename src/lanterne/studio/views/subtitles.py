"""Subtitle files beside a title's film."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.assets import services as assets
from lanterne.deliveries import services as deliveries
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import SubtitleForm, carried_out
from lanterne.studio.views import films
from lanterne_media.captions import LARGEST_BYTES


@require_POST
def add(request: HttpRequest, title_id: int) -> HttpResponse:
    """Lay a file beside the film; one that is refused is told above the form, with the line at fault."""
    form = SubtitleForm(request.POST, request.FILES)
    page = films.film_page(title_id)

    def keep() -> None:
        said = {**form.cleaned_data}
        file = said.pop("content")
        content = file.read(LARGEST_BYTES + 1)
        assets.add_subtitle(
            title_id=title_id, content=content, file_name=file.name, actor=actor(request), **said
        )
        deliveries.follow(title_id=title_id, actor=actor(request))

    if carried_out(request, form, keep):
        messages.success(request, _("The subtitles are saved; the next publish takes them along."))
        return redirect("studio:film", title_id)
    return films.shown(request, page, form)


@require_POST
def remove(request: HttpRequest, title_id: int, subtitle_id: int) -> HttpResponse:
    def forget() -> None:
        assets.remove_subtitle(title_id=title_id, subtitle_id=subtitle_id, actor=actor(request))

    done = _("The subtitles are removed; the next publish goes without them.")
    return answered(request, forget, done, "studio:film", title_id)


@require_POST
def publish_again(request: HttpRequest, title_id: int) -> HttpResponse:
    def again() -> None:
        assets.publish_again(title_id=title_id, actor=actor(request))

    done = _("The film is queued again. People watch what there is until it is done.")
    return answered(request, again, done, "studio:film", title_id)
