"""Offices and competitors, as an address asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lanterne.catalogue import genres
from lanterne.facts.queries import Card
from lanterne.growth import queries, sentences, words
from lanterne.growth.queries import Cell, Count, OfficeCard, PresenceCard, RankCard
from lanterne.growth.queries.exporting import commissions_table
from lanterne.growth.rules.commissions import Filter as Narrow
from lanterne.growth.rules.commissions import Measure, Status, Unit
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.regulation.rules import EUROPE
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.filters import Filter, chosen_of
from lanterne.studio.markets_page import day

A_YEAR = timedelta(days=365)


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


@dataclass(frozen=True, slots=True)
class Bar:
    """A service's count, with its statuses one behind another, in per cent of the largest."""

    name: str
    count: int
    parts: tuple[tuple[Status, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Competitors:
    on: date
    filters: tuple[Filter, ...]
    count: Count
    bars: tuple[Bar, ...]
    claimed: tuple[Card, ...]
    unlike: tuple[Card, ...]
    countries: tuple[Cell, ...]
    presences: tuple[PresenceCard, ...]

    @property
    def cells(self) -> tuple[tuple[str, str, int], ...]:
        """How many of a service are of a country."""
        names = self.count.names
        return tuple((names[one.service], one.of, one.count) for one in self.countries)

    @property
    def measure(self) -> str:
        return str(words.MEASURES[self.count.wanted.measure])


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


def office_page(*, office_id: int, on: date) -> OfficeCard:
    found = queries.office_by_id(office_id=office_id, on=on)
    if found is None:
        raise Http404
    return found


def competitors_page(request: HttpRequest) -> Competitors:
    on, asked = day(request), _count_filters(request)
    said = {one.name: one.chosen for one in asked}
    measure = Measure(said["measure"])
    wanted = queries.Wanted(
        measure,
        on,
        None if measure.is_of_a_day else on - A_YEAR,
        Unit(said["unit"]),
        Narrow(said["country"], said["genre"], said["status"]),
    )
    found = queries.count(wanted)
    told = queries.claimed_originals(tuple(one.key for one in queries.services()))
    return Competitors(
        on=on,
        filters=asked,
        count=found,
        bars=tuple(_bars(found)),
        claimed=tuple(card for card in told if card.claim.measure == measure.value),
        unlike=tuple(card for card in told if card.claim.measure != measure.value),
        countries=queries.by_country(found),
        presences=queries.presences(on=on),
    )


def competitors_table(request: HttpRequest) -> str:
    return commissions_table(competitors_page(request).count.made_of)


def _rule_filters(request: HttpRequest) -> tuple[Filter, ...]:
    return (
        chosen_of(request, "kinds", _("Sites of production"), [("all", _("are offices as well"))]),
        chosen_of(request, "where", _("Among offices in"), [("europe", _("Europe"))]),
        chosen_of(request, "heads", _("Heads"), [("planned", str(words.HEADS[Heads.PLANNED]))]),
    )


def _count_filters(request: HttpRequest) -> tuple[Filter, ...]:
    measures = [(one.value, str(name)) for one, name in words.MEASURES.items()]
    statuses = [(one.value, str(name)) for one, name in words.STATUSES.items()]
    named = [(code, str(name)) for code, name in genres.NAMES.items()]
    units = [("season", _("a season")), ("series", _("a series with all its seasons"))]
    return (
        _one_of(request, "measure", _("Measure"), measures),
        chosen_of(request, "country", _("Made in"), choices.countries()),
        chosen_of(request, "genre", _("Genre"), named),
        chosen_of(request, "status", _("Status"), statuses),
        _one_of(request, "unit", _("One is"), units),
    )


def _one_of(request: HttpRequest, name: str, label: str, options: Choices) -> Filter:
    """A list of which one is always chosen: the first, unless the address says another."""
    given = request.GET.get(name, "")
    return Filter(name, label, options, given if given in dict(options) else options[0][0])


def _line(card: OfficeCard, found: RankCard, most: int) -> OfficeLine:
    size = _size(card, found.rule.heads)
    shown = card.shown(found.rule.heads)
    told = sentences.heads(shown, language=choices.reader()) if shown else ""
    said = sentences.rank(found, language=choices.reader()) if found.rank else ""
    return OfficeLine(card, round(size / most * 100), told, found, said)


def _size(card: OfficeCard, which: Heads) -> int:
    heads = card.heads(which)
    return int(heads.amount) if heads else 0


def _bars(found: Count) -> Iterator[Bar]:
    most = max(found.tally.by_service.values(), default=1)
    for key, count in sorted(found.tally.by_service.items(), key=lambda one: -one[1]):
        left, parts = 0.0, list[tuple[Status, int, float, float]]()
        for status, part in found.tally.by_status[key].items():
            width = round(part / most * 100, 2)
            parts.append((status, part, left, width))
            left = round(left + width, 2)
        yield Bar(found.names[key], count, tuple(parts))
