"""Contracts with licensors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, plugins
from lanterne.core.money import Money
from lanterne.rights.models import Licence, Licensor, TermsChange
from lanterne.rights.ports import LicenceKeeper
from lanterne.rights.queries.changes import Packed, packed_licence
from lanterne.rights.rules import Offer
from lanterne.rights.services.refusals import LicenceUnknown, LicenceWrong

WHOLE = 10_000
LONGEST_NAME, LONGEST_REFERENCE = 200, 80


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """What a contract says. The licensor's share is in hundredths of a per cent; ``ends_on`` is the first day after."""

    licensor: str
    reference: str
    offers: tuple[Offer, ...] = (Offer.SUBSCRIPTION,)
    is_exclusive: bool = False
    fee: Money | None = None
    share_hundredths: int = 0
    begins_on: date | None = None
    ends_on: date | None = None
    note: str = ""


@transaction.atomic
def register_licence(*, facts: LicenceFacts, actor: str) -> int:
    """Put a contract on record; windows are granted under it afterwards."""
    columns = _checked(facts, besides=None)
    row = Licence.objects.create(**columns)
    note(actor, "register_licence", row, facts, None)
    return row.pk


@transaction.atomic
def change_licence(*, licence_id: int, facts: LicenceFacts, actor: str) -> None:
    """Correct what is on record of a contract; its windows stay as they are.

    Whoever has settled by it may refuse another licensor or currency.
    """
    row = held(licence_id)
    was = packed_licence(row)
    correct(row, facts)
    note(actor, "change_licence", row, facts, was)


def correct(row: Licence, facts: LicenceFacts) -> None:
    """Write what a contract says into its held row."""
    wanted = _checked(facts, besides=row.pk)
    _ask_keepers(row.pk, facts)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()


def hold_licence(*, licence_id: int) -> None:
    """Keep other editors from this contract until the transaction ends."""
    held(licence_id)


def hold_licences(*, licensor_id: int) -> None:
    """The same for all contracts of a licensor, as whoever settles by them needs it."""
    rows = Licence.objects.select_for_update().filter(licensor=licensor_id).order_by("pk")
    list(rows.values_list("pk"))


def _ask_keepers(licence_id: int, facts: LicenceFacts) -> None:
    currency = facts.fee.currency if facts.fee else ""
    for named in settings.LICENCE_KEEPERS:
        keeper: LicenceKeeper = plugins.load(named)
        keeper(licence_id=licence_id, licensor=" ".join(facts.licensor.split()), currency=currency)


def held(licence_id: int) -> Licence:
    row = Licence.objects.select_for_update().filter(pk=licence_id).first()
    if row is None:
        raise LicenceUnknown(_("There is no such licence."))
    return row


def _checked(facts: LicenceFacts, *, besides: int | None) -> dict[str, object]:
    name, reference = " ".join(facts.licensor.split()), " ".join(facts.reference.split())
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(reference) <= LONGEST_REFERENCE:
        raise LicenceWrong(_("A licence needs a licensor and a contract’s reference."))
    if not facts.offers:
        raise LicenceWrong(_("A licence allows at least one offer."))
    if not 0 <= facts.share_hundredths <= WHOLE:
        raise LicenceWrong(_("A revenue share is between 0 and 100 %."))
    if facts.fee is not None and facts.fee.minor < 0:
        raise LicenceWrong(_("A fee is not negative."))
    if facts.begins_on and facts.ends_on and facts.ends_on <= facts.begins_on:
        raise LicenceWrong(_("A licence must end after it begins."))
    licensor, _is_new = Licensor.objects.get_or_create(name=name)
    taken = Licence.objects.filter(licensor=licensor, reference=reference)
    if (taken.exclude(pk=besides) if besides else taken).exists():
        raise LicenceWrong(
            _("%(licensor)s has a contract “%(reference)s” already.")
            % {"licensor": name, "reference": reference}
        )
    return {
        "licensor": licensor,
        "reference": reference,
        "offers": " ".join(dict.fromkeys(facts.offers)),
        "is_exclusive": facts.is_exclusive,
        "fee_minor": facts.fee.minor if facts.fee else None,
        "currency": facts.fee.currency if facts.fee else "",
        "share_hundredths": facts.share_hundredths,
        "begins_on": facts.begins_on,
        "ends_on": facts.ends_on,
        "note": facts.note,
    }


def facts_of(told: Mapping[str, Any]) -> LicenceFacts:
    """What a change keeps of a contract."""
    fee = told["fee_minor"]
    begins_on, ends_on = told["begins_on"], told["ends_on"]
    return LicenceFacts(
        licensor=told["licensor"],
        reference=told["reference"],
        offers=tuple(map(Offer, told["offers"].split())),
        is_exclusive=told["is_exclusive"],
        fee=None if fee is None else Money(fee, told["currency"]),
        share_hundredths=told["share_hundredths"],
        begins_on=date.fromisoformat(begins_on) if begins_on else None,
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
        note=told["note"],
    )


def note(
    actor: str, action: str, row: Licence, facts: LicenceFacts, before: Packed, **more: object
) -> None:
    """A line, and beside it what was before and after."""
    line_id = audit.record(
        actor=actor,
        action=f"rights.{action}",
        subject=f"licence:{row.pk}",
        detail={
            **more,
            "licensor": row.licensor.name,
            "reference": row.reference,
            "offers": row.offers,
            "is_exclusive": row.is_exclusive,
            "fee": facts.fee.formatted("en") if facts.fee else None,
            "share_hundredths": row.share_hundredths,
            "begins_on": row.begins_on.isoformat() if row.begins_on else None,
            "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        },
    )
    after = packed_licence(row)
    if before != after:
        TermsChange.objects.create(line_id=line_id, licence_id=row.pk, before=before, after=after)
