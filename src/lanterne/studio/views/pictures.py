"""A title's pictures."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lanterne.assets import queries as assets
from lanterne.assets import services as publishing
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.pictures import MOST_BYTES
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import ArtKind
from lanterne.catalogue.services import corrections
from lanterne.studio import words
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import CaptionForm, PictureForm, carried_out, posted
from lanterne.studio.title_page import head
from lanterne.studio.tongues import tongues


def asked(request: HttpRequest, name: str) -> int:
    """A whole number of a form, or one that no service takes."""
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 5 else -1


def pictures(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), PictureForm(posted(request), request.FILES or None)

    def add() -> None:
        sent = form.cleaned_data["content"]
        # One octet more than is taken is enough to be refused by; the rest is never held in memory.
        said = {**form.cleaned_data, "content": sent.read(MOST_BYTES + 1), "file_name": sent.name}
        catalogue.add_artwork(title_id=title_id, actor=actor(request), **said)

    if carried_out(request, form, add):
        messages.success(request, _("The picture is saved."))
        return redirect("studio:pictures", title_id)
    offered = {
        "held": editing.artwork(title_id=title_id),
        "stills": assets.film_stills(title_id=title_id),
        "kinds": words.PICTURES.items(),
    }
    return render(request, "studio/pictures.html", {"head": shown, "form": form, **offered})


@require_POST
def hang(request: HttpRequest, title_id: int, job_id: int, number: int) -> HttpResponse:
    """One click makes a frame of the film its poster, still or backdrop."""
    kind = request.POST.get("kind", "")
    if kind not in set(ArtKind):
        raise Http404

    def choose() -> None:
        publishing.hang_still(
            title_id=title_id, job_id=job_id, number=number, kind=kind, actor=actor(request)
        )

    return answered(request, choose, _("The picture is saved."), "studio:pictures", title_id)


@require_safe
def still(request: HttpRequest, title_id: int, job_id: int, number: int) -> HttpResponse:
    found = assets.film_still(title_id=title_id, job_id=job_id, number=number)
    if found is None:
        raise Http404
    return HttpResponse(found.path.read_bytes(), content_type="image/jpeg")


@require_POST
def focus(request: HttpRequest, title_id: int, picture_id: int) -> HttpResponse:
    def keep() -> None:
        x, y = (asked(request, name) for name in ("x", "y"))
        catalogue.set_focus(
            title_id=title_id, picture_id=picture_id, x=x, y=y, actor=actor(request)
        )

    return answered(request, keep, _("The picture is cut anew."), "studio:pictures", title_id)


def caption(request: HttpRequest, title_id: int, picture_id: int, language: str) -> HttpResponse:
    """What is seen on a picture, one language at a time; the others are a link away."""
    shown = head(title_id)
    held = {one.id: one for one in editing.artwork(title_id=title_id)}
    if picture_id not in held:
        raise Http404
    captions = held[picture_id].captions
    form = CaptionForm(posted(request), initial={"text": captions.get(language, "")})

    def write() -> None:
        catalogue.caption_picture(
            title_id=title_id,
            picture_id=picture_id,
            language=language,
            actor=actor(request),
            **form.cleaned_data,
        )

    if carried_out(request, form, write):
        messages.success(request, _("The caption is saved."))
        return redirect("studio:caption", title_id, picture_id, language)
    said = {"language": language, "tongues": tongues(captions, language)}
    page = {"head": shown, "form": form, "one": held[picture_id], **said}
    return render(request, "studio/caption.html", page)


@require_safe
def original(request: HttpRequest, title_id: int, picture_id: int) -> HttpResponse:
    """The whole picture, for whoever sets its focus."""
    content = editing.original(title_id=title_id, picture_id=picture_id)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/webp")


@require_POST
def remove(request: HttpRequest, title_id: int, picture_id: int) -> HttpResponse:
    def forget() -> None:
        corrections.remove_artwork(title_id=title_id, picture_id=picture_id, actor=actor(request))

    return answered(request, forget, _("The picture is removed."), "studio:pictures", title_id)
