"""What sources claim of subjects: read, stated, corrected."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats
from lanterne.api.partners.doors import Bearer, actor, check_acts, check_filters, holder, within
from lanterne.api.partners.figures import figure
from lanterne.api.partners.forms import facts as forms
from lanterne.api.partners.forms.common import EVERYWHERE
from lanterne.api.partners.refusals import NothingThere
from lanterne.core.cursor import Cursor
from lanterne.facts import queries, services
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.rules import (
    PARTIAL_DATE,
    Claim,
    Confidence,
    Day,
    Moment,
    Qualifier,
    Quantity,
    UnreadableScope,
    Value,
    Words,
    scopes,
)

router = Router(tags=["facts"])
READ, WRITE = Bearer(Scope.FACTS_READ), Bearer(Scope.FACTS_WRITE)


@router.get("/claims", auth=READ, response=answers.lists(forms.Claims), url_name="partner_claims")
def claims(request: HttpRequest, asked: Query[forms.ClaimsAsked]) -> HttpResponse:
    """What is claimed of the world, and of the countries of the token. Scope `facts:read`."""
    check_filters(request, forms.ClaimsAsked)
    wanted = queries.Wanted(
        asked.subject,
        asked.measure,
        asked.status or "",
        asked.source,
        asked.words,
        tuple(within(request, None)),
    )
    shown, following = cursors.piece(asked, partial(_piece, wanted))
    return etags.answer(request, forms.Claims(items=[*map(figure, shown)], next=following))


@router.get(
    "/claims/{key}", auth=READ, response=answers.reads(forms.Claim), url_name="partner_claim"
)
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """A claim with what contradicts it, what it replaced and who shows it. Scope `facts:read`."""
    return etags.answer(request, document(request, key))


@router.post("/claims", auth=WRITE, response=answers.makes(forms.Claim), url_name="partner_claims")
def state(request: HttpRequest, body: forms.ClaimSaid) -> HttpResponse:
    """Put on record what a source says. Scope `facts:write`; `Idempotency-Key` makes it once."""
    draft = _draft(body)
    check_acts(request, [about_of(draft)])
    act = partial(services.state_claim, draft=draft, actor=actor(request))
    return repeats.once(request, partial(changes.made, request, act, partial(document, request)))


@router.post(
    "/claims/{key}/corrections",
    auth=WRITE,
    response=answers.makes(forms.Claim),
    url_name="partner_claim_corrections",
)
def correct(request: HttpRequest, key: str, body: forms.CorrectionSaid) -> HttpResponse:
    """Put another claim in the place of one that was wrong, and mark all who show it. Scope `facts:write`.

    A claim is corrected once, so no version is asked for: whoever comes second is told that it is done.
    """
    held, draft = held_claim(request, key), _draft(body)
    check_acts(request, [about_of(held.claim), about_of(draft)])
    act = partial(
        services.correct_claim, key=key, draft=draft, reason=body.reason, actor=actor(request)
    )
    made = partial(
        changes.made,
        request,
        act,
        partial(document, request),
        below=reverse("api-1:partner_claims"),
    )
    return repeats.once(request, made)


def document(request: HttpRequest, key: str) -> forms.Claim:
    card = held_claim(request, key)
    return forms.Claim(
        **dict(figure(card)),
        place=card.place,
        quotation=card.quotation,
        rivals=[one.key for one in queries.rivals(key)],
        replaces=card.replaces or None,
        replaced_by=card.replaced_by or None,
        reason=card.reason,
        citations=[_citation(one) for one in queries.citations(key)],
    )


def _piece(wanted: queries.Wanted, after: int, limit: int) -> tuple[queries.Card, ...]:
    return queries.claims(wanted, place=Cursor(after=after), limit=limit)


def held_claim(request: HttpRequest, key: str) -> queries.Card:
    """Refuses NothingThere, also for what is said of another market."""
    card = queries.claim(key)
    if card is None or not sees_claim(request, card.claim):
        raise NothingThere(_("There is no such thing."))
    return card


def _citation(one: queries.Citation) -> forms.CitationTold:
    return forms.CitationTold(
        place=one.place,
        name=one.name,
        address=one.address,
        cited_at=one.cited_at,
        marked_at=one.marked_at,
    )


def sees_claim(request: HttpRequest, said: Claim) -> bool:
    """Whether the token may know of it: what is of no country is for all."""
    about = about_of(said)
    return holder(request).sees([about] if about else [])


def about_of(said: Draft | Claim) -> str:
    """The country; a scope that cannot be read is refused by the service, and until then is of none."""
    try:
        return scopes.territory(subject=said.subject, scope=said.scope)
    except UnreadableScope:
        return EVERYWHERE


def _draft(body: forms.ClaimSaid) -> Draft:
    source = body.source
    return Draft(
        subject=body.subject,
        measure=body.measure,
        value=_value(body),
        source=SourceCard(
            source.key,
            source.name or source.key,
            source.publisher,
            source.address,
            source.published_on,
        ),
        confidence=Confidence(body.confidence),
        subject_name=body.subject_name,
        scope=body.scope,
        moment=Moment(body.as_of, body.since, body.until),
        place=body.place,
        quotation=body.quotation,
        key=body.key,
    )


def _value(body: forms.ClaimSaid) -> Value:
    if body.amount is not None:
        return Quantity(body.amount, body.unit, Qualifier(body.qualifier))
    return Day(body.said) if PARTIAL_DATE.fullmatch(body.said) else Words(body.said)
