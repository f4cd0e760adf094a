"""Two figures side by side; unlike ones are refused, with the pairs that may be compared instead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.claims import held_claim, sees_claim
from lanterne.api.partners.doors import Bearer, check_filters
from lanterne.api.partners.figures import digits, figure, language
from lanterne.api.partners.forms import facts as forms
from lanterne.api.partners.refusals import Unlike
from lanterne.facts import queries, sentences, written

router = Router(tags=["facts"])


@router.get(
    "/comparison",
    auth=Bearer(Scope.FACTS_READ),
    response={**answers.reads(forms.Comparison), 409: forms.Unlike},
    url_name="partner_comparison",
)
def comparison(request: HttpRequest, asked: Query[forms.ComparisonAsked]) -> HttpResponse:
    """Two claims side by side; 409 with the like pairs where they measure different things. Scope `facts:read`."""
    check_filters(request, forms.ComparisonAsked)
    left, right = held_claim(request, asked.left), held_claim(request, asked.right)
    found = queries.compared(left, right)
    said = sentences.verdict(found, language=language())
    if not found.is_like:
        raise Unlike(
            said,
            differences=[one.value for one in found.differences],
            pairs=[_pair(one).model_dump() for one in found.pairs if _is_seen(request, one)],
        )
    return etags.answer(
        request,
        forms.Comparison(
            left=figure(left),
            right=figure(right),
            ratio=None if found.ratio is None else digits(found.ratio),
            text=said,
        ),
    )


def _is_seen(request: HttpRequest, one: queries.LikePair) -> bool:
    return sees_claim(request, one.left.claim) and sees_claim(request, one.right.claim)


def _pair(one: queries.LikePair) -> forms.LikePair:
    both = (one.left.claim, one.right.claim)
    text = ", ".join(written.value(claim.value, language=language()) for claim in both)
    return forms.LikePair(
        measure=one.left.claim.measure, left=one.left.key, right=one.right.key, text=text
    )
