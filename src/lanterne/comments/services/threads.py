"""Opening and closing what can be commented upon; whoever owns the page says it, as often as it likes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments.models import Thread
from lanterne.comments.queries.threads import ThreadCard, thread_card
from lanterne.comments.rules import texts
from lanterne.comments.services.refusals import NoSuchThread, ThreadInvalid
from lanterne.core import audit, clock
from lanterne.core.texts import one_line


@dataclass(frozen=True, slots=True)
class About:
    """What is commented upon: its name, the address of its page, its language, and the market that it is for, if any."""

    name: str
    address: str
    language: str
    territory: str = ""


@transaction.atomic
def open_thread(
    *, key: str, about: About, closes_at: datetime | None = None, actor: str
) -> ThreadCard:
    """Let comments be made about something, or say anew how it is called and where it stands.

    Without ``closes_at`` it closes after the days of the settings, counted from its first opening. Saying the same again
    changes nothing. Refuses ThreadInvalid.
    """
    told = {**asdict(about), "name": one_line(about.name)[:300], "language": about.language[:20]}
    _check(key, told["name"], about.address, closes_at)
    row, is_new = Thread.objects.select_for_update().get_or_create(
        key=key, defaults={**told, "opened_at": clock.now(), "closes_at": closes_at or _closing()}
    )
    if is_new or _changed(row, told, closes_at):
        audit.record(
            actor=actor,
            action="comments.open_thread",
            subject=f"thread:{row.pk}",
            detail={"thread": key, "closes_at": row.closes_at.isoformat() if row.closes_at else ""},
        )
    return thread_card(row)


@transaction.atomic
def close_thread(*, key: str, actor: str) -> None:
    """No more comments from now on; what was said stays. Refuses NoSuchThread."""
    row, now = held_thread(key), clock.now()
    if row.closes_at is not None and row.closes_at <= now:
        return
    row.closes_at = now
    row.save(update_fields=["closes_at"])
    audit.record(
        actor=actor,
        action="comments.close_thread",
        subject=f"thread:{row.pk}",
        detail={"thread": key},
    )


@transaction.atomic
def premoderate(*, key: str, is_premoderated: bool, actor: str) -> None:
    """Whether every comment of a thread waits for a person. Refuses NoSuchThread."""
    row = held_thread(key)
    if row.is_premoderated == is_premoderated:
        return
    row.is_premoderated = is_premoderated
    row.save(update_fields=["is_premoderated"])
    audit.record(
        actor=actor,
        action="comments.premoderate",
        subject=f"thread:{row.pk}",
        detail={"thread": key, "is_premoderated": is_premoderated},
    )


def held_thread(key: str) -> Thread:
    """The thread, kept from others until the transaction ends."""
    row = Thread.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchThread(_("There is nothing to comment on here."))
    return row


def _changed(row: Thread, told: dict[str, str], closes_at: datetime | None) -> bool:
    wanted: dict[str, object] = {**told, "closes_at": closes_at or row.closes_at}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=list(changed))
    return bool(changed)


def _closing() -> datetime | None:
    days = settings.COMMENT_DAYS
    return clock.now() + timedelta(days=days) if days else None


def _check(key: str, name: str, address: str, closes_at: datetime | None) -> None:
    if not key or len(key) > 100 or not texts.visible(name):
        raise ThreadInvalid(_("A thread has a key and a name."))
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    if not is_ours or len(address) > 500:
        raise ThreadInvalid(_("A thread stands at an address of this service."))
    if closes_at is not None and not clock.FIRST_DAY <= closes_at.date() < clock.LAST_DAY:
        raise ThreadInvalid(_("A thread closes on a day of our time."))
