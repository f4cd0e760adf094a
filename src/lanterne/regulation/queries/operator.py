"""Who we are, as the law asks."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.regulation.models import OperatorFact
from lanterne.regulation.rules import Matter, Operator, Stated


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated fact as staff see it."""

    id: int
    stated: Stated
    source: str


def facts() -> tuple[Fact, ...]:
    """All that is stated: by matter, then country, then the latest first."""
    order = list(Matter)
    found = [_fact(row) for row in OperatorFact.objects.order_by("-pk")]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.index(one.stated.matter),
                one.stated.territory,
                -(one.stated.year or 0),
            ),
        )
    )


def fact(*, key: str) -> Fact | None:
    """What is stated of the same thing, place and time."""
    row = OperatorFact.objects.filter(key=key).first()
    return _fact(row) if row else None


def operator() -> Operator:
    return Operator(tuple(_stated(row) for row in OperatorFact.objects.order_by("pk")))


def targeted() -> tuple[str, ...]:
    """Every country that was ever targeted, by code."""
    rows = OperatorFact.objects.filter(matter=Matter.TARGETED)
    return tuple(rows.order_by("territory").values_list("territory", flat=True).distinct())


def _fact(row: OperatorFact) -> Fact:
    return Fact(row.pk, _stated(row), row.source)


def _stated(row: OperatorFact) -> Stated:
    return Stated(
        matter=Matter(row.matter),
        territory=row.territory,
        year=row.year,
        amount=row.amount,
        currency=row.currency,
        words=row.words,
        since=row.since,
        until=row.until,
    )
