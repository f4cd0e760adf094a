"""Rights holders' statements: drafted, adjusted, issued, corrected, printed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.statements import services
from lanterne.statements.sheet import sheet
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.statement_forms import (
    AdjustForm,
    DraftForm,
    RateForm,
    ReasonForm,
    TermsForm,
    first,
)
from lanterne.studio.statements_page import (
    held_statement,
    statement_page,
    statements_page,
    terms_page,
)


def statements(request: HttpRequest) -> HttpResponse:
    """What was issued and what is being drafted, and a form for one more."""
    form = DraftForm(posted(request))
    made: list[int] = []

    def draft() -> None:
        said = form.cleaned_data
        made.append(
            services.draft(
                licensor_id=said["licensor"],
                period=said["period"],
                actor=actor(request),
                at=clock.now(),
            )
        )

    if carried_out(request, form, draft):
        messages.success(request, _("The statement is drafted. Nothing is issued yet."))
        return redirect("studio:statement", made[0])
    return render(request, "studio/statements.html", {"shown": statements_page(), "form": form})


def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    shown = statement_page(statement_id=statement_id)
    return render(request, "studio/statement.html", {"shown": shown})


def printed(request: HttpRequest, statement_id: int) -> HttpResponse:
    """The paper alone, for printing and for the licensor."""
    shown = statement_page(statement_id=statement_id)
    return render(request, "studio/statement_print.html", {"shown": shown})


def table(_request: HttpRequest, statement_id: int) -> HttpResponse:
    card = held_statement(statement_id)
    named = f"statement-{card.number or f'draft-{card.id}'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{named}"'}
    kind = "text/csv; charset=utf-8"
    return HttpResponse(sheet(card.document), content_type=kind, headers=headers)


@require_POST
def reckon(request: HttpRequest, statement_id: int) -> HttpResponse:
    def again() -> None:
        services.reckon(statement_id=statement_id, at=clock.now())

    done = _("The draft is reckoned anew.")
    return answered(request, again, done, "studio:statement", statement_id)


def issue(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Asks once more, since nothing of it can be changed afterwards."""
    shown = statement_page(statement_id=statement_id)
    if request.method != "POST":
        return render(request, "studio/statement_issue.html", {"shown": shown})

    def freeze() -> None:
        services.issue(statement_id=statement_id, actor=actor(request), at=clock.now())

    done = _("The statement is issued. It stays as it is.")
    return answered(request, freeze, done, "studio:statement", statement_id)


@require_POST
def discard(request: HttpRequest, statement_id: int) -> HttpResponse:
    held_statement(statement_id)

    def throw_away() -> None:
        services.discard(statement_id=statement_id, actor=actor(request))

    return answered(request, throw_away, _("The draft is gone."), "studio:statements")


def adjust(request: HttpRequest, statement_id: int) -> HttpResponse:
    shown, form = statement_page(statement_id=statement_id), AdjustForm(posted(request))

    def add() -> None:
        said = form.cleaned_data
        services.adjust(
            statement_id=statement_id,
            amount=said["money"],
            reason=said["reason"],
            actor=actor(request),
            at=clock.now(),
        )

    if carried_out(request, form, add):
        messages.success(request, _("The adjustment is in the draft."))
        return redirect("studio:statement", statement_id)
    said = {"shown": shown, "form": form, "asks": _("Adjust it"), "does": _("Adjust")}
    return render(request, "studio/statement_form.html", said)


@require_POST
def drop_adjustment(request: HttpRequest, statement_id: int, number: int) -> HttpResponse:
    def drop() -> None:
        services.drop_adjustment(
            statement_id=statement_id, place=number, actor=actor(request), at=clock.now()
        )

    done = _("The adjustment is taken away.")
    return answered(request, drop, done, "studio:statement", statement_id)


def state_rate(request: HttpRequest, statement_id: int) -> HttpResponse:
    shown = statement_page(statement_id=statement_id)
    wanted = next(iter(shown.paper.rates_wanted), ("", ""))
    form = RateForm(posted(request), initial={"currency": wanted[0], "into": wanted[1]})

    def state() -> None:
        services.state_rate(
            statement_id=statement_id, told=form.told(), actor=actor(request), at=clock.now()
        )

    if carried_out(request, form, state):
        messages.success(request, _("The rate is in the draft."))
        return redirect("studio:statement", statement_id)
    said = {"shown": shown, "form": form, "asks": _("Say a rate of exchange"), "does": _("Save")}
    return render(request, "studio/statement_form.html", said)


def correct(request: HttpRequest, statement_id: int) -> HttpResponse:
    shown, form = statement_page(statement_id=statement_id), ReasonForm(posted(request))
    made: list[int] = []

    def begin() -> None:
        made.append(
            services.correct(
                statement_id=statement_id,
                reason=form.cleaned_data["reason"],
                actor=actor(request),
                at=clock.now(),
            )
        )

    if carried_out(request, form, begin):
        messages.success(
            request, _("The correction is drafted. The old one is in force until it is issued.")
        )
        return redirect("studio:statement", made[0])
    said = {"shown": shown, "form": form, "asks": _("Correct it"), "does": _("Draft a correction")}
    return render(request, "studio/statement_form.html", said)


def agree(request: HttpRequest, licence_id: int) -> HttpResponse:
    """What a licence's fee is, and what a play costs."""
    shown = terms_page(licence_id=licence_id)
    currency = shown.licence.fee.currency if shown.licence.fee else ""
    form = TermsForm(posted(request), initial=first(shown.terms, currency))

    def say() -> None:
        services.agree(licence_id=licence_id, terms=form.terms(), actor=actor(request))

    if carried_out(request, form, say):
        messages.success(request, _("What the licence says of money is on record."))
        return redirect("studio:licence", licence_id)
    return render(request, "studio/statement_terms.html", {"shown": shown, "form": form})
