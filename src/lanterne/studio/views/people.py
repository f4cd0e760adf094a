"""Who made a title."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import biographies, editing
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import BiographyForm, CreditForm, carried_out, posted
from lanterne.studio.title_page import head
from lanterne.studio.tongues import tongues


def people(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), CreditForm(posted(request))

    def name() -> None:
        catalogue.credit(title_id=title_id, actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, name):
        messages.success(request, _("%(person)s is credited.") % form.cleaned_data)
        return redirect("studio:people", title_id)
    held = editing.credited(title_id=title_id)
    return render(request, "studio/people.html", {"head": shown, "form": form, "held": held})


@require_POST
def remove(request: HttpRequest, title_id: int, credit_id: int) -> HttpResponse:
    def forget() -> None:
        corrections.remove_credit(title_id=title_id, credit_id=credit_id, actor=actor(request))

    return answered(request, forget, _("The credit is removed."), "studio:people", title_id)


def biography(request: HttpRequest, title_id: int, person_id: int, language: str) -> HttpResponse:
    """Who somebody is, one language at a time; the others are a link away."""
    shown = head(title_id)
    name = biographies.credited_name(title_id=title_id, person_id=person_id)
    if name is None:
        raise Http404
    held = biographies.biographies(person_id=person_id)
    form = BiographyForm(posted(request), initial={"text": held.get(language, "")})

    def write() -> None:
        catalogue.write_biography(
            person_id=person_id, language=language, actor=actor(request), **form.cleaned_data
        )

    if carried_out(request, form, write):
        messages.success(request, _("The biography is saved."))
        return redirect("studio:biography", title_id, person_id, language)
    said = {"name": name, "language": language, "tongues": tongues(held, language)}
    page = {"head": shown, "form": form, "person_id": person_id, **said}
    return render(request, "studio/biography.html", page)
