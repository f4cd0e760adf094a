"""The slate, for programs of those who plan with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, within
from lanterne.api.partners.forms import slate as forms
from lanterne.commissioning import queries
from lanterne.commissioning.queries import ProjectCard
from lanterne.core import clock

router = Router(tags=["commissioning"])


@router.get(
    "/slate",
    auth=Bearer(Scope.SLATE_READ),
    response=answers.lists(forms.Slate),
    url_name="partner_slate",
)
def slate(request: HttpRequest, asked: Query[forms.SlateAsked]) -> HttpResponse:
    """What is being made, now or on a day, in the countries of the token. Scope `slate:read`."""
    check_filters(request, forms.SlateAsked)
    wanted = queries.Wanted(language=asked.language, at=asked.on, is_under_way=not asked.everything)
    fetch = partial(
        queries.project_piece, wanted=wanted, territories=within(request, asked.territory)
    )
    shown, following = cursors.piece(asked, fetch)
    on = asked.on or clock.now().date()
    return etags.answer(request, forms.Slate(items=_projects(shown, on), next=following))


@router.get(
    "/facilities",
    auth=Bearer(Scope.SLATE_READ),
    response=answers.reads(forms.Facilities),
    url_name="partner_facilities",
)
def facilities(request: HttpRequest, asked: Query[forms.FacilitiesAsked]) -> HttpResponse:
    """Complexes that are ours on a day, in the countries of the token. Scope `slate:read`."""
    check_filters(request, forms.FacilitiesAsked)
    places = within(request, asked.territory)
    owned = queries.owned(on=asked.on or clock.now().date())
    items = [_complex(one) for one in owned if not places or one.territory in places]
    return etags.answer(request, forms.Facilities(items=items))


def _complex(one: queries.ComplexCard) -> forms.Complex:
    return forms.Complex(
        key=one.key,
        name=one.name,
        territory=one.territory,
        city=one.city,
        owned_since=one.owned_since,
        stages=one.count("stage"),
        rooms=[room.name for room in one.rooms],
        claims=[key for _about, key in one.figures],
    )


def _projects(shown: Sequence[ProjectCard], on: date) -> list[forms.Project]:
    claims = queries.claim_keys(project_ids=[one.id for one in shown])
    missing = queries.missing(shown, on=on)
    return [_project(one, claims[one.id], _source(one, missing, on)) for one in shown]


def _project(one: ProjectCard, claims: Sequence[str], source: forms.Source | None) -> forms.Project:
    return forms.Project(
        key=one.key,
        kind=one.kind,
        name=one.name,
        original_language=one.original_language,
        territory=one.territory,
        stage=one.stage,
        since=one.since,
        writers=list(one.writers),
        source=source,
        outcome=one.outcome,
        claims=list(claims),
    )


def _source(
    one: ProjectCard, missing: Mapping[int, Sequence[str]], on: date
) -> forms.Source | None:
    if one.work is None:
        return None
    return forms.Source(
        kind=one.work.kind,
        name=one.work.name,
        authors=list(one.work.authors),
        needs_rights=one.work.needs_rights(on),
        missing=list(missing[one.id]),
    )
