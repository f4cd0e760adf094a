"""Titles and what is said of them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags, repeats, title_desk
from lanterne.api.partners.doors import Bearer, actor, check_acts, check_filters, check_sees
from lanterne.api.partners.forms import titles as forms
from lanterne.api.partners.forms.common import Language, RowId, Territory
from lanterne.catalogue import queries
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.services import corrections

router = Router(tags=["catalogue"])
READ, WRITE = Bearer(Scope.TITLES_READ), Bearer(Scope.TITLES_WRITE)
CHANGED = answers.changes(forms.TitleDocument)


@router.get(
    "/titles",
    auth=READ,
    response=answers.lists(forms.Titles),
    url_name="partner_titles",
)
def titles(request: HttpRequest, asked: Query[forms.TitlesAsked]) -> HttpResponse:
    """Titles in the order in which they were made, a piece at a time. Scope `titles:read`."""
    check_filters(request, forms.TitlesAsked)
    check_sees(request, [asked.open_in] if asked.open_in else [])
    return etags.answer(request, title_desk.listed(asked))


@router.post(
    "/titles", auth=WRITE, response=answers.makes(forms.TitleDocument), url_name="partner_titles"
)
def create(request: HttpRequest, body: forms.TitleMade) -> HttpResponse:
    """Make a title. Scope `titles:write`; `Idempotency-Key` makes it once."""
    return repeats.once(request, partial(title_desk.made, request, body))


@router.get(
    "/titles/{title_id}",
    auth=READ,
    response=answers.reads(forms.TitleDocument),
    url_name="partner_title",
)
def title(request: HttpRequest, title_id: RowId) -> HttpResponse:
    """All that is said of a title. Scope `titles:read`."""
    return etags.answer(request, title_desk.document(queries.forwarded(title_id=title_id)))


@router.patch("/titles/{title_id}", auth=WRITE, response=CHANGED, url_name="partner_title")
def change(request: HttpRequest, title_id: RowId, body: forms.TitleChange) -> HttpResponse:
    """State facts anew. Scope `titles:write`; `If-Match` names the version."""
    act = partial(title_desk.restate, title_id, body, actor(request))
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/words/{language}", auth=WRITE, response=CHANGED, url_name="partner_words"
)
def say(
    request: HttpRequest, title_id: RowId, language: Language, body: forms.WordsSaid
) -> HttpResponse:
    """Say the title in a language (BCP 47). Scope `titles:write`; `If-Match` names the version of the title."""
    said = body.model_dump(exclude_unset=True)
    act = partial(
        catalogue.localise, title_id=title_id, language=language, actor=actor(request), **said
    )
    return title_desk.changed(request, title_id, act)


@router.delete(
    "/titles/{title_id}/words/{language}", auth=WRITE, response=CHANGED, url_name="partner_words"
)
def unsay(request: HttpRequest, title_id: RowId, language: Language) -> HttpResponse:
    """Forget a language. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        corrections.remove_words, title_id=title_id, language=language, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/ratings/{territory}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_rating",
)
def rate(
    request: HttpRequest, title_id: RowId, territory: Territory, body: forms.RatingSaid
) -> HttpResponse:
    """State what a country's board says. Scope `titles:write`; `If-Match` names the version of the title."""
    check_acts(request, [territory])
    act = partial(
        catalogue.rate,
        title_id=title_id,
        territory=territory,
        actor=actor(request),
        **body.model_dump(),
    )
    return title_desk.changed(request, title_id, act)


@router.delete(
    "/titles/{title_id}/ratings/{territory}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_rating",
)
def unrate(request: HttpRequest, title_id: RowId, territory: Territory) -> HttpResponse:
    """Take a rating back. Scope `titles:write`; `If-Match` names the version of the title."""
    check_acts(request, [territory])
    act = partial(
        corrections.remove_rating, title_id=title_id, territory=territory, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)


@router.post(
    "/titles/{title_id}/credits",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_credits",
)
def credit(request: HttpRequest, title_id: RowId, body: forms.CreditSaid) -> HttpResponse:
    """Name a person after those already named. Scope `titles:write`; `If-Match` names the version of the title."""
    said = body.model_dump()
    act = partial(catalogue.credit, title_id=title_id, actor=actor(request), **said)
    return repeats.once(request, partial(title_desk.changed, request, title_id, act))


@router.delete(
    "/titles/{title_id}/credits/{credit_id}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_credit",
)
def uncredit(request: HttpRequest, title_id: RowId, credit_id: RowId) -> HttpResponse:
    """Take a credit back. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        corrections.remove_credit, title_id=title_id, credit_id=credit_id, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)
