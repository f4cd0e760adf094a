"""The slate: what is being made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, services
from lanterne.core import clock
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, narrowed, posted
from lanterne.studio.project_page import held
from lanterne.studio.slate_forms import ProjectForm
from lanterne.studio.slate_page import slate as slate_page

CSV = "text/csv; charset=utf-8"


def slate(request: HttpRequest) -> HttpResponse:
    shown = slate_page(request, today=clock.now().date())
    return render(request, "studio/slate.html", {"slate": shown})


def table(request: HttpRequest) -> HttpResponse:
    """The projects that the page shows, as a table that is taken in again."""
    found = slate_page(request, today=clock.now().date()).found
    named = {"Content-Disposition": 'attachment; filename="slate.csv"'}
    return HttpResponse(queries.slate_table(found), content_type=CSV, headers=named)


def new(request: HttpRequest) -> HttpResponse:
    form, made = ProjectForm(posted(request)), list[int]()
    narrowed(form, request)

    def add() -> None:
        made.append(services.add_project(draft=form.draft(), actor=actor(request)))

    if carried_out(request, form, add):
        messages.success(request, _("The project is on the slate."))
        return redirect("studio:project", made[0])
    return render(request, "studio/project_form.html", {"form": form})


def change(request: HttpRequest, project_id: int) -> HttpResponse:
    card = held(project_id)
    said = queries.drafted(card)
    first = {name: getattr(said, name) for name in ProjectForm.base_fields}
    form = ProjectForm(posted(request), initial=first)
    narrowed(form, request)

    def correct() -> None:
        draft = form.draft(card.key)
        services.change_project(project_id=project_id, draft=draft, actor=actor(request))

    if carried_out(request, form, correct):
        messages.success(request, _("The project is changed."))
        return redirect("studio:project", project_id)
    return render(request, "studio/project_form.html", {"form": form, "card": card})
