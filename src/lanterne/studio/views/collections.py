"""Collections of films and series."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services
from lanterne.catalogue.queries.collections import CollectionCard
from lanterne.studio import choices
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import (
    CollectionForm,
    CollectionWordsForm,
    GatherForm,
    carried_out,
    posted,
)
from lanterne.studio.title_page import cards, head


def collections(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    form = CollectionForm(posted(request), initial={"language": choices.reader()})
    made: list[int] = []

    def create() -> None:
        made.append(services.create_collection(actor=actor(request), **form.cleaned_data))

    if carried_out(request, form, create):
        messages.success(request, _("“%(name)s” is made.") % form.cleaned_data)
        return redirect("studio:collection", made[0])
    held = catalogue.collections(language=choices.reader())
    return render(request, "studio/collections.html", {"held": held, "form": form})


def collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    """What is in it, in which order, and what it is called."""
    shown = _found(collection_id)
    form = CollectionWordsForm(posted(request), initial={"language": choices.reader()})

    def say() -> None:
        services.name_collection(
            collection_id=collection_id, actor=actor(request), **form.cleaned_data
        )

    if carried_out(request, form, say):
        messages.success(request, _("The words are saved."))
        return redirect("studio:collection", collection_id)
    page = {
        "shown": shown,
        "form": form,
        "titles": cards(shown.title_ids),
        "names": catalogue.collection_names(collection_id=collection_id),
    }
    return render(request, "studio/collection.html", page)


@require_POST
def gather(request: HttpRequest, title_id: int) -> HttpResponse:
    """Put a title into the collection that its page has chosen."""
    head(title_id)
    form = GatherForm(request.POST)
    if not form.is_valid():
        return redirect("studio:title", title_id)

    def put() -> None:
        chosen = int(form.cleaned_data["collection"])
        services.put_in(collection_id=chosen, title_id=title_id, actor=actor(request))

    return answered(request, put, _("It is in the collection."), "studio:title", title_id)


@require_POST
def move_up(request: HttpRequest, collection_id: int, title_id: int) -> HttpResponse:
    return _arranged(request, services.move_up, collection_id, title_id)


@require_POST
def take_out(request: HttpRequest, collection_id: int, title_id: int) -> HttpResponse:
    return _arranged(request, services.take_out, collection_id, title_id)


def _arranged(
    request: HttpRequest, service: Callable[..., None], collection_id: int, title_id: int
) -> HttpResponse:
    def change() -> None:
        service(collection_id=collection_id, title_id=title_id, actor=actor(request))

    done = _("The collection is changed.")
    return answered(request, change, done, "studio:collection", collection_id)


def _found(collection_id: int) -> CollectionCard:
    found = catalogue.collection_by_id(collection_id=collection_id, language=choices.reader())
    if found is None:
        raise Http404
    return found
