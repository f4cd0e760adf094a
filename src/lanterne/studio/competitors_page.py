"""Competitors and what they commission, as an address asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lanterne.catalogue import genres
from lanterne.facts.queries import Card
from lanterne.growth import queries, words
from lanterne.growth.queries import Cell, CommissionCard, Count, PresenceCard, ServiceCard
from lanterne.growth.queries.exporting import commissions_table
from lanterne.growth.rules.commissions import Filter as Narrow
from lanterne.growth.rules.commissions import Measure, Status, Unit
from lanterne.growth.rules.sameness import plain
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.filters import Filter, chosen_of, one_of, words_asked
from lanterne.studio.markets_page import day


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


@dataclass(frozen=True, slots=True)
class Orders:
    on: date
    filters: tuple[Filter, ...]
    words: str
    found: tuple[CommissionCard, ...]

    @property
    def lines(self) -> tuple[tuple[CommissionCard, Status | None], ...]:
        """Each with its status on the day."""
        return tuple((one, one.event.status(self.on)) for one in self.found)


def competitors_page(request: HttpRequest) -> Competitors:
    on, asked = day(request), _count_filters(request)
    said = {one.name: one.chosen for one in asked}
    measure = Measure(said["measure"])
    wanted = queries.Wanted(
        measure,
        on,
        measure.since(on),
        Unit(said["unit"]),
        Narrow(said["country"], said["genre"], said["status"]),
    )
    found = queries.count(wanted)
    told = queries.claimed_originals(tuple(one.key for one in queries.services()), on=on)
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


def orders_page(request: HttpRequest) -> Orders:
    """Every order on record of a service, or of all, whose names hold the words that are looked for."""
    services = [(one.key, one.name) for one in queries.services()]
    service = chosen_of(request, "service", _("Service"), services)
    looked_for = plain(words_asked(request))
    found = queries.commissions(service=service.chosen)
    return Orders(
        on=day(request),
        filters=(service,),
        words=words_asked(request),
        found=tuple(one for one in found if any(looked_for in plain(name) for name in one.titles)),
    )


def held_order(commission_id: int) -> CommissionCard:
    """The order, or the console's "not found"."""
    found = queries.commission(commission_id=commission_id)
    if found is None:
        raise Http404
    return found


def perhaps_the_same(card: CommissionCard) -> Choices:
    """Orders that the card may be one with, the likely ones first."""
    return [(str(one.id), _called(one)) for one in queries.perhaps_the_same(card)]


def services_page(*, on: date) -> tuple[tuple[ServiceCard, tuple[PresenceCard, ...]], ...]:
    """Every service, with where it is."""
    placed = queries.presences(on=on)
    return tuple(
        (one, tuple(place for place in placed if place.service.key == one.key))
        for one in queries.services()
    )


def competitors_table(request: HttpRequest) -> str:
    return commissions_table(competitors_page(request).count.made_of)


def _called(card: CommissionCard) -> str:
    """Its name as it stands in a list: with its season, and the number that tells it from its like."""
    season = card.event.season
    name = (
        _("%(title)s, season %(number)d") % {"title": card.title, "number": season}
        if season
        else card.title
    )
    return f"{name} ({card.id})"


def _count_filters(request: HttpRequest) -> tuple[Filter, ...]:
    measures = [(one.value, str(name)) for one, name in words.MEASURES.items()]
    statuses = [(one.value, str(name)) for one, name in words.STATUSES.items()]
    named = [(code, str(name)) for code, name in genres.NAMES.items()]
    units = [("season", _("a season")), ("series", _("a series with all its seasons"))]
    return (
        one_of(request, "measure", _("Measure"), measures),
        chosen_of(request, "country", _("Made in"), choices.countries()),
        chosen_of(request, "genre", _("Genre"), named),
        chosen_of(request, "status", _("Status"), statuses),
        one_of(request, "unit", _("One is"), units),
    )


def _bars(found: Count) -> Iterator[Bar]:
    most = max(found.tally.by_service.values(), default=1)
    for key, count in sorted(found.tally.by_service.items(), key=lambda one: -one[1]):
        left, parts = 0.0, list[tuple[Status, int, float, float]]()
        for status, part in found.tally.by_status[key].items():
            width = round(part / most * 100, 2)
            parts.append((status, part, left, width))
            left = round(left + width, 2)
        yield Bar(found.names[key], count, tuple(parts))
