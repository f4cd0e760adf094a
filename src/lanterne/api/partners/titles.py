"""Titles and what is said of them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import etags, forms, questions, repeats, title_desk
from lanterne.api.partners.doors import Bearer, actor, check_acts, check_filters, check_sees
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.services import corrections

router = Router(tags=["catalogue"])
READ, WRITE = Bearer(Scope.TITLES_READ), Bearer(Scope.TITLES_WRITE)
_NO = dict.fromkeys((401, 403, 422, 429), forms.Problem)
ONE = {200: forms.TitleDocument, 304: None, **dict.fromkeys((404,), forms.Problem), **_NO}
CHANGED = {
    200: forms.TitleDocument,
    **dict.fromkeys((404, 409, 412, 413, 428), forms.Problem),
    **_NO,
}
MADE = {201: forms.TitleDocument, **dict.fromkeys((400, 409, 413), forms.Problem), **_NO}


@router.get(
    "/titles",
    auth=READ,
    response={200: forms.Titles, 304: None, 400: forms.Problem, **_NO},
    url_name="partner_titles",
)
def titles(request: HttpRequest, asked: Query[forms.TitlesAsked]) -> HttpResponse:
    """Titles in the order in which they were made, a piece at a time. Scope `titles:read`."""
    check_filters(request, forms.TitlesAsked)
    check_sees(request, [asked.open_in] if asked.open_in else [])
    return etags.answer(request, title_desk.listed(asked))


@router.post("/titles", auth=WRITE, response=MADE, url_name="partner_titles")
def create(request: HttpRequest, body: forms.TitleMade) -> HttpResponse:
    """Make a title. Scope `titles:write`; `Idempotency-Key` makes it once."""
    return repeats.once(request, partial(title_desk.made, request, body))


@router.get("/titles/{title_id}", auth=READ, response=ONE, url_name="partner_title")
def title(request: HttpRequest, title_id: forms.RowId) -> HttpResponse:
    """All that is said of a title. Scope `titles:read`."""
    return etags.answer(request, title_desk.document(title_id))


@router.get(
    "/titles/{title_id}/availability",
    auth=Bearer(Scope.RIGHTS_READ),
    response={200: forms.Answered, 304: None, 404: forms.Problem, **_NO},
    url_name="partner_availability",
)
def availability(
    request: HttpRequest, title_id: forms.RowId, asked: Query[forms.AvailabilityAsked]
) -> HttpResponse:
    """Whether the title may be watched, with every reason of a no. Scope `rights:read`."""
    check_filters(request, forms.AvailabilityAsked)
    check_sees(request, [asked.territory])
    return etags.answer(request, questions.answered(title_id, asked, get_language() or "en"))


@router.patch("/titles/{title_id}", auth=WRITE, response=CHANGED, url_name="partner_title")
def change(request: HttpRequest, title_id: forms.RowId, body: forms.TitleChange) -> HttpResponse:
    """State facts anew. Scope `titles:write`; `If-Match` names the version."""
    act = partial(title_desk.restate, title_id, body, actor(request))
    return title_desk.changed(request, title_id, act)


@router.put(
    "/titles/{title_id}/words/{language}", auth=WRITE, response=CHANGED, url_name="partner_words"
)
def say(
    request: HttpRequest, title_id: forms.RowId, language: forms.Language, body: forms.WordsSaid
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
def unsay(request: HttpRequest, title_id: forms.RowId, language: forms.Language) -> HttpResponse:
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
    request: HttpRequest, title_id: forms.RowId, territory: forms.Territory, body: forms.RatingSaid
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
def unrate(request: HttpRequest, title_id: forms.RowId, territory: forms.Territory) -> HttpResponse:
    """Take a rating back. Scope `titles:write`; `If-Match` names the version of the title."""
    check_acts(request, [territory])
    act = partial(
        corrections.remove_rating, title_id=title_id, territory=territory, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)


@router.post(
    "/titles/{title_id}/credits",
    auth=WRITE,
    response={**CHANGED, 400: forms.Problem},
    url_name="partner_credits",
)
def credit(request: HttpRequest, title_id: forms.RowId, body: forms.CreditSaid) -> HttpResponse:
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
def uncredit(request: HttpRequest, title_id: forms.RowId, credit_id: forms.RowId) -> HttpResponse:
    """Take a credit back. Scope `titles:write`; `If-Match` names the version of the title."""
    act = partial(
        corrections.remove_credit, title_id=title_id, credit_id=credit_id, actor=actor(request)
    )
    return title_desk.changed(request, title_id, act)
