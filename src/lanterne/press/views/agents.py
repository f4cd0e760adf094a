"""Agents of the press: asking for an accreditation, coming in by a link, and their desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanterne.accounts.whereabouts import country
from lanterne.accreditation import queries, services
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.newsroom.rules import Standing
from lanterne.press import agent_reading
from lanterne.press.agent_forms import AskForm, LinkForm
from lanterne.press.guarding import is_too_often, personal, shown, slower
from lanterne.press.marking import address
from lanterne.press.places import place

both = require_http_methods(["GET", "HEAD", "POST"])


@both
@personal
def door(request: HttpRequest) -> HttpResponse:
    """The desk of whoever is signed in; for all others a form that mails a way in, and tells nothing."""
    agent = queries.agent(request.session)
    if agent:
        with translation.override(agent.language):
            return shown(
                request,
                "press/agent_desk.html",
                {"agent": agent, "entries": agent_reading.waiting(agent)},
            )
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "agents_linked"):
            return slower(request)
        services.ask_link(email=form.cleaned_data["email"], at=clock.now())
        return shown(request, "press/agent_mailed.html", form.cleaned_data)
    return shown(request, "press/agent_door.html", {"form": form})


@both
@personal
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None, initial=AskForm.first(country(request)))
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "agents_asked"):
            return slower(request)
        try:
            services.ask(draft=form.draft(), at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return shown(request, "press/agent_asked.html")
    return shown(request, "press/agent_ask.html", {"form": form})


@both
@personal
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is only opened is not spent: scanners of mail open links too."""
    if request.method == "POST":
        try:
            visit = services.enter(token=token, at=clock.now())
        except Refused as refusal:
            more = {"form": LinkForm(), "refusal": str(refusal)}
            return shown(request, "press/agent_door.html", more, status=404)
        # Whoever knew the session before knows none now.
        request.session.cycle_key()
        request.session[queries.SESSION_KEY] = visit
        return redirect("press:agents")
    return shown(request, "press/agent_enter.html")


@require_POST
@personal
def leave(request: HttpRequest) -> HttpResponse:
    services.leave(visit=request.session.pop(queries.SESSION_KEY, ""))
    return redirect("press:agents")


@require_safe
@personal
def read(request: HttpRequest, market: str, language: str, slug: str) -> HttpResponse:
    """An article before its hour, with the reader's mark on it; once it is public, where everybody reads it."""
    where, agent = place(market, language), queries.agent(request.session)
    if agent is None:
        return redirect("press:agents")
    card = agent_reading.opened(agent, where, slug)
    if card is None:
        raise Http404
    if card.standing is Standing.PUBLIC:
        return redirect(address(card.entry))
    with translation.override(language):
        return shown(request, "press/agent_reading.html", {"article": card, "agent": agent})
