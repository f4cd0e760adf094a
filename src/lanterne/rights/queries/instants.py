"""When answers about a market may change by the clock alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from lanterne.rights.models import Holdback, LicenceWindow


def next_change(*, territory: str, at: datetime) -> datetime | None:
    """The first instant after this one at which anything at all can open, close or be told of there, by what is on
    record today. Everything that was answered about the market's titles holds until then.
    """
    return min((one for one in _next(territory, at) if one is not None), default=None)


def _next(territory: str, at: datetime) -> Iterator[datetime | None]:
    here = LicenceWindow.objects.filter(territory=territory)
    yield _first(here, "opens_at", at)
    yield _first(here, "closes_at", at)
    # Whether a title may be known of does not depend on the place.
    yield _first(LicenceWindow.objects.all(), "public_from", at)
    held = Holdback.objects.filter(territory__in=["", territory])
    yield _first(held, "begins_at", at)
    yield _first(held, "ends_at", at)


def _first(
    rows: QuerySet[LicenceWindow] | QuerySet[Holdback], column: str, at: datetime
) -> datetime | None:
    later = rows.filter(**{f"{column}__gt": at}).order_by(column)
    found: datetime | None = later.values_list(column, flat=True).first()
    return found
