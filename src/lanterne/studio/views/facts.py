"""A title's facts and genres, and the ages that follow from them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries.editing import EditedTitle
from lanterne.catalogue.services import corrections
from lanterne.catalogue.vocabulary import Vocabulary
from lanterne.studio.ages_page import ages
from lanterne.studio.doors import actor
from lanterne.studio.drafting import drawn, guarded
from lanterne.studio.forms import FactsForm, RatedCountryForm, carried_out, narrowed, posted
from lanterne.studio.title_page import head


def facts(request: HttpRequest, title_id: int) -> HttpResponse:
    shown = head(title_id)
    held = (shown.title.original_language, *shown.title.spoken_languages)
    form = FactsForm(posted(request), initial=_first(shown.title), held=held)

    def state() -> None:
        with guarded(request, title_id):
            _state(shown.title, form.cleaned_data, actor(request))

    if carried_out(request, form, state):
        messages.success(request, _("The facts are saved."))
        return redirect("studio:facts", title_id)
    rating_form = RatedCountryForm()
    narrowed(rating_form, request)
    page = {"head": shown, "form": form, "rating_form": rating_form, "ages": ages(title_id)}
    return render(request, "studio/facts.html", {**page, **drawn(request, title_id)})


def _first(title: EditedTitle) -> dict[str, Any]:
    seconds = title.runtime_seconds
    return {
        "original_name": title.original_name,
        "original_language": title.original_language,
        "year": title.year,
        "runtime_minutes": round(Decimal(seconds) / 60, 2).normalize() if seconds else None,
        "countries": title.countries,
        "genres": title.genres,
        "moods": title.moods,
        "keywords": title.keywords,
        "spoken_languages": title.spoken_languages,
        "minimum_age": title.minimum_age,
    }


@transaction.atomic
def _state(title: EditedTitle, said: dict[str, Any], who: str) -> None:
    """One form, several changes: all of them take place or none."""
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
        spoken_languages=said["spoken_languages"],
        minimum_age=said["minimum_age"],
    )
    if tuple(said["genres"]) != title.genres:
        catalogue.set_genres(title_id=title.id, codes=said["genres"], actor=who)
    for kind, held in ((Vocabulary.MOOD, title.moods), (Vocabulary.KEYWORD, title.keywords)):
        codes = said[f"{kind}s"]
        if tuple(codes) != held:
            catalogue.file_under(title_id=title.id, vocabulary=kind, codes=codes, actor=who)
