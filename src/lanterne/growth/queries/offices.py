"""Offices as they stood on a day, who worked there, and their rank under a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from lanterne.commissioning import queries as slate
from lanterne.facts import queries as facts
from lanterne.facts.rules import Day, Quantity
from lanterne.growth import models
from lanterne.growth.queries.services import ServiceCard, services
from lanterne.growth.rules.offices import Happening, State, state
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rank, Rule, Staffed, rank

PLANNED = "headcount_planned"


@dataclass(frozen=True, slots=True)
class EventCard:
    """``on`` as the claim says it that is shown now, where there is one; ``rivals`` say otherwise.

    ``claim`` and ``rivals`` are those that were known by the day of the office's card.
    """

    kind: Happening
    on: str
    to: str
    to_name: str
    reason: str
    claim: facts.Card | None
    rivals: tuple[facts.Card, ...]


@dataclass(frozen=True, slots=True)
class HeadsCard:
    """How many on which day: counted by ourselves, or as a claim has it."""

    quantity: Quantity
    as_of: date
    function: str = ""
    claim: facts.Card | None = None


@dataclass(frozen=True, slots=True)
class PostCard:
    key: str
    function: str
    name: str
    since: date
    until: date | None
    projects: tuple[slate.ProjectCard, ...]

    def is_held(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """As it stood on a day: ``history`` and ``told`` go no further. ``planned`` may speak of a later one."""

    id: int
    key: str
    name: str
    service: ServiceCard
    kind: OfficeKind
    territory: str
    city: str
    state: State
    events: tuple[EventCard, ...]
    present: HeadsCard | None
    planned: HeadsCard | None
    history: tuple[HeadsCard, ...]
    posts: tuple[PostCard, ...]
    told: tuple[facts.Card, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """What people do there, as heads and posts have it."""
        counted = {one.function for one in self.history}
        return tuple(sorted((counted | {one.function for one in self.posts}) - {""}))

    def shown(self, which: Heads) -> HeadsCard | None:
        """The count that stands for the office: who is to be there, where it is said and plans count."""
        return (self.planned or self.present) if which is Heads.PLANNED else self.present

    def heads(self, which: Heads) -> Quantity | None:
        found = self.shown(which)
        return found.quantity if found else None


@dataclass(frozen=True, slots=True)
class RankCard:
    """A rank with its rule, and every office that was ranked."""

    rule: Rule
    rank: Rank | None
    offices: tuple[OfficeCard, ...]

    def name(self, key: str) -> str:
        return next(one.name for one in self.offices if one.key == key)


def offices(*, on: date, service: str = "") -> tuple[OfficeCard, ...]:
    """Every office on record, by its service, country and city."""
    rows = models.Office.objects.all()
    if service:
        rows = rows.filter(service__key=service)
    return cards(rows, on)


def office(*, key: str, on: date) -> OfficeCard | None:
    return next(iter(cards(models.Office.objects.filter(key=key), on)), None)


def office_by_id(*, office_id: int, on: date) -> OfficeCard | None:
    return next(iter(cards(models.Office.objects.filter(pk=office_id), on)), None)


def ranked(*, key: str, rule: Rule, on: date) -> RankCard:
    """The rank of an office among those of its service, as they stood on the day."""
    rows = models.Office.objects.filter(service__offices__key=key)
    return rank_among(cards(rows, on), key=key, rule=rule)


def rank_among(cards: Sequence[OfficeCard], *, key: str, rule: Rule) -> RankCard:
    """Among those of its service that are open on the day of the cards, or to be where plans count."""
    ours = {one.service for one in cards if one.key == key}
    open_ones = {State.OPEN} | ({State.PLANNED} if rule.heads is Heads.PLANNED else set())
    kept = [
        one
        for one in cards
        if one.service in ours and one.state in open_ones and rule.covers(one.kind, one.territory)
    ]
    found = rank(key, [Staffed(one.key, one.heads(rule.heads)) for one in kept])
    largest_first = sorted(kept, key=lambda one: _size(one, rule.heads), reverse=True)
    return RankCard(rule, found, tuple(largest_first))


def _size(one: OfficeCard, which: Heads) -> Decimal:
    heads = one.heads(which)
    return heads.amount if heads else Decimal(-1)


def cards(rows: QuerySet[models.Office], on: date) -> tuple[OfficeCard, ...]:
    known = {one.id: one for one in services()}
    found = rows.prefetch_related("events__to", "heads", "posts__projects")
    held = list(found.order_by("service__name", "territory", "city", "key"))
    told = facts.told_of(row.key for row in held)
    return tuple(_card(row, known[row.service_id], told.get(row.key, ()), on) for row in held)


def _card(
    row: models.Office, service: ServiceCard, told: tuple[facts.Card, ...], on: date
) -> OfficeCard:
    told = tuple(one for one in told if _is_known(one, on))
    events = [_event(one, on) for one in sorted(row.events.all(), key=lambda one: one.pk)]
    history = tuple(one for one in _history(row, told) if one.as_of <= on)
    planned = _claimed(told, PLANNED)
    present = [one for one in history if not one.function]
    return OfficeCard(
        id=row.pk,
        key=row.key,
        name=row.name,
        service=service,
        kind=OfficeKind(row.kind),
        territory=row.territory,
        city=row.city,
        state=state({one.kind: one.on for one in events}, on),
        events=tuple(events),
        present=present[-1] if present else None,
        planned=planned[-1] if planned else None,
        history=history,
        posts=tuple(_post(one) for one in sorted(row.posts.all(), key=lambda one: one.pk)),
        told=told,
    )


def _is_known(card: facts.Card, on: date) -> bool:
    """Whether it was said by the day, of the day or before; a plan speaks of a later one."""
    moment, published_on = card.claim.moment, card.source.published_on
    day = moment.as_of or moment.since
    is_of_then = day is None or day <= on or card.claim.measure == PLANNED
    return is_of_then and (published_on is None or published_on <= on)


def _event(row: models.OfficeEvent, on: date) -> EventCard:
    """The day is kept though it was told later, as it says how the office stood."""
    shown = _shown(row.claim_id)
    day = shown.claim.value.text if shown and isinstance(shown.claim.value, Day) else ""
    rivals = facts.rivals(shown.key) if shown else ()
    return EventCard(
        Happening(row.kind),
        day or row.on,
        row.to.key if row.to else "",
        row.to.name if row.to else "",
        row.reason,
        shown if shown and shown.is_known(on) else None,
        tuple(card for card in rivals if card.is_known(on)),
    )


def _shown(key: str | None) -> facts.Card | None:
    """What pages show now of the question that the claim answers."""
    stated = facts.claim(key) if key else None
    if stated is None:
        return None
    asked = stated.claim
    return facts.figure(subject=asked.subject, measure=asked.measure, scope=asked.scope) or stated


def _history(row: models.Office, told: tuple[facts.Card, ...]) -> tuple[HeadsCard, ...]:
    """All counts, the oldest first; of one day our own is the last word."""
    own = [
        HeadsCard(Quantity(Decimal(one.count), "people"), one.as_of, one.function)
        for one in sorted(row.heads.all(), key=lambda one: one.pk)
    ]
    return tuple(sorted([*_claimed(told, "headcount"), *own], key=lambda one: one.as_of))


def _claimed(told: tuple[facts.Card, ...], measure: str) -> list[HeadsCard]:
    return [
        HeadsCard(one.claim.value, one.claim.moment.as_of, claim=one)
        for one in told
        if one.claim.measure == measure
        and isinstance(one.claim.value, Quantity)
        and one.claim.moment.as_of
    ]


def _post(row: models.Post) -> PostCard:
    ids = sorted(one.project_id for one in row.projects.all())
    found = [slate.project(project_id=one) for one in ids]
    return PostCard(
        row.key,
        row.function,
        row.name,
        row.since,
        row.until,
        tuple(one for one in found if one),
    )
