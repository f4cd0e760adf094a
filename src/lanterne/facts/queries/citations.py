"""Which pages show which claims, and which of them show one that was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from lanterne.core import plugins
from lanterne.facts.models import Citation as CitationRow


@dataclass(frozen=True, slots=True)
class Citation:
    """``marked_at`` is when the claim was replaced; None once somebody has looked, and before."""

    id: int
    claim: str
    replaced_by: str
    place: str
    name: str
    address: str
    cited_at: datetime
    marked_at: datetime | None


def citations(key: str) -> tuple[Citation, ...]:
    """Who cites this very claim, the first to do so first; but for what nobody is to know of yet."""
    hidden = plugins.load(settings.HIDDEN_PLACES)() if settings.HIDDEN_PLACES else ()
    return _citations(
        CitationRow.objects.filter(claim__key=key).exclude(place__in=hidden).order_by("pk")
    )


def citations_of(place: str) -> tuple[Citation, ...]:
    """What a page cites."""
    return _citations(CitationRow.objects.filter(place=place).order_by("pk"))


def marked() -> tuple[Citation, ...]:
    """Everything that cites a claim which was replaced since, the longest waiting first."""
    return _citations(CitationRow.objects.exclude(marked_at=None).order_by("marked_at", "pk"))


def _citations(rows: QuerySet[CitationRow]) -> tuple[Citation, ...]:
    joined = rows.select_related("claim", "claim__replaced_by")
    return tuple(
        Citation(
            row.pk,
            row.claim.key,
            successor.key if (successor := getattr(row.claim, "replaced_by", None)) else "",
            row.place,
            row.name,
            row.address,
            row.cited_at,
            row.marked_at,
        )
        for row in joined
    )
