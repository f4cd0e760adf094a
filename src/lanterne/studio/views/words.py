"""A title's words, language by language."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services
from lanterne.catalogue.queries import editing
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.choices import reader
from lanterne.studio.doors import actor
from lanterne.studio.drafting import drawn, guarded
from lanterne.studio.forms import LanguageForm, WordsForm, carried_out, posted
from lanterne.studio.title_page import head, unsaid
from lanterne.ui.words import language_name


def languages(request: HttpRequest, title_id: int) -> HttpResponse:
    """The languages held; choosing another leads to its empty form."""
    shown, held = head(title_id), editing.words(title_id=title_id)
    form = LanguageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("studio:edit_words", title_id, form.cleaned_data["language"])
    page = {"head": shown, "held": held, "form": form, "unsaid": unsaid(title_id=title_id)}
    return render(request, "studio/languages.html", page)


def edit(request: HttpRequest, title_id: int, language: str) -> HttpResponse:
    shown, held = head(title_id), catalogue.localised(title_id=title_id, language=language)
    first = held._asdict() if held else {"name": shown.title.original_name}
    form = WordsForm(posted(request), initial=first)

    def say() -> None:
        with guarded(request, title_id):
            services.localise(
                title_id=title_id, language=language, actor=actor(request), **form.cleaned_data
            )

    if carried_out(request, form, say):
        said = {"language": language_name(language, language=reader())}
        messages.success(request, _("The words in %(language)s are saved.") % said)
        return redirect("studio:words", title_id)
    page = {"head": shown, "form": form, "language": language, "is_held": held is not None}
    return render(request, "studio/words.html", {**page, **drawn(request, title_id)})


@require_POST
def remove(request: HttpRequest, title_id: int, language: str) -> HttpResponse:
    def forget() -> None:
        corrections.remove_words(title_id=title_id, language=language, actor=actor(request))

    return answered(request, forget, _("The language is removed."), "studio:words", title_id)
