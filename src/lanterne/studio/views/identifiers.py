"""The names by which registries know a title."""

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
from lanterne.studio.forms import IdentifierForm, carried_out, posted
from lanterne.studio.title_page import head


def identifiers(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), IdentifierForm(posted(request))

    def say() -> None:
        catalogue.identify(title_id=title_id, actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, say):
        messages.success(request, _("The identifier is saved."))
        return redirect("studio:identifiers", title_id)
    held = editing.identifiers(title_id=title_id)
    return render(request, "studio/identifiers.html", {"head": shown, "form": form, "held": held})


@require_POST
def remove(request: HttpRequest, title_id: int) -> HttpResponse:
    # In the form and not in the address: an EIDR has a slash in it.
    scheme, value = request.POST.get("scheme", ""), request.POST.get("value", "")

    def forget() -> None:
        corrections.remove_identifier(
            title_id=title_id, scheme=scheme, value=value, actor=actor(request)
        )

    done = _("The identifier is removed.")
    return answered(request, forget, done, "studio:identifiers", title_id)
