"""Who made a title and where, what registries call it, what it is filed under, and its pictures."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, repeats, title_desk
from lanterne.api.partners.doors import Bearer, actor, check_filters
from lanterne.api.partners.forms import making as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.api.partners.forms.titles import TitleDocument
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.pictures import MOST_BYTES
from lanterne.catalogue.rules import Production
from lanterne.catalogue.services import corrections

router = Router(tags=["catalogue"])
WRITE = Bearer(Scope.TITLES_WRITE)
CHANGED = answers.changes(TitleDocument)


@router.post(
    "/titles/{title_id}/companies", auth=WRITE, response=CHANGED, url_name="partner_companies"
)
def credit_company(request: HttpRequest, title_id: RowId, body: forms.CompanySaid) -> HttpResponse:
    """Name a company after those already named. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        catalogue.credit_company, title_id=title_id, actor=actor(request), **body.model_dump()
    )
    return repeats.once(request, partial(title_desk.changed, request, title_id, act))


@router.delete(
    "/titles/{title_id}/companies/{credit_id}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_company",
)
def uncredit_company(request: HttpRequest, title_id: RowId, credit_id: RowId) -> HttpResponse:
    """Take a company's credit back. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        corrections.remove_company_credit,
        title_id=title_id,
        credit_id=credit_id,
        actor=actor(request),
    )
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/production", auth=WRITE, response=CHANGED, url_name="partner_production"
)
def set_production(
    request: HttpRequest, title_id: RowId, body: forms.ProductionSaid
) -> HttpResponse:
    """Say where it was made, with shares and the lead. Scope `titles:write`; `If-Match` names the version of the title."""
    countries = [Production(one.territory, one.share, one.is_lead) for one in body.countries]
    act = partial(
        catalogue.set_production, title_id=title_id, countries=countries, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/terms/{vocabulary}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_filed",
)
def file_under(
    request: HttpRequest, title_id: RowId, vocabulary: forms.Vocabulary, body: forms.TermsSaid
) -> HttpResponse:
    """Say its moods or its keywords. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        catalogue.file_under,
        title_id=title_id,
        vocabulary=vocabulary,
        codes=body.codes,
        actor=actor(request),
    )
    return title_desk.changed(request, title_id, act)


@router.post(
    "/titles/{title_id}/identifiers", auth=WRITE, response=CHANGED, url_name="partner_identifiers"
)
def identify(request: HttpRequest, title_id: RowId, body: forms.TitleIdentifier) -> HttpResponse:
    """Say what a registry calls it. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(catalogue.identify, title_id=title_id, actor=actor(request), **body.model_dump())
    return repeats.once(request, partial(title_desk.changed, request, title_id, act))


@router.delete(
    "/titles/{title_id}/identifiers", auth=WRITE, response=CHANGED, url_name="partner_identifiers"
)
def forget_identifier(
    request: HttpRequest, title_id: RowId, asked: Query[forms.TitleIdentifier]
) -> HttpResponse:
    """Take an identifier back. Scope `titles:write`; `If-Match` names the version of the title."""
    check_filters(request, forms.TitleIdentifier)
    act = partial(
        corrections.remove_identifier,
        title_id=title_id,
        actor=actor(request),
        **asked.model_dump(),
    )
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/artwork",
    auth=Bearer(Scope.TITLES_WRITE, most=MOST_BYTES),
    response=CHANGED,
    url_name="partner_artwork",
)
def hang(request: HttpRequest, title_id: RowId, asked: Query[forms.ArtworkAsked]) -> HttpResponse:
    """Hang a picture, in place of one of its kind and language. Scope `titles:write`; `If-Match` names the title's version."""
    check_filters(request, forms.ArtworkAsked)
    # Read as it comes, since it may be longer than what is kept in memory of other bodies.
    content = request.read(MOST_BYTES + 1)
    act = partial(
        catalogue.add_artwork,
        title_id=title_id,
        kind=asked.kind,
        content=content,
        source=asked.source or actor(request),
        language=asked.language,
        actor=actor(request),
    )
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/artwork/{picture_id}/focus",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_focus",
)
def set_focus(
    request: HttpRequest, title_id: RowId, picture_id: RowId, body: forms.FocusSaid
) -> HttpResponse:
    """Say what every cut of a picture keeps. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        catalogue.set_focus,
        title_id=title_id,
        picture_id=picture_id,
        x=body.x,
        y=body.y,
        actor=actor(request),
    )
    return title_desk.changed(request, title_id, act)


@router.delete(
    "/titles/{title_id}/artwork/{picture_id}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_picture",
)
def take_down(request: HttpRequest, title_id: RowId, picture_id: RowId) -> HttpResponse:
    """Take a picture off. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        corrections.remove_artwork,
        title_id=title_id,
        picture_id=picture_id,
        actor=actor(request),
    )
    return title_desk.changed(request, title_id, act)
