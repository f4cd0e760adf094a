"""Addresses that letters come back from, and readers who call them spam."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Max

from lanterne.core import audit
from lanterne.mailing import returns, rules
from lanterne.mailing.models import Address, Dispatch, Report
from lanterne.mailing.rules import Return, State
from lanterne.mailing.services import rows

ACTOR = "system:returns"


class Took(StrEnum):
    """What came of a message that was read as a report."""

    STOPPED = "stopped"
    COUNTED = "counted"
    LEFT = "left"
    KNOWN = "known"
    NOT_OURS = "not_ours"
    NO_REPORT = "no_report"


def take_report(*, raw: bytes, at: datetime) -> Took:
    """Believe a report only about the letter whose signed word it carries; refuses what cannot be read."""
    told = returns.read(raw)
    if told is None:
        return Took.NO_REPORT
    row = Dispatch.objects.filter(pk=told.dispatch_id).first() if told.dispatch_id else None
    if row is None or row.address_id is None:
        return Took.NOT_OURS
    digest = hashlib.sha256(raw).hexdigest()
    return _take(row.address_id, told.kind, told.status, digest, at)


def refused_at_once(*, dispatch_id: int, status: str, at: datetime) -> None:
    """The server said while it was handed the letter that nobody lives there."""
    row = Dispatch.objects.get(pk=dispatch_id)
    if row.address_id:
        digest = hashlib.sha256(f"dispatch:{dispatch_id}".encode()).hexdigest()
        _take(row.address_id, Return.PERMANENT, status, digest, at)


@transaction.atomic
def _take(address_id: int, kind: Return, status: str, digest: str, at: datetime) -> Took:
    address = Address.objects.select_for_update().get(pk=address_id)
    try:
        with transaction.atomic():
            Report.objects.create(
                address=address, kind=kind, status=status[:20], at=at, digest=digest
            )
    except IntegrityError:
        return Took.KNOWN
    if kind is Return.COMPLAINT:
        _off(address, State.LEFT, "complain", status, at)
        return Took.LEFT
    if rules.is_given_up(_lately(address, at)):
        _off(address, State.BOUNCED, "give_up", status, at)
        return Took.STOPPED
    return Took.COUNTED


def _lately(address: Address, at: datetime) -> list[Return]:
    """Since the mailbox last proved that it is read."""
    proved = address.subscriptions.aggregate(at=Max("confirmed_at"))["at"]
    since = max(filter(None, [at - rules.RETURNS_WITHIN, proved]))
    held = address.reports.filter(at__gte=since)
    return [Return(one) for one in held.values_list("kind", flat=True)]


def _off(address: Address, then: State, action: str, status: str, at: datetime) -> None:
    if rows.move_all(address, then, at=at):
        audit.record(
            actor=ACTOR,
            action=f"mailing.{action}",
            subject=f"reader:{address.pk}",
            detail={"status": status[:20]},
        )
