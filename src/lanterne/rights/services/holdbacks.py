"""Keeping a title closed for a time, whatever its windows say."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.rules import Holdback
from lanterne.rights.services.checks import check_language, check_territory, check_years
from lanterne.rights.services.refusals import HoldbackEmpty, NoSuchHoldback


@transaction.atomic
def hold_back(*, title_id: int, holdback: Holdback, reason: str, actor: str) -> int:
    """Keep a title, and all that is below it, closed; who watches it now watches on until the next check."""
    catalogue.hold_title(title_id=title_id)
    check_holdback(holdback)
    row = HoldbackRow.objects.create(
        title_id=title_id,
        territory=holdback.territory,
        offer=holdback.offer or "",
        language=holdback.language,
        begins_at=holdback.period.opens_at,
        ends_at=holdback.period.closes_at,
        reason=" ".join(reason.split()),
    )
    _note(actor, "hold_back", row)
    return row.pk


@transaction.atomic
def lift_holdback(*, holdback_id: int, actor: str) -> None:
    """Take a holdback away; the audit line stays."""
    row = HoldbackRow.objects.select_for_update().filter(pk=holdback_id).first()
    if row is None:
        raise NoSuchHoldback(_("This holdback has been lifted already."))
    _note(actor, "lift_holdback", row)
    row.delete()


def check_holdback(holdback: Holdback) -> None:
    if holdback.territory:
        check_territory(holdback.territory)
    if holdback.language:
        check_language(holdback.language)
    check_years(holdback.period.opens_at, holdback.period.closes_at)
    if holdback.period.is_empty:
        raise HoldbackEmpty(_("A holdback must end after it begins."))


def _note(actor: str, action: str, row: HoldbackRow) -> None:
    audit.record(
        actor=actor,
        action=f"rights.{action}",
        subject=f"title:{row.title_id}",
        detail={
            "holdback": row.pk,
            "territory": row.territory,
            "offer": row.offer,
            "language": row.language,
            "begins_at": row.begins_at.isoformat(),
            "ends_at": row.ends_at.isoformat() if row.ends_at else None,
            "reason": row.reason,
        },
    )
