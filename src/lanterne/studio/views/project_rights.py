"""A project's rights and people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import ExtensionDraft, WorkDraft
from lanterne.core import clock
from lanterne.studio.acting import Act
from lanterne.studio.doors import actor
from lanterne.studio.project_page import held, tab
from lanterne.studio.slate_forms import (
    ExerciseForm,
    ExtensionForm,
    LinkForm,
    NewWorkForm,
    OptionForm,
    PartnerForm,
    PersonForm,
    ReceiptForm,
    WorkForm,
)


def rights(request: HttpRequest, project_id: int) -> HttpResponse:
    card, who = held(project_id), actor(request)

    def add_work(form: Any) -> None:
        said = form.cleaned_data
        authors = [name.strip() for name in said.pop("authors").split(";") if name.strip()]
        services.add_work_to(
            project_id=project_id, draft=WorkDraft(key="", authors=authors, **said), actor=who
        )

    acts = {
        "work": Act(
            WorkForm,
            lambda form: services.base_on(project_id=project_id, actor=who, **form.cleaned_data),
            _("The source work is kept."),
        ),
        "new_work": Act(NewWorkForm, add_work, _("The source work is on record.")),
        "option": Act(
            OptionForm,
            lambda form: services.take_option(project_id=project_id, draft=form.draft(), actor=who),
            _("The option is on record."),
        ),
        "link": Act(
            LinkForm,
            lambda form: services.add_link(project_id=project_id, draft=form.draft(), actor=who),
            _("The paper is in the chain."),
        ),
    }
    acts |= _of_lines(project_id, who)
    found = queries.rights(project_id=project_id, on=clock.now().date())
    return tab(request, card, "project_rights", acts, rights=found)


def _of_lines(project_id: int, who: str) -> dict[str, Act]:
    """What is done with one option or one paper, today."""
    today = clock.now().date()

    def extend(form: Any) -> None:
        longer = ExtensionDraft(until=form.cleaned_data["until"], agreed_on=today)
        option_id = form.cleaned_data["option_id"]
        services.extend_option(project_id=project_id, option_id=option_id, draft=longer, actor=who)

    return {
        "extend": Act(ExtensionForm, extend, _("The option is extended."), is_of_a_line=True),
        "exercise": Act(
            ExerciseForm,
            lambda form: services.exercise_option(
                project_id=project_id, on=today, actor=who, **form.cleaned_data
            ),
            _("The option is exercised."),
            is_of_a_line=True,
        ),
        "receive": Act(
            ReceiptForm,
            lambda form: services.receive_link(
                project_id=project_id, on=today, actor=who, **form.cleaned_data
            ),
            _("The paper is held."),
            is_of_a_line=True,
        ),
    }


def people(request: HttpRequest, project_id: int) -> HttpResponse:
    card, who = held(project_id), actor(request)
    acts = {
        "person": Act(
            PersonForm,
            lambda form: services.name_participant(
                project_id=project_id, actor=who, **form.cleaned_data
            ),
            _("They are named."),
        ),
        "partner": Act(
            PartnerForm,
            lambda form: services.join_partner(
                project_id=project_id, draft=form.draft(), actor=who
            ),
            _("The company is a partner."),
        ),
    }
    return tab(request, card, "project_people", acts)
