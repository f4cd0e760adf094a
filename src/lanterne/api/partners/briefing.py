"""A country on a day, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees
from lanterne.api.partners.figures import language
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.forms.common import EVERYWHERE
from lanterne.api.partners.markets import day, place
from lanterne.growth.brief import Brief, Line, Section, brief

router = Router(tags=["growth"])


@router.get(
    "/brief",
    auth=Bearer(Scope.GROWTH_READ, Scope.SLATE_READ),
    response=answers.reads(forms.Brief),
    url_name="partner_brief",
)
def briefing(request: HttpRequest, asked: Query[forms.BriefAsked]) -> HttpResponse:
    """Figures, forecasts, offices, works, competitors and rules, each with its source. Scopes `growth:read`, `slate:read`.

    It ranks offices and names complexes of every country, so not to a token of some.
    """
    check_filters(request, forms.BriefAsked)
    check_sees(request, [EVERYWHERE])
    found = brief(territory=place(request, asked.territory), on=day(asked.on), language=language())
    return etags.answer(request, _told(found))


def _told(held: Brief) -> forms.Brief:
    return forms.Brief(
        territory=held.territory,
        on=held.on,
        language=held.language,
        title=held.title,
        service=held.service,
        sections=[*map(_section, held.sections)],
    )


def _section(one: Section) -> forms.BriefSection:
    return forms.BriefSection(
        code=one.code, title=one.title, note=one.note, lines=[*map(_line, one.lines)]
    )


def _line(one: Line) -> forms.BriefLine:
    return forms.BriefLine(
        name=one.name,
        said=one.said,
        details=list(one.details),
        amount=one.amount or None,
        unit=one.unit,
        origins=[
            forms.Origin(
                name=origin.name,
                as_of=origin.as_of,
                confidence=origin.confidence,
                claim=origin.claim or None,
                address=origin.address,
            )
            for origin in one.origins
        ],
    )
