"""A project's page: where it stands, what its gates ask, and moving it on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.accounts.staff import standing
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import ApprovalDraft
from lanterne.core import clock
from lanterne.studio.acting import Act
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.project_page import held, tab, way
from lanterne.studio.slate_forms import ApprovalForm, MoveForm, PaperForm, PlanForm


def project(request: HttpRequest, project_id: int) -> HttpResponse:
    card, who = held(project_id), actor(request)
    acts = {
        "paper": Act(
            PaperForm,
            lambda form: services.file_document(
                project_id=project_id, actor=who, **form.cleaned_data
            ),
            _("The paper is on record."),
        ),
        "plan": Act(
            PlanForm,
            lambda form: services.plan(project_id=project_id, actor=who, **form.cleaned_data),
            _("The plan is kept."),
        ),
    }
    return tab(
        request,
        card,
        "project",
        acts,
        way=way(card),
        ways=queries.ways(project_id),
        rights=queries.rights(project_id=project_id, on=clock.now().date()),
        cited=queries.cited(project_id=project_id),
        documents=queries.documents(project_id=project_id),
        bookings=queries.of_project(project_id=project_id),
    )


@require_POST
def move(request: HttpRequest, project_id: int) -> HttpResponse:
    held(project_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("studio:project", project_id)

    def go() -> None:
        services.move(project_id=project_id, actor=actor(request), **form.cleaned_data)

    return answered(request, go, _("The project is moved."), "studio:project", project_id)


@require_POST
def approve(request: HttpRequest, project_id: int) -> HttpResponse:
    held(project_id)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return redirect("studio:project", project_id)

    def let_in() -> None:
        services.approve(
            project_id=project_id,
            draft=ApprovalDraft(**form.cleaned_data),
            roles=standing(request.user).roles,
            actor=actor(request),
        )

    return answered(request, let_in, _("It is approved."), "studio:project", project_id)
