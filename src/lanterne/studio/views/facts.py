"""A title's facts, genres and ratings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.editing import EditedTitle
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import FactsForm, RatingForm, carried_out, posted
from lanterne.studio.title_page import Head, head


def facts(request: HttpRequest, title_id: int) -> HttpResponse:
    shown = head(title_id)
    form = FactsForm(posted(request), initial=_first(shown.title))
    if carried_out(request, form, lambda: _state(shown.title, form.cleaned_data, actor(request))):
        messages.success(request, _("The facts are saved."))
        return redirect("studio:facts", title_id)
    return _page(request, shown, form, RatingForm())


@require_POST
def rate(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), RatingForm(request.POST)

    def say() -> None:
        catalogue.rate(title_id=title_id, actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, say):
        messages.success(request, _("The rating is saved."))
        return redirect("studio:facts", title_id)
    return _page(request, shown, FactsForm(initial=_first(shown.title)), form)


@require_POST
def remove_rating(request: HttpRequest, title_id: int, territory: str) -> HttpResponse:
    def forget() -> None:
        corrections.remove_rating(title_id=title_id, territory=territory, actor=actor(request))

    return answered(request, forget, _("The rating is removed."), "studio:facts", title_id)


def _page(request: HttpRequest, shown: Head, form: FactsForm, rating: RatingForm) -> HttpResponse:
    ratings = editing.ratings(title_id=shown.title.id)
    page = {"head": shown, "form": form, "rating_form": rating, "ratings": ratings}
    return render(request, "studio/facts.html", page)


def _first(title: EditedTitle) -> dict[str, Any]:
    seconds = title.runtime_seconds
    return {
        "original_name": title.original_name,
        "original_language": title.original_language,
        "year": title.year,
        "runtime_minutes": round(Decimal(seconds) / 60, 2).normalize() if seconds else None,
        "countries": title.countries,
        "genres": title.genres,
        "minimum_age": title.minimum_age,
    }


@transaction.atomic
def _state(title: EditedTitle, said: dict[str, Any], who: str) -> None:
    """One form, three changes: all of them take place or none."""
    minutes = said["runtime_minutes"]
    name, language = said["original_name"], said["original_language"]
    if (name, language) != (title.original_name, title.original_language):
        corrections.rename(
            title_id=title.id, original_name=name, original_language=language, actor=who
        )
    catalogue.set_facts(
        title_id=title.id,
        actor=who,
        year=said["year"],
        runtime_seconds=round(minutes * 60) if minutes is not None else None,
        countries=said["countries"],
        minimum_age=said["minimum_age"],
    )
    if tuple(said["genres"]) != title.genres:
        catalogue.set_genres(title_id=title.id, codes=said["genres"], actor=who)
