"""The slate, for programs of those who plan with it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees, holder
from lanterne.api.partners.forms import slate as forms
from lanterne.commissioning import queries
from lanterne.commissioning.queries import ProjectCard
from lanterne.core import clock

router = Router(tags=["commissioning"])


@router.get(
    "/slate",
    auth=Bearer(Scope.SLATE_READ),
    response=answers.reads(forms.Slate),
    url_name="partner_slate",
)
def slate(request: HttpRequest, asked: Query[forms.SlateAsked]) -> HttpResponse:
    """What is being made, now or on a day, in the countries of the token. Scope `slate:read`."""
    check_filters(request, forms.SlateAsked)
    if asked.territory:
        check_sees(request, [asked.territory])
    wanted = queries.Wanted(
        territory=asked.territory or "", at=asked.on, is_under_way=not asked.everything
    )
    seen = [one for one in queries.projects(wanted) if holder(request).sees([one.territory])]
    on = asked.on or clock.now().date()
    return etags.answer(request, forms.Slate(items=[_project(one, on) for one in seen]))


def _project(one: ProjectCard, on: date) -> forms.Project:
    return forms.Project(
        key=one.key,
        kind=one.kind,
        name=one.name,
        original_language=one.original_language,
        territory=one.territory,
        stage=one.stage,
        since=one.since,
        writers=list(one.writers),
        source=_source(one, on),
        outcome=one.outcome,
        claims=[cited.card.key for cited in queries.cited(project_id=one.id)],
    )


def _source(one: ProjectCard, on: date) -> forms.Source | None:
    if one.work is None:
        return None
    return forms.Source(
        kind=one.work.kind,
        name=one.work.name,
        authors=list(one.work.authors),
        needs_rights=one.work.needs_rights(on),
        missing=list(queries.rights(project_id=one.id, on=on).missing),
    )
