"""The one question, for a program of those who hold the rights: nothing is secret, and every reason is told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees
from lanterne.api.partners.forms import rights as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import queries as catalogue
from lanterne.core import clock
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability, Market, Offer, Version

router = Router(tags=["rights"])


@router.get(
    "/titles/{title_id}/availability",
    auth=Bearer(Scope.RIGHTS_READ),
    response=answers.reads(forms.Answered),
    url_name="partner_availability",
)
def availability(
    request: HttpRequest, title_id: RowId, asked: Query[forms.AvailabilityAsked]
) -> HttpResponse:
    """Whether the title may be watched, with every reason of a no. Scope `rights:read`."""
    check_filters(request, forms.AvailabilityAsked)
    check_sees(request, [asked.territory])
    return etags.answer(request, answered(title_id, asked, get_language() or "en"))


def answered(title_id: int, asked: forms.AvailabilityAsked, language: str) -> forms.Answered:
    """Refuses NothingThere."""
    if not catalogue.lineage(title_id=title_id):
        raise NothingThere(_("There is no such thing."))
    at = asked.at or clock.now()
    answer = rights.availability(
        title_id=title_id,
        market=Market(asked.territory, Offer(asked.offer), is_staff=True),
        at=at,
        version=Version(asked.language),
    )
    return forms.Answered(
        title_id=title_id,
        territory=answer.territory,
        at=at,
        is_open=answer.is_open,
        reason=answer.reason,
        sentence=rights.sentence(availability=answer, language=language),
        because=_because(answer, language),
        opens_at=answer.opens_at,
        closes_at=answer.closes_at,
        changes_at=answer.changes_at,
    )


def _because(answer: Availability, language: str) -> list[forms.AgainstIt]:
    sentences = rights.sentences(availability=answer, language=language)
    return [
        forms.AgainstIt(reason=one.reason, at=one.at, words=one.words, sentence=sentence)
        for one, sentence in zip(answer.because, sentences, strict=True)
    ]
