"""What boards say of a title, country by country."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.services import corrections
from lanterne.studio.ages_page import first_rating
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import RatedCountryForm, RatingForm, carried_out, posted
from lanterne.studio.title_page import head


@require_POST
def choose(request: HttpRequest, title_id: int) -> HttpResponse:
    """The country comes first: it decides which labels there are."""
    form = RatedCountryForm(request.POST)
    if form.is_valid():
        return redirect("studio:rate", title_id, form.cleaned_data["territory"])
    return redirect("studio:facts", title_id)


def rate(request: HttpRequest, title_id: int, territory: str) -> HttpResponse:
    shown = head(title_id)
    first = first_rating(title_id, territory)
    form = RatingForm(posted(request), territory=territory, initial=first)

    def say() -> None:
        catalogue.rate(
            title_id=title_id, territory=territory, actor=actor(request), **form.stated()
        )

    if carried_out(request, form, say):
        messages.success(request, _("The rating is saved."))
        return redirect("studio:facts", title_id)
    page = {"head": shown, "form": form, "territory": territory}
    return render(request, "studio/rating.html", page)


@require_POST
def remove(request: HttpRequest, title_id: int, territory: str) -> HttpResponse:
    def forget() -> None:
        corrections.remove_rating(title_id=title_id, territory=territory, actor=actor(request))

    return answered(request, forget, _("The rating is removed."), "studio:facts", title_id)
