"""The list of titles, a new one, and where one stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import Kind, kinds_below
from lanterne.core import clock
from lanterne.studio import choices, filters, words
from lanterne.studio.bulk_forms import BulkForm
from lanterne.studio.doors import actor, user_id
from lanterne.studio.facets import counts
from lanterne.studio.forms import (
    EditionForm,
    GatherForm,
    NewTitleForm,
    PartForm,
    carried_out,
    narrowed,
    posted,
)
from lanterne.studio.saved import views
from lanterne.studio.title_page import Head, head, overview
from lanterne.studio.titles_page import titles_page


def titles(request: HttpRequest) -> HttpResponse:
    asked = filters.titles(request)
    shown = titles_page(wanted=asked.wanted, place=asked.place, at=clock.now())
    bulk = BulkForm()
    narrowed(bulk, request)
    kept = views(user_id=user_id(request), listing="titles")
    page = {"shown": shown, "asked": asked, "views": kept, "listing": "titles", "bulk": bulk}
    return render(request, "studio/titles.html", page)


@require_safe
def title_counts(request: HttpRequest) -> HttpResponse:
    """How many titles each filter would show, for the script of the list."""
    return JsonResponse(counts(wanted=filters.titles(request).wanted, at=clock.now()))


def title(request: HttpRequest, title_id: int) -> HttpResponse:
    shown = overview(title_id=title_id, at=clock.now())
    page = {"shown": shown, "head": shown.head, "gather_form": GatherForm()}
    return render(request, "studio/title.html", page)


def new(request: HttpRequest) -> HttpResponse:
    """A film or a series; below a title, whose id comes as ``parent``, what may hang there."""
    above = head(_parent(request)) if "parent" in request.GET else None
    kind = _kind(request, above)
    first: dict[str, object] = {"original_language": choices.reader()}
    if above:
        first["original_language"] = above.title.original_language
        first["number"] = editing.next_number(title_id=above.title.id, kind=kind)
    form = _form(kind)(posted(request), initial=first)
    made: list[int] = []

    def create() -> None:
        place = {"parent_id": above.title.id} if above else {}
        fields = {**form.cleaned_data, **place}
        made.append(catalogue.create_title(kind=kind, actor=actor(request), **fields))

    if carried_out(request, form, create):
        messages.success(request, _("“%s” is made.") % form.cleaned_data["original_name"])
        return redirect("studio:title", made[0])
    shown = {"form": form, "kind": words.KINDS[kind], "code": kind, "above": above}
    return render(request, "studio/new_title.html", shown)


def _parent(request: HttpRequest) -> int:
    try:
        return int(request.GET["parent"])
    except ValueError as error:
        raise Http404 from error


def _kind(request: HttpRequest, above: Head | None) -> Kind:
    """What is made: the kind that the address names, if it may be there, else the first that may."""
    possible = kinds_below(above.title.kind) if above else (Kind.FILM, Kind.SERIES)
    if not possible:
        raise Http404
    named = request.GET.get("kind")
    return next((kind for kind in possible if kind == named), possible[0])


def _form(kind: Kind) -> type[NewTitleForm]:
    return {Kind.FILM: NewTitleForm, Kind.SERIES: NewTitleForm, Kind.EDITION: EditionForm}.get(
        kind, PartForm
    )
