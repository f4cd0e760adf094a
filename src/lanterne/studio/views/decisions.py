"""The decision paper, and the decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import DecisionDraft
from lanterne.core import clock
from lanterne.deliveries.rules import Role
from lanterne.studio.acting import Act
from lanterne.studio.doors import actor
from lanterne.studio.project_page import held, tab
from lanterne.studio.slate_forms import DecisionForm


def decision(request: HttpRequest, project_id: int) -> HttpResponse:
    """What is known on one page; the two answers are two buttons of one form."""
    card = held(project_id)

    def decide(form: Any) -> None:
        said = form.cleaned_data
        draft = DecisionDraft(said["turn"], said["reason"])
        if "decline" in request.POST:
            services.decline(project_id=project_id, draft=draft, actor=actor(request))
        else:
            services.greenlight(
                project_id=project_id,
                draft=draft,
                markets=said["markets"],
                way=Role.FULL,
                actor=actor(request),
            )

    paper, doubt = _paper(project_id)
    return tab(
        request,
        card,
        "project_decision",
        {"decide": Act(DecisionForm, decide, _("The decision is kept."))},
        paper=paper,
        doubt=doubt,
        demands=queries.demands(project_id, "greenlit"),
        decisions=queries.decisions(project_id=project_id),
    )


def _paper(project_id: int) -> tuple[queries.Paper | None, str]:
    try:
        return queries.paper(project_id=project_id, on=clock.now().date()), ""
    except queries.RateMissing as refusal:
        return None, str(refusal)
