"""Keeping note of who shows a claim, and of who has looked after a correction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.facts.models import Citation, Claim
from lanterne.facts.rules import Status
from lanterne.facts.services.refusals import NoSuchCitation, NoSuchClaim


@dataclass(frozen=True, slots=True)
class Place:
    """A page that shows figures: "article:12", with the name that people know it by and where it is."""

    key: str
    name: str
    address: str


@transaction.atomic
def cite(*, place: Place, keys: Collection[str]) -> None:
    """Note what the page shows now, no more and no less; a claim that was replaced already is marked at once."""
    rows = {row.key: row for row in Claim.objects.filter(key__in=keys)}
    if missing := sorted(set(keys) - set(rows)):
        raise NoSuchClaim(_("There is no claim “%(key)s”.") % {"key": missing[0][:80]})
    Citation.objects.filter(place=place.key).exclude(claim__key__in=keys).delete()
    now = clock.now()
    for row in rows.values():
        marked_at = now if row.status == Status.SUPERSEDED else None
        Citation.objects.update_or_create(
            claim=row,
            place=place.key,
            defaults={"name": place.name, "address": place.address},
            create_defaults={
                "name": place.name,
                "address": place.address,
                "cited_at": now,
                "marked_at": marked_at,
            },
        )


@transaction.atomic
def look_at_citation(*, citation_id: int, actor: str) -> None:
    """Take the mark away: somebody has seen that the page shows what was corrected, and has dealt with it."""
    row = Citation.objects.select_for_update().filter(pk=citation_id).select_related("claim")
    held = row.first()
    if held is None:
        raise NoSuchCitation(_("This page no longer cites the claim."))
    if held.marked_at is None:
        return
    held.marked_at = None
    held.save(update_fields=["marked_at"])
    audit.record(
        actor=actor,
        action="facts.look_at_citation",
        subject=f"claim:{held.claim.key}",
        detail={"place": held.place},
    )
