"""Offices with what became of them, who works there, and their rank under a rule."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees, within
from lanterne.api.partners.figures import digits, figure, language
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.forms.common import EVERYWHERE
from lanterne.api.partners.markets import day
from lanterne.api.partners.refusals import NothingThere
from lanterne.growth import queries, sentences
from lanterne.growth.queries import pieces
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.regulation.rules import EUROPE

router = Router(tags=["growth"])
READ = Bearer(Scope.GROWTH_READ)


@router.get(
    "/offices", auth=READ, response=answers.lists(forms.Offices), url_name="partner_offices"
)
def offices(request: HttpRequest, asked: Query[forms.OfficesAsked]) -> HttpResponse:
    """Offices as they were on a day: opened, moved or closed and why, heads, posts. Scope `growth:read`."""
    check_filters(request, forms.OfficesAsked)
    fetch = partial(
        pieces.office_piece,
        on=day(asked.on),
        territories=within(request, asked.territory),
        service=asked.service,
    )
    found, following = cursors.piece(asked, fetch)
    return etags.answer(request, forms.Offices(items=[*map(_office, found)], next=following))


@router.get("/rank", auth=READ, response=answers.reads(forms.Rank), url_name="partner_rank")
def rank(request: HttpRequest, asked: Query[forms.RankAsked]) -> HttpResponse:
    """The rank of an office by its heads, under the rule that is asked for. Scope `growth:read`.

    It tells of offices in every country, so not to a token of some.
    """
    check_filters(request, forms.RankAsked)
    check_sees(request, [EVERYWHERE])
    on = day(asked.on)
    if queries.office(key=asked.office, on=on) is None:
        raise NothingThere(_("There is no such thing."))
    rule = _rule(asked)
    return etags.answer(
        request, _rank(queries.ranked(key=asked.office, rule=rule, on=on), rule.heads)
    )


def _rule(asked: forms.RankAsked) -> Rule:
    kinds = set(OfficeKind) - (set() if asked.with_production else {OfficeKind.PRODUCTION})
    return Rule(frozenset(kinds), EUROPE if asked.in_europe else frozenset(), Heads(asked.heads))


def _rank(found: queries.RankCard, which: Heads) -> forms.Rank:
    held = found.rank
    return forms.Rank(
        best=held.best if held else None,
        worst=held.worst if held else None,
        of=held.of if held else None,
        text=sentences.rank(found, language=language()),
        rule=sentences.rule(found.rule),
        unsure=list(held.unsure) if held else [],
        offices=[
            forms.Ranked(
                key=one.key,
                name=one.name,
                territory=one.territory,
                heads=_shown(one.shown(which)),
            )
            for one in found.offices
        ],
    )


def _office(one: queries.OfficeCard) -> forms.Office:
    return forms.Office(
        id=one.id,
        key=one.key,
        name=one.name,
        service=one.service.key,
        kind=one.kind,
        territory=one.territory,
        city=one.city,
        state=one.state,
        present=_shown(one.present),
        planned=_shown(one.planned),
        history=[*map(_heads, one.history)],
        events=[*map(_event, one.events)],
        posts=[*map(_post, one.posts)],
        claims=[*map(figure, one.told)],
    )


def _event(one: queries.EventCard) -> forms.Happening:
    return forms.Happening(
        kind=one.kind,
        on=one.on,
        to=one.to or None,
        reason=one.reason,
        claim=one.claim.key if one.claim else None,
        rivals=[card.key for card in one.rivals],
    )


def _post(one: queries.PostCard) -> forms.Post:
    return forms.Post(
        key=one.key,
        name=one.name,
        function=one.function,
        since=one.since,
        until=one.until,
        projects=[project.key for project in one.projects],
    )


def _shown(held: queries.HeadsCard | None) -> forms.Heads | None:
    return _heads(held) if held else None


def _heads(held: queries.HeadsCard) -> forms.Heads:
    return forms.Heads(
        amount=digits(held.quantity.amount),
        qualifier=held.quantity.qualifier,
        as_of=held.as_of,
        function=held.function,
        claim=held.claim.key if held.claim else None,
    )
