"""Who still gets a letter, and the claim that makes one worker theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.mailing import letters, rules, tokens
from lanterne.mailing.models import Dispatch, Letter, Subscription
from lanterne.mailing.rules import WORLDWIDE, Outcome, State


def next_ones(letter: Letter, market: str, *, at: datetime, most: int) -> list[letters.To]:
    """The next readers of a market who have not had it, or whose server asked for patience that is over."""
    due = Q(state=Outcome.DEFERRED, again_at__lte=at)
    rows = _without(letter, market, Dispatch.objects.exclude(due)).select_related("address")
    found: dict[int, letters.To] = {}
    # One who asked for several markets stands in here once for each.
    for row in rows.order_by("address_id", "pk")[: most * 4]:
        holder = tokens.Holder(row.address_id, row.address.secret)
        found.setdefault(
            row.address_id, letters.To(row.address.email, holder, row.language, row.market)
        )
    return list(found.values())[:most]


def are_left(letter: Letter, market: str) -> bool:
    """Whether anybody still waits for it, be it with patience."""
    patient = Dispatch.objects.exclude(state=Outcome.DEFERRED)
    return _without(letter, market, patient).exists()


def claim(letter: Letter, to: letters.To, *, at: datetime) -> Dispatch | None:
    """The one who may send it to this reader; None where somebody has it, the reader left, or the letter was stopped."""
    with transaction.atomic():
        rows = Letter.objects.select_for_update().filter(pk=letter.pk)
        is_open = rows.filter(state__in=rules.OPEN_LETTERS).exists()
        wanted = Subscription.objects.filter(
            address_id=to.holder.address_id,
            language=to.language,
            market=to.market,
            state=State.CONFIRMED,
        )
        if not is_open or not wanted.exists():
            return None
        return _again(letter, to, at) or _anew(letter, to, at)


def _anew(letter: Letter, to: letters.To, at: datetime) -> Dispatch | None:
    try:
        with transaction.atomic():
            return Dispatch.objects.create(
                letter=letter, key=letter.key, address_id=to.holder.address_id, claimed_at=at
            )
    except IntegrityError:
        return None


def _again(letter: Letter, to: letters.To, at: datetime) -> Dispatch | None:
    rows = Dispatch.objects.select_for_update().filter(
        key=letter.key,
        address_id=to.holder.address_id,
        state=Outcome.DEFERRED,
        again_at__lte=at,
    )
    row = rows.first()
    if row:
        row.state, row.claimed_at, row.tries = Outcome.CLAIMED, at, row.tries + 1
        row.save(update_fields=["state", "claimed_at", "tries"])
    return row


def _without(letter: Letter, market: str, had: QuerySet[Dispatch]) -> QuerySet[Subscription]:
    reached = Q() if market == WORLDWIDE else Q(market__in=[market, WORLDWIDE])
    rows = Subscription.objects.filter(
        reached,
        state=State.CONFIRMED,
        language=letter.language,
        confirmed_at__lte=letter.begun_at,
    )
    return rows.exclude(Exists(had.filter(key=letter.key, address=OuterRef("address"))))
