"""Moving requests and overrides from one title to another that it turned out to be."""

from __future__ import annotations

from django.db import transaction

from lanterne.deliveries.models import DeliveryRequest, OpeningOverride
from lanterne.deliveries.rules import State
from lanterne.deliveries.services.steps import note_move

_ASKED = ("asset", "language", "role", "territory")


@transaction.atomic
def move_deliveries(*, from_id: int, to_id: int, actor: str) -> dict[str, list[int]]:
    """What both titles asked for is asked for once: the request of the one that goes is cancelled and moves as well."""
    own = DeliveryRequest.objects.filter(title_id=to_id).exclude(state=State.CANCELLED)
    asked = set(own.values_list(*_ASKED))
    rows = DeliveryRequest.objects.select_for_update().filter(title_id=from_id).order_by("pk")
    cancelled = []
    for row in rows.exclude(state=State.CANCELLED):
        if tuple(getattr(row, name) for name in _ASKED) in asked:
            # Whatever it stood at: an accepted one has done its work, and the other one counts.
            row.state, row.turn = State.CANCELLED, row.turn + 1
            row.save(update_fields=["state", "turn"])
            note_move(row, actor=actor)
            cancelled.append(row.pk)
    moved = list(rows.values_list("pk", flat=True))
    rows.update(title_id=to_id)
    OpeningOverride.objects.filter(title_id=from_id).update(title_id=to_id)
    return {"requests": moved, "cancelled": cancelled}
