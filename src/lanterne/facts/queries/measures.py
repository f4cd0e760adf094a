"""The measures of the house and those that this service added."""

from __future__ import annotations

from lanterne.facts.measures import SHIPPED, Measure
from lanterne.facts.models import OwnMeasure
from lanterne.facts.rules import Kind


def every() -> tuple[Measure, ...]:
    """The house's first, then the service's own by name."""
    own = (_own(row) for row in OwnMeasure.objects.order_by("slug"))
    return (*SHIPPED, *own)


def find(slug: str) -> Measure | None:
    shipped = next((one for one in SHIPPED if one.slug == slug), None)
    if shipped is not None:
        return shipped
    row = OwnMeasure.objects.filter(slug=slug).first()
    return None if row is None else _own(row)


def _own(row: OwnMeasure) -> Measure:
    return Measure(row.slug, row.family, Kind(row.kind), row.unit, row.name, row.definition)
