"""Asking for letters, confirming it from the mailbox, changing it, leaving, and being forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.mailing import rules, tokens
from lanterne.mailing.models import Address, Note, Subscription
from lanterne.mailing.rules import KEEP_LEFT, State
from lanterne.mailing.services import rows
from lanterne.mailing.services.refusals import LinkOver, NoSuchReader


@transaction.atomic
def ask(*, email: str, language: str, market: str, at: datetime) -> None:
    """Note the wish; a message asks whoever reads that mailbox. Nothing tells whether the address is on the list."""
    told = rows.folded(email)
    rows.check_offer(language, market)
    row = rows.address(told)
    held = rows.subscription(row, language, market, at=at)
    if held.state == State.ASKED:
        # Those who ask again have their days again.
        Subscription.objects.filter(pk=held.pk).update(moved_at=at)
    elif held.state != State.CONFIRMED:
        rows.move(held, State.ASKED, at=at)
    if row.noted_at is None or row.noted_at + rules.wait_before_asking(row.notes) <= at:
        Note.objects.create(address=row, language=language, market=market, queued_at=at)
        row.noted_at, row.notes = at, row.notes + 1
        row.save(update_fields=["noted_at", "notes"])


@transaction.atomic
def confirm(*, token: str, at: datetime) -> str:
    """Take somebody onto the list by the link that was mailed to them, and give their own link; twice is once."""
    asked = tokens.confirmed(token)
    row = rows.of(asked.holder if asked else None)
    held = _asked(row, asked)
    if held.state == State.ASKED and rows.move(held, State.CONFIRMED, at=at):
        # Whoever reads the mailbox is there: another wish need not wait.
        row.noted_at, row.notes = None, 0
        row.save(update_fields=["noted_at", "notes"])
        _note("confirm", row, language=held.language, market=held.market)
    elif held.state != State.CONFIRMED:
        # Who left meanwhile is not brought back by an old message.
        raise LinkOver(_("This link is not good any more. Ask for our letters again."))
    return tokens.of_holder(tokens.Holder(row.pk, row.secret))


@transaction.atomic
def change(
    *, token: str, kept: Collection[int], added: tuple[str, str] | None, at: datetime
) -> None:
    """Leave what is not among the kept, and take on a language and market: the link proves whose mailbox it is."""
    row = rows.of(tokens.holder(token))
    if added:
        rows.check_offer(*added)
    for held in row.subscriptions.select_for_update().exclude(pk__in=list(kept)):
        rows.move(held, State.LEFT, at=at)
    if added:
        rows.move(rows.subscription(row, *added, at=at), State.CONFIRMED, at=at)
    _note("change", row)


@transaction.atomic
def leave(*, token: str, at: datetime) -> None:
    """Off the list, in every language and market; again it changes nothing."""
    row = rows.of(tokens.holder(token))
    if rows.move_all(row, State.LEFT, at=at):
        _note("leave", row)


@transaction.atomic
def erase(*, email: str, actor: str) -> None:
    """Keep nothing of a person. That a letter went to somebody stays counted, without to whom."""
    row = Address.objects.select_for_update().filter(email=rows.folded(email)).first()
    if row is None:
        raise NoSuchReader(_("Nobody with this address is on the list."))
    number = row.pk
    row.delete()
    # The trail is kept for good: it says nothing of who it was.
    audit.record(actor=actor, action="mailing.erase", subject=f"reader:{number}")


@transaction.atomic
def clear(*, at: datetime) -> int:
    """Delete who never confirmed, and some weeks later who left; how many addresses went with them."""
    asked = at - timedelta(days=settings.MAILING_ASKED_DAYS)
    Subscription.objects.filter(state=State.ASKED, moved_at__lt=asked).delete()
    Subscription.objects.filter(state=State.LEFT, moved_at__lt=at - KEEP_LEFT).delete()
    gone = Address.objects.exclude(Exists(Subscription.objects.filter(address=OuterRef("pk"))))
    return gone.delete()[1].get("mailing.Address", 0)


def _asked(row: Address, asked: tokens.Asked | None) -> Subscription:
    found = (
        row.subscriptions.select_for_update()
        .filter(language=asked.language, market=asked.market)
        .first()
        if asked
        else None
    )
    if found is None:
        raise LinkOver(_("This link is not good any more. Ask for our letters again."))
    return found


def _note(action: str, row: Address, **detail: object) -> None:
    name = f"reader:{row.pk}"
    audit.record(actor=name, action=f"mailing.{action}", subject=name, detail=detail)
