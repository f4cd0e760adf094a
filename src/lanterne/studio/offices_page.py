"""Offices as an address asks for them, ranked under the rule that it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lanterne.core import clock
from lanterne.growth import queries, sentences, words
from lanterne.growth.queries import OfficeCard, PostCard, RankCard
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.regulation.rules import EUROPE
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.filters import Filter, one_of
from lanterne.studio.markets_page import day


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """``width`` in per cent of the largest; ``rank`` under the page's rule."""

    card: OfficeCard
    width: int
    heads: str
    rank: RankCard
    said: str


@dataclass(frozen=True, slots=True)
class Offices:
    on: date
    filters: tuple[Filter, ...]
    rule: str
    lines: tuple[OfficeLine, ...]


def offices_page(request: HttpRequest) -> Offices:
    on, asked = day(request), _rule_filters(request)
    kinds = set(OfficeKind) - ({OfficeKind.PRODUCTION} if asked[0].chosen != "all" else set())
    heads = Heads.PLANNED if asked[2].chosen == "planned" else Heads.PRESENT
    rule = Rule(frozenset(kinds), EUROPE if asked[1].chosen == "europe" else frozenset(), heads)
    found = queries.offices(on=on)
    most = max((_size(one, heads) for one in found), default=0) or 1
    lines = tuple(
        _line(one, queries.rank_among(found, key=one.key, rule=rule), most) for one in found
    )
    return Offices(on, asked, sentences.rule(rule), lines)


def held_office(office_id: int, on: date | None = None) -> OfficeCard:
    """The office as it stood on the day, or today; or the console's "not found"."""
    found = queries.office_by_id(office_id=office_id, on=on or clock.now().date())
    if found is None:
        raise Http404
    return found


def others_of(card: OfficeCard, on: date) -> Choices:
    """Where the office may have moved to."""
    found = queries.offices(on=on, service=card.service.key)
    return [(one.key, one.name) for one in found if one.key != card.key]


def held_post(office_id: int, post: str) -> PostCard:
    """A post of that office, or the console's "not found"."""
    found = next((one for one in held_office(office_id).posts if one.key == post), None)
    if found is None:
        raise Http404
    return found


def _rule_filters(request: HttpRequest) -> tuple[Filter, ...]:
    kinds = [("", _("are no offices")), ("all", _("are offices as well"))]
    where = [("", _("the world")), ("europe", _("Europe"))]
    heads = [("", str(words.HEADS[Heads.PRESENT])), ("planned", str(words.HEADS[Heads.PLANNED]))]
    return (
        one_of(request, "kinds", _("Sites of production"), kinds),
        one_of(request, "where", _("Among offices in"), where),
        one_of(request, "heads", _("Heads"), heads),
    )


def _line(card: OfficeCard, found: RankCard, most: int) -> OfficeLine:
    size = _size(card, found.rule.heads)
    shown = card.shown(found.rule.heads)
    told = sentences.heads(shown, language=choices.reader()) if shown else ""
    said = sentences.rank(found, language=choices.reader()) if found.rank else ""
    return OfficeLine(card, round(size / most * 100), told, found, said)


def _size(card: OfficeCard, which: Heads) -> int:
    heads = card.heads(which)
    return int(heads.amount) if heads else 0
