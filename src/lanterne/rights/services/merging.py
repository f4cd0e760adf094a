"""Moving windows and holdbacks from one title to another that it turned out to be."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from lanterne.catalogue import services as catalogue
from lanterne.rights.models import Holdback, LicenceWindow
from lanterne.rights.queries.windows import HeldWindow, clash, windows
from lanterne.rights.services.windows import withdraw_window


@transaction.atomic
def move_rights(
    *, from_id: int, to_id: int, theirs: Collection[str], actor: str
) -> dict[str, list[Any]]:
    """Hang what hangs on the one title on the other.

    Where windows of both would open one version twice, those that move give way, but in the territories ``theirs``,
    where those that were there do. A window that gives way is withdrawn, with its line.
    """
    for one in sorted((from_id, to_id)):
        catalogue.hold_title(title_id=one)
    withdrawn: list[int] = []
    for moving in windows(title_id=from_id):
        there = [one for one in windows(title_id=to_id) if clash(moving.window, one.window)]
        leaving = there if moving.window.territory in theirs else [moving] if there else []
        for gone in leaving:
            withdraw_window(window_id=gone.id, actor=actor)
            withdrawn.append(gone.id)
        if moving not in leaving:
            LicenceWindow.objects.filter(pk=moving.id).update(title_id=to_id)
    held = Holdback.objects.filter(title_id=from_id)
    holdbacks = list(held.values_list("pk", flat=True))
    held.update(title_id=to_id)
    moved = _ids(windows(title_id=to_id))
    return {"windows": moved, "withdrawn": withdrawn, "holdbacks": holdbacks}


def _ids(found: Collection[HeldWindow]) -> list[int]:
    return [one.id for one in found]
