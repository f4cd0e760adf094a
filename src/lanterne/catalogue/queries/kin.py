"""Titles made by the same people."""

from __future__ import annotations

from django.db.models import F

from lanterne.catalogue.models import Credit
from lanterne.catalogue.rules import Kind


def of_same_people(
    *, title_id: int, roles: tuple[str, ...], limit: int
) -> tuple[tuple[int, str, str], ...]:
    """(id, role, person) of the latest films and series where somebody did the same as for this title."""
    shared = Credit.objects.filter(
        role__in=roles,
        title__kind__in=(Kind.FILM, Kind.SERIES),
        person__credits__title=title_id,
        person__credits__role=F("role"),
    ).exclude(title=title_id)
    return tuple(
        shared.order_by("-title_id", "billing")
        .values_list("title_id", "role", "person__name")
        .distinct()[:limit]
    )
