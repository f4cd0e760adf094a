"""Claims as pages show them: with the subject's name, the source and what the source says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from lanterne.facts.drafts import SourceCard
from lanterne.facts.measures import DATE, Measure
from lanterne.facts.models import Claim as ClaimRow
from lanterne.facts.models import Source
from lanterne.facts.queries import measures
from lanterne.facts.rules import (
    Claim,
    Confidence,
    Day,
    Moment,
    Qualifier,
    Quantity,
    Status,
    Value,
    Words,
)


@dataclass(frozen=True, slots=True)
class Card:
    """``id`` tells its place in a list; ``replaces`` and ``replaced_by`` are keys; ``reason`` is why it replaces another."""

    id: int
    claim: Claim
    measure: Measure
    subject_name: str
    source: SourceCard
    place: str
    quotation: str
    is_shown: bool
    replaces: str
    replaced_by: str
    reason: str
    made_by: str
    made_at: datetime

    @property
    def key(self) -> str:
        return self.claim.key

    def is_known(self, on: date) -> bool:
        """Whether it was published by the day; of what nobody dated, whether it speaks of a day until then."""
        moment = self.claim.moment
        return (self.source.published_on or moment.as_of or moment.since or on) <= on


def cards(rows: QuerySet[ClaimRow]) -> tuple[Card, ...]:
    """In the order of the rows, with what hangs on them, in one statement and one for the service's own measures."""
    found = rows.select_related("subject", "source", "replaces", "replaced_by")
    return tuple(_cards(found))


def _cards(rows: Iterable[ClaimRow]) -> Iterable[Card]:
    known = {measure.slug: measure for measure in measures.every()}
    for row in rows:
        measure = known[row.measure]
        yield Card(
            row.pk,
            _claim(row, measure),
            measure,
            row.subject.name,
            _source(row.source),
            row.place,
            row.quotation,
            row.is_shown,
            row.replaces.key if row.replaces else "",
            _successor(row),
            row.reason,
            row.made_by,
            row.made_at,
        )


def _claim(row: ClaimRow, measure: Measure) -> Claim:
    return Claim(
        row.key,
        row.subject.key,
        row.measure,
        measure.family,
        measure.kind,
        value(row, measure),
        row.scope,
        Moment(row.as_of, row.since, row.until),
        Confidence(row.confidence),
        Status(row.status),
    )


def value(row: ClaimRow, measure: Measure) -> Value:
    if row.amount is not None:
        return Quantity(row.amount.normalize() + 0, row.unit, Qualifier(row.qualifier))
    return Day(row.said) if measure.unit == DATE else Words(row.said)


def _source(row: Source) -> SourceCard:
    return SourceCard(row.key, row.name, row.publisher, row.address, row.published_on)


def _successor(row: ClaimRow) -> str:
    successor: ClaimRow | None = getattr(row, "replaced_by", None)
    return "" if successor is None else successor.key
