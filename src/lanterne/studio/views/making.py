"""Where a title was made, and by which companies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import Production
from lanterne.catalogue.services import corrections
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import CompanyForm, ProductionForm, carried_out, posted
from lanterne.studio.title_page import Head, head


def making(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), CompanyForm(posted(request))

    def name() -> None:
        catalogue.credit_company(title_id=title_id, actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, name):
        messages.success(request, _("%(company)s is credited.") % form.cleaned_data)
        return redirect("studio:making", title_id)
    return _page(request, shown, form=form, production_form=ProductionForm())


@require_POST
def country(request: HttpRequest, title_id: int) -> HttpResponse:
    shown, form = head(title_id), ProductionForm(request.POST)

    def say() -> None:
        country = Production(**form.cleaned_data)
        catalogue.make_in(title_id=title_id, country=country, actor=actor(request))

    if carried_out(request, form, say):
        messages.success(request, _("The countries of production are saved."))
        return redirect("studio:making", title_id)
    return _page(request, shown, form=CompanyForm(), production_form=form)


@require_POST
def remove(request: HttpRequest, title_id: int, credit_id: int) -> HttpResponse:
    def forget() -> None:
        corrections.remove_company_credit(
            title_id=title_id, credit_id=credit_id, actor=actor(request)
        )

    return answered(request, forget, _("The credit is removed."), "studio:making", title_id)


def _page(request: HttpRequest, shown: Head, **forms: object) -> HttpResponse:
    page = {
        "head": shown,
        "held": editing.companies(title_id=shown.title.id),
        "production": editing.production(title_id=shown.title.id),
    }
    return render(request, "studio/making.html", {**page, **forms})
