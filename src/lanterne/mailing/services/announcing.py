"""Queueing letters by their key, and stopping them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.mailing import rules
from lanterne.mailing.models import Letter
from lanterne.mailing.rules import LetterState
from lanterne.mailing.services import rows
from lanterne.mailing.services.refusals import NoSuchLetter, OverAlready, WrongLetter

LONGEST_KEY = 120


@transaction.atomic
def announce(
    *,
    key: str,
    markets: Collection[str],
    at: datetime,
    actor: str,
    languages: Collection[str] = (),
) -> None:
    """Queue the letters of a key, one in each of the languages; none named means all.

    Again it changes nothing, or the moment and markets of what still waits.
    """
    told = sorted(set(markets))
    _check(key, told, at)
    for language in languages or dict(settings.LANGUAGES):
        row, is_new = Letter.objects.select_for_update().get_or_create(
            key=key, language=language, defaults={"markets": told, "at": at}
        )
        is_other = (row.markets, row.at) != (told, at)
        if not is_new and is_other and row.state == LetterState.WAITING:
            row.markets, row.at, row.ask_again_at = told, at, None
            row.save(update_fields=["markets", "at", "ask_again_at"])
        elif not is_new:
            continue
        _note(actor, "announce", row, markets=told, at=at.isoformat())


@transaction.atomic
def stop(*, letter_id: int, actor: str) -> None:
    """Whoever has it has it; nobody else gets it any more."""
    row = Letter.objects.select_for_update().filter(pk=letter_id).first()
    if row is None:
        raise NoSuchLetter(_("There is no such letter."))
    if not rules.may_become(LetterState(row.state), LetterState.STOPPED):
        raise OverAlready(_("This letter is over: nobody gets it any more."))
    row.state, row.ended_at = LetterState.STOPPED, clock.now()
    row.save(update_fields=["state", "ended_at"])
    _note(actor, "stop", row)


def _check(key: str, markets: list[str], at: datetime) -> None:
    if not key or len(key) > LONGEST_KEY:
        raise WrongLetter(_("A letter has a key of up to 120 characters."))
    if not markets:
        raise WrongLetter(_("A letter is announced for one market at least."))
    if not clock.FIRST_DAY <= at.date() < clock.LAST_DAY:
        raise WrongLetter(_("This is not a moment at which anybody reads letters."))
    for market in markets:
        rows.check_offer(settings.LANGUAGE_CODE, market)


def _note(actor: str, action: str, row: Letter, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"mailing.{action}",
        subject=f"letter:{row.pk}",
        detail={"key": row.key, "language": row.language, **detail},
    )
