"""The words that titles are filed under."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.studio import choices
from lanterne.studio.doors import actor
from lanterne.studio.forms import TermForm, carried_out, posted


def vocabulary(request: HttpRequest) -> HttpResponse:
    form = TermForm(posted(request))

    def say() -> None:
        catalogue.name_term(actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, say):
        messages.success(request, _("“%(name)s” is in the vocabulary.") % form.cleaned_data)
        return redirect("studio:vocabulary")
    lists = {"moods": choices.moods(), "keywords": choices.keywords()}
    return render(request, "studio/vocabulary.html", {"form": form, **lists})
