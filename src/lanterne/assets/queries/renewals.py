"""Questions about encoding the library anew."""

from __future__ import annotations

from typing import Any

from lanterne.assets.gains import Rung
from lanterne.assets.models import Publication
from lanterne.assets.queries.streams import PublicationCard, card


def rungs(report: dict[str, Any] | None) -> tuple[Rung, ...]:
    """The measured rungs of a report, as it was written; none when nobody measured."""
    return tuple(
        Rung(one["rung"]["codec"], one["average_bandwidth"], one["quality"]["mean"])
        for one in (report or {}).get("renditions", ())
        if one.get("quality")
    )


def earlier(*, title_id: int) -> PublicationCard | None:
    """What people watched before, of the same film file, while its files are there."""
    current = Publication.objects.filter(title_id=title_id, superseded_at=None).first()
    if current is None:
        return None
    rows = Publication.objects.filter(
        title_id=title_id,
        is_final=True,
        is_approved=True,
        superseded_at__isnull=False,
        cleared_at=None,
        job__mezzanine__jobs__publications=current,
    )
    row = rows.defer("report").order_by("-superseded_at", "-revision").first()
    return card(row) if row else None
