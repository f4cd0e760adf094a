"""The mailing list: how many read it, what goes out, and people who want to be forgotten."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.mailing import services
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.doors import actor
from lanterne.studio.mailing_forms import EraseForm, StopForm
from lanterne.studio.mailing_page import mailing_page


def mailing(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    acts = {
        "stop": Act(
            StopForm,
            lambda form: services.stop(letter_id=form.cleaned_data["letter"], actor=who),
            _("The letter is stopped: nobody else gets it."),
            is_of_a_line=True,
        ),
        "erase": Act(
            EraseForm,
            lambda form: services.erase(email=form.cleaned_data["email"], actor=who),
            _("Nothing is held of this person any more."),
        ),
    }
    page = Page("studio/mailing.html", "studio:mailing")
    return acted(request, page, acts, shown=mailing_page())
