"""Agents of the press: requests, accreditations, and what was opened under embargo."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lanterne.accreditation import services
from lanterne.core import clock
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.doors import actor
from lanterne.studio.press_forms import (
    AccreditForm,
    AddForm,
    DeclineForm,
    EndForm,
    OfAnAgent,
)
from lanterne.studio.press_page import press_page


def press(request: HttpRequest) -> HttpResponse:
    page = Page("studio/press.html", "studio:press")
    return acted(request, page, _acts(actor(request)), shown=press_page(request))


def _acts(who: str) -> dict[str, Act]:
    at = clock.now()
    add = partial(services.add, at=at, actor=who)
    return {
        "accredit": Act(
            AccreditForm,
            lambda form: services.accredit(
                agent_id=form.cleaned_data["agent"],
                until=form.cleaned_data["until"],
                at=at,
                actor=who,
            ),
            _("Accredited: a message says so, and how to come in."),
            is_of_a_line=True,
        ),
        "decline": _said(
            DeclineForm,
            partial(services.decline, at=at, actor=who),
            _("Declined: a message says why."),
        ),
        "end": _said(
            EndForm,
            partial(services.end, at=at, actor=who),
            _("The accreditation is over, and every session with it."),
        ),
        "erase": Act(
            OfAnAgent,
            lambda form: services.erase(agent_id=form.cleaned_data["agent"], actor=who),
            _("Nothing is held of this person any more."),
            is_of_a_line=True,
        ),
        "add": Act(
            AddForm,
            lambda form: add(draft=form.draft(), until=form.cleaned_data["until"]),
            _("Accredited: a message says so, and how to come in."),
        ),
    }


def _said(form: type[OfAnAgent], do: partial[None], done: str) -> Act:
    """An act on one agent, with its reason."""
    return Act(
        form,
        lambda told: do(agent_id=told.cleaned_data["agent"], reason=told.cleaned_data["reason"]),
        done,
        is_of_a_line=True,
    )
