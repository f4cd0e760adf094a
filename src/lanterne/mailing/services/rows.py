"""Rows of the list, found and moved."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from lanterne.core import posting
from lanterne.mailing import rules, tokens
from lanterne.mailing.models import Address, Subscription
from lanterne.mailing.rules import WORLDWIDE, State
from lanterne.mailing.services.refusals import LinkOver, NotAnAddress, NotOffered
from lanterne.territories import queries as territories


def folded(email: str) -> str:
    """As it is held; refuses what is no address."""
    told = posting.mailbox(email)
    if told is None:
        raise NotAnAddress(_("This is not an e-mail address."))
    return told


def check_offer(language: str, market: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise NotOffered(_("No letters are written in this language."))
    held = {one.territory for one in territories.markets()}
    if market not in {WORLDWIDE, *held}:
        raise NotOffered(_("There are no letters for this market."))


def address(email: str) -> Address:
    """Its row, held for the change; a new one where nobody asked before."""
    Address.objects.get_or_create(email=email, defaults={"secret": get_random_string(32)})
    return Address.objects.select_for_update().get(email=email)


def of(holder: tokens.Holder | None) -> Address:
    """The row of whoever holds a link, held for the change."""
    rows = Address.objects.select_for_update()
    found = rows.filter(pk=holder.address_id, secret=holder.secret).first() if holder else None
    if found is None:
        raise LinkOver(_("This link is not good any more. Ask for our letters again."))
    return found


def subscription(row: Address, language: str, market: str, *, at: datetime) -> Subscription:
    """A new one has asked."""
    found, _is_new = Subscription.objects.get_or_create(
        address=row, language=language, market=market, defaults={"moved_at": at}
    )
    return found


def move(row: Subscription, then: State, *, at: datetime) -> bool:
    """Whether it came to stand anywhere else."""
    if not rules.may_move(State(row.state), then):
        return False
    row.state, row.moved_at = then, at
    if then is State.CONFIRMED:
        row.confirmed_at = at
    row.save(update_fields=["state", "moved_at", "confirmed_at"])
    return True


def move_all(row: Address, then: State, *, at: datetime) -> bool:
    moved = [move(one, then, at=at) for one in row.subscriptions.select_for_update()]
    return any(moved)
