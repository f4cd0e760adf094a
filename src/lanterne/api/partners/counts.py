"""How many originals services ordered or show, each time by one measure; claimed figures stand beside their like."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, etags
from lanterne.api.partners.claims import sees_claim
from lanterne.api.partners.competitors import narrow
from lanterne.api.partners.doors import Bearer, check_filters
from lanterne.api.partners.figures import figure
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.markets import day
from lanterne.api.partners.refusals import Unlike
from lanterne.facts.rules import Difference
from lanterne.growth import queries, sentences
from lanterne.growth.rules.commissions import Measure, Unit

router = Router(tags=["growth"])
READ = Bearer(Scope.GROWTH_READ)


@router.get("/counts", auth=READ, response=answers.reads(forms.Counts), url_name="partner_counts")
def counts(request: HttpRequest, asked: Query[forms.CountsAsked]) -> HttpResponse:
    """What services ordered, counted by one measure, country and genre. Scope `growth:read`."""
    check_filters(request, forms.CountsAsked)
    measure, on = Measure(asked.measure), day(asked.on)
    since = measure.since(on, asked.since)
    wanted = queries.Wanted(measure, on, since, Unit(asked.unit), narrow(asked))
    return etags.answer(request, _counts(request, queries.count(wanted)))


@router.get(
    "/counts/comparison",
    auth=READ,
    response={**answers.reads(forms.CountPair), 409: forms.UnlikeCounts},
    url_name="partner_counts_compared",
)
def compared(request: HttpRequest, asked: Query[forms.CountsCompared]) -> HttpResponse:
    """Two services by one measure; 409 with what may be compared where two are asked for. Scope `growth:read`."""
    check_filters(request, forms.CountsCompared)
    left, right = Measure(asked.measure), Measure(asked.right_measure or asked.measure)
    found = queries.counts_compared(
        left=(asked.left, left), right=(asked.right, right), on=day(asked.on)
    )
    if found.pair is None:
        raise Unlike(
            sentences.unlike(left, right),
            differences=[Difference.MEASURE.value],
            pairs=[_pair(one).model_dump() for one in found.offered],
        )
    return etags.answer(request, _pair(found.pair))


def _pair(one: queries.CountPair) -> forms.CountPair:
    return forms.CountPair(measure=one.measure, left=one.left, right=one.right)


def _counts(request: HttpRequest, found: queries.Count) -> forms.Counts:
    wanted, tally = found.wanted, found.tally
    keys = tuple(one.key for one in queries.services())
    claimed = queries.claimed_originals(keys, on=wanted.on)
    return forms.Counts(
        measure=wanted.measure,
        on=wanted.on,
        since=wanted.since,
        total=tally.total,
        services=[
            forms.Counted(
                service=key,
                name=found.names[key],
                count=number,
                by_status={status.value: held for status, held in tally.by_status[key].items()},
            )
            for key, number in tally.by_service.items()
        ],
        by_country=[*map(_cell, queries.by_country(found))],
        by_genre=[*map(_cell, queries.by_genre(found))],
        claimed=[
            figure(card)
            for card in claimed
            if card.claim.measure == wanted.measure and sees_claim(request, card.claim)
        ],
    )


def _cell(one: queries.Cell) -> forms.Cell:
    return forms.Cell(service=one.service, of=one.of, count=one.count)
