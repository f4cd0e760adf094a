"""The newsroom's desk: what is written, what waits for its hour, and which articles cite what was corrected."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.newsroom import queries, services
from lanterne.newsroom.rules import Standing
from lanterne.studio.article_forms import NewsroomForm
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted


def articles(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("standing", "")
    words = request.GET.get("q", "")[:120]
    standing = asked if asked in set(Standing) else ""
    context = {
        "lines": queries.desk(at=clock.now(), standing=standing, words=words),
        "homes": queries.homes(),
        "words": words,
        "standing": standing,
        "standings": list(Standing),
        "waiting": len(queries.affected()),
    }
    return render(request, "studio/articles.html", context)


def newsrooms(request: HttpRequest) -> HttpResponse:
    form = NewsroomForm(posted(request))

    def put() -> None:
        services.open_newsroom(**form.said(), actor=actor(request))

    if carried_out(request, form, put):
        messages.success(request, _("The newsroom is open. Write its first article."))
        return redirect("studio:articles")
    return render(request, "studio/newsrooms.html", {"form": form, "homes": queries.homes()})


def also(request: HttpRequest, article_id: int) -> HttpResponse:
    found = queries.read_also(article_id=article_id, at=clock.now(), most=12)
    title = queries.title_of(article_id)
    if title is None:
        raise Http404
    return render(request, "studio/read_also.html", {"also": found, "name": title})


def corrections(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/corrections.html", {"waiting": queries.affected()})


@require_POST
def show(request: HttpRequest, article_id: int, claim: str) -> HttpResponse:
    try:
        services.show_correction(
            article_id=article_id,
            claim=claim,
            note=request.POST.get("note", "")[:500],
            actor=actor(request),
        )
        messages.success(request, _("The article shows the figure of today, and says so."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("studio:corrections")


@require_POST
def leave(request: HttpRequest, article_id: int, claim: str) -> HttpResponse:
    try:
        services.leave_figure(
            article_id=article_id,
            claim=claim,
            reason=request.POST.get("reason", "")[:500],
            actor=actor(request),
        )
        messages.success(request, _("The article stays as it was written."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("studio:corrections")


def editor(request: HttpRequest, room: str) -> HttpResponse:
    """A room of Wagtail's editor, for those whose desk this is."""
    try:
        match = resolve(f"/{room}", "wagtail.admin.urls")
    except Resolver404 as nowhere:
        raise Http404 from nowhere
    request.resolver_match = match
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer
