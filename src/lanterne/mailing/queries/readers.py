"""How many are on the list, and what one of them gets: no address is told but to whoever holds its link."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count as Counted
from django.db.models import Q

from lanterne.mailing import tokens
from lanterne.mailing.models import Address, Subscription
from lanterne.mailing.rules import State


@dataclass(frozen=True, slots=True)
class Count:
    """Of one language and market."""

    language: str
    market: str
    confirmed: int
    asked: int
    left: int
    bounced: int


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    language: str
    market: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What the holder of a link gets; nothing, once they left."""

    email: str
    wishes: tuple[Wish, ...]


def languages() -> tuple[str, ...]:
    """Those that letters are written in."""
    return tuple(code for code, _name in settings.LANGUAGES)


def counts() -> tuple[Count, ...]:
    """By market, then language."""
    states = (State.CONFIRMED, State.ASKED, State.LEFT, State.BOUNCED)
    of = {str(state): Counted("pk", filter=Q(state=state)) for state in states}
    rows = Subscription.objects.values("language", "market").annotate(**of)
    told = rows.order_by("market", "language").values_list("language", "market", *of)
    return tuple(Count(*row) for row in told)


def mine(*, token: str) -> Mine | None:
    """None for a link that is none, or whose address is held no more."""
    holder = tokens.holder(token)
    if holder is None:
        return None
    row = Address.objects.filter(pk=holder.address_id, secret=holder.secret).first()
    if row is None:
        return None
    held = row.subscriptions.filter(state=State.CONFIRMED).order_by("language", "market")
    return Mine(row.email, tuple(Wish(one.pk, one.language, one.market) for one in held))


def asked(*, token: str) -> Wish | None:
    """What a link is to confirm, while it is good."""
    told = tokens.confirmed(token)
    if told is None:
        return None
    row = Subscription.objects.filter(
        address_id=told.holder.address_id,
        address__secret=told.holder.secret,
        language=told.language,
        market=told.market,
        state__in=[State.ASKED, State.CONFIRMED],
    ).first()
    return Wish(row.pk, row.language, row.market) if row else None
