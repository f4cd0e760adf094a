"""Keeping titles for later."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.discovery.models import ListEntry


class NothingToKeep(Refused):
    pass


@transaction.atomic
def add_to_list(*, profile_id: int, title_id: int) -> None:
    """Keep a film or a series; for a season or an episode, its series. Twice is the same as once."""
    ListEntry.objects.get_or_create(
        profile_id=profile_id, title_id=_kept(title_id), defaults={"added_at": clock.now()}
    )


@transaction.atomic
def remove_from_list(*, profile_id: int, title_id: int) -> None:
    """Let a title go; letting go of one that is not kept changes nothing."""
    ListEntry.objects.filter(profile_id=profile_id, title_id=_kept(title_id)).delete()


def _kept(title_id: int) -> int:
    head_id = catalogue.head_id(title_id=title_id)
    if head_id is None:
        raise NothingToKeep(_("There is no such title."))
    return head_id
