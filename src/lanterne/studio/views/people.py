"""Who made a title."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import CreditForm, carried_out, posted
from lanterne.studio.title_page import head


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
