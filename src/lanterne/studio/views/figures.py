"""Figures of the world: what is claimed, by whom, what disagrees, and what is corrected."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core.sheets import UnreadableTable
from lanterne.core.taking import MOST_CHARACTERS, Report
from lanterne.facts import queries as facts
from lanterne.facts import services, table
from lanterne.studio import filters
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.figure_forms import ClaimForm, CorrectionForm, TableForm, first
from lanterne.studio.figures_page import figure_page, figures_page, held
from lanterne.studio.forms import carried_out, posted


def figures(request: HttpRequest) -> HttpResponse:
    asked = filters.figures(request)
    shown = figures_page(wanted=asked.wanted, place=asked.place)
    return render(request, "studio/figures.html", {"shown": shown, "asked": asked})


def figure(request: HttpRequest, claim: str) -> HttpResponse:
    return render(request, "studio/figure.html", {"shown": figure_page(key=claim)})


def state(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(posted(request), initial=request.GET.dict())
    made: list[str] = []

    def keep() -> None:
        made.append(services.state_claim(draft=form.draft(), actor=actor(request)))

    if carried_out(request, form, keep):
        messages.success(request, _("The figure is on record."))
        return redirect("studio:figure", made[0])
    return render(request, "studio/figure_form.html", {"form": form})


def correct(request: HttpRequest, claim: str) -> HttpResponse:
    card = held(claim)
    form = CorrectionForm(posted(request), initial=first(card))
    made: list[str] = []

    def put_right() -> None:
        reason = form.cleaned_data["reason"]
        made.append(
            services.correct_claim(
                key=claim, draft=form.draft(), reason=reason, actor=actor(request)
            )
        )

    if carried_out(request, form, put_right):
        messages.success(request, _("The figure is corrected. Every page that cites it is marked."))
        return redirect("studio:figure", made[0])
    return render(request, "studio/figure_form.html", {"form": form, "card": card})


@require_POST
def show(request: HttpRequest, claim: str) -> HttpResponse:
    """Let pages show this claim rather than its rivals."""

    def choose() -> None:
        services.show_claim(key=claim, actor=actor(request))

    return answered(request, choose, _("This is the one that pages show."), "studio:figure", claim)


@require_POST
def look(request: HttpRequest, citation_id: int) -> HttpResponse:
    """Somebody has seen that a page cites what was corrected."""

    def seen() -> None:
        services.look_at_citation(citation_id=citation_id, actor=actor(request))

    return answered(request, seen, _("Seen."), "studio:figures")


def compare(request: HttpRequest) -> HttpResponse:
    left, right = (request.GET.get(name, "") for name in ("left", "right"))
    page = {
        "left": left,
        "right": right,
        "comparison": facts.comparison(left, right),
        "claims": facts.claims(limit=500),
    }
    return render(request, "studio/compare.html", page)


def bring_in(request: HttpRequest) -> HttpResponse:
    """A table: first what would happen, line by line; then, with the same file again, it happens."""
    form = TableForm(posted(request), request.FILES or None)
    told: list[Report] = []
    is_rehearsal = "keep" not in request.POST

    def read() -> None:
        text = _text(form.cleaned_data["table"])
        told.append(
            services.import_claims(text=text, actor=actor(request), is_rehearsal=is_rehearsal)
        )

    if carried_out(request, form, read) and not (is_rehearsal or told[0].is_refused):
        messages.success(request, _("The table is taken in."))
        return redirect("studio:figures")
    page = {"form": form, "report": told[0] if told else None}
    return render(request, "studio/figures_import.html", page)


def send_out(_request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(table.written(facts.everything()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return answer


def _text(file: UploadedFile[bytes]) -> str:
    """Refused when it is too long or no text."""
    if (file.size or 0) > MOST_CHARACTERS:
        raise UnreadableTable(_("This table is too long to be taken in at once."))
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableTable(_("This file is not text in UTF-8.")) from None
