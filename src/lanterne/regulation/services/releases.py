"""When films were first shown in cinemas."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.core import audit
from lanterne.regulation.models import CinemaRelease
from lanterne.regulation.services.checks import check_place
from lanterne.regulation.services.refusals import NoSuchRelease, NotAFilm


@transaction.atomic
def state_release(
    *, title_id: int, territory: str, released_on: date, source: str = "", actor: str
) -> None:
    """From that day the country's chronology counts for this film."""
    check_place(territory)
    kin = catalogue.families(title_ids=[title_id])
    if not any(one.id == title_id and one.kind is Kind.FILM for one in kin):
        raise NotAFilm(_("Only films are released in cinemas."))
    _held(title_id, territory).delete()
    CinemaRelease.objects.create(
        title_id=title_id, territory=territory, released_on=released_on, source=source.strip()
    )
    audit.record(
        actor=actor,
        action="regulation.state_release",
        subject=f"title:{title_id}",
        detail={"territory": territory, "released_on": released_on.isoformat()},
    )


@transaction.atomic
def withdraw_release(*, title_id: int, territory: str, actor: str) -> None:
    if not _held(title_id, territory).delete()[0]:
        raise NoSuchRelease(_("No release in cinemas is on record there."))
    audit.record(
        actor=actor,
        action="regulation.withdraw_release",
        subject=f"title:{title_id}",
        detail={"territory": territory},
    )


def _held(title_id: int, territory: str) -> QuerySet[CinemaRelease]:
    """Under whichever number of the film."""
    numbers = catalogue.numbers(title_id=title_id)
    return CinemaRelease.objects.filter(title_id__in=numbers, territory=territory)
