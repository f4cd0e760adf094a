"""Making one title of two, with all that hangs on them; or saying that they are two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.assets.services.merging import check_still, move_assets
from lanterne.audience.merging import move_viewings
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.fields import Field
from lanterne.core import audit, plugins
from lanterne.deliveries.services.merging import move_deliveries
from lanterne.discovery.merging import move_entries
from lanterne.editorial.models import Distinct, Draft, Merge
from lanterne.editorial.rules import State
from lanterne.editorial.services.refusals import DraftOpen
from lanterne.playback.merging import move_viewers
from lanterne.results import services as results
from lanterne.rights.services.merging import move_rights


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken from the title that goes, where both say something: fields, and territories with their windows."""

    fields: Collection[Field] = ()
    territories: Collection[str] = ()


NOTHING = Chosen()


@transaction.atomic
def merge(*, title_id: int, other_id: int, actor: str, theirs: Chosen = NOTHING) -> None:
    """Make the other title a part of this one; its number and its address lead here for good.

    Refuses a film and a series, two that are published (see ``make_edition``), jobs under way, and seasons of one number.
    """
    catalogue.check_alike(title_id=title_id, other_id=other_id)
    _check_undrafted(title_id, other_id)
    ways = {"from_id": other_id, "to_id": title_id}
    record: dict[str, Any] = {
        "assets": move_assets(**ways),
        "rights": move_rights(**ways, theirs=theirs.territories, actor=actor),
        "deliveries": move_deliveries(**ways, actor=actor),
        "viewers": move_viewers(**ways),
        "viewings": move_viewings(**ways),
        "lists": move_entries(**ways),
        "followers": {name: plugins.load(name)(**ways) for name in settings.TITLE_FOLLOWERS},
    }
    results.join(**ways)
    record["title"] = catalogue.absorb(
        title_id=title_id, other_id=other_id, theirs=theirs.fields, actor=actor
    )
    Merge.objects.create(title_id=title_id, former_id=other_id, actor=actor, record=record)
    for subject in (title_id, other_id):
        audit.record(
            actor=actor,
            action="editorial.merge",
            subject=f"title:{subject}",
            detail={"title": title_id, "other": other_id, "slug": record["title"]["slug"]},
        )


@transaction.atomic
def make_edition(*, title_id: int, other_id: int, edition: str, actor: str) -> None:
    """Keep both, the other as an edition of this film: its streams, windows, viewings and address stay its own."""
    catalogue.check_alike(title_id=title_id, other_id=other_id)
    check_still(title_ids=(title_id, other_id))
    kept = move_entries(from_id=other_id, to_id=title_id)
    catalogue.become_edition(title_id=other_id, of=title_id, edition=edition, actor=actor)
    audit.record(
        actor=actor,
        action="editorial.make_edition",
        subject=f"title:{title_id}",
        detail={"other": other_id, "edition": edition, "lists": len(kept)},
    )


@transaction.atomic
def tell_apart(*, title_id: int, other_id: int, actor: str) -> None:
    """Say that two titles are not the same; twice is the same as once."""
    first, second = sorted((title_id, other_id))
    catalogue.check_alike(title_id=first, other_id=second)
    _row, is_new = Distinct.objects.get_or_create(
        first_id=first, second_id=second, defaults={"actor": actor}
    )
    if is_new:
        audit.record(
            actor=actor,
            action="editorial.tell_apart",
            subject=f"title:{first}",
            detail={"other": second},
        )


def _check_undrafted(*title_ids: int) -> None:
    if Draft.objects.filter(title_id__in=title_ids, state=State.OPEN).exists():
        raise DraftOpen(_("One of them has a draft. Publish it or discard it first."))
