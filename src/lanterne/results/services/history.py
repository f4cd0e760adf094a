"""Releases of a system that was left: since when its films and episodes could be watched there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.core.taking import Outcome
from lanterne.results.models import Release, Result
from lanterne.territories import queries as territories


class Flaw(StrEnum):
    NO_TITLE = "no_title"
    NO_PART = "no_part"
    NO_RUNTIME = "no_runtime"
    NO_COUNTRY = "no_country"
    TO_COME = "to_come"
    COUNTED = "counted"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """``title`` is the address of a film or an episode; seasons and series come out with their episodes."""

    title: str
    territory: str
    at: datetime

    @property
    def mark(self) -> tuple[str, str]:
        return self.title, self.territory


Fate = Outcome | Flaw


@transaction.atomic
def bring_releases(*, drafts: Sequence[ReleaseDraft], at: datetime) -> list[Fate]:
    """Note those that are new; what is wrong with any other, in the order given.

    Refused once results rest on a later release: what is closed stays.
    """
    titles = catalogue.playable(slugs={one.title for one in drafts})
    return [
        _flaw(one, titles.get(one.title), at) or _note(one, titles[one.title][0]) for one in drafts
    ]


def _flaw(one: ReleaseDraft, told: tuple[int, Kind, int | None] | None, at: datetime) -> Flaw | None:  # fmt: skip
    if told is None:
        return Flaw.NO_TITLE
    _title_id, kind, runtime = told
    found = {
        Flaw.NO_PART: kind not in (Kind.FILM, Kind.EPISODE),
        Flaw.NO_RUNTIME: not runtime,
        Flaw.NO_COUNTRY: not territories.exists(one.territory),
        Flaw.TO_COME: one.at > at,
    }
    return next((flaw for flaw, is_so in found.items() if is_so), None)


def _note(one: ReleaseDraft, title_id: int) -> Fate:
    line = catalogue.lineage(title_id=title_id)
    noted = Release.objects.filter(title__in=line, territory=one.territory)
    held = noted.filter(title=title_id).first()
    if held is not None and held.is_former:
        return Outcome.UNCHANGED if held.at == one.at else Flaw.OTHERWISE
    if held is not None and held.at <= one.at:
        return Outcome.UNCHANGED
    later = noted.filter(at__gt=one.at)
    if Result.objects.filter(release__in=later).exists():
        return Flaw.COUNTED
    # Noted anew when they are closed, from this one on.
    later.exclude(title=title_id).delete()
    if held is None:
        Release.objects.create(title_id=title_id, territory=one.territory, at=one.at, is_former=True)  # fmt: skip
        return Outcome.ADDED
    held.at, held.is_former = one.at, True
    held.save(update_fields=["at", "is_former"])
    return Outcome.CHANGED
