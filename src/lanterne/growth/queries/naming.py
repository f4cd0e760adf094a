"""Commissions as they are compared."""

from __future__ import annotations

from django.db.models import QuerySet

from lanterne.growth.models import Commission
from lanterne.growth.rules.commissions import Status
from lanterne.growth.rules.sameness import Named


def named(rows: QuerySet[Commission]) -> tuple[Named, ...]:
    return tuple(
        Named(
            row.pk,
            frozenset(one.plain for one in row.names.all()),
            frozenset((one.scheme, one.value) for one in row.identifiers.all()),
            row.season,
            next(one.on.year for one in row.steps.all() if one.status == Status.ANNOUNCED),
        )
        for row in rows.prefetch_related("names", "identifiers", "steps")
    )
