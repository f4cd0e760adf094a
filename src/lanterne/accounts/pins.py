"""The PIN that a household may put before its adult profiles: setting it, asking for it, forgetting it."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_time
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.accounts import queries, rules
from lanterne.accounts.models import Household, User
from lanterne.accounts.rules import Admitted
from lanterne.accounts.services import ProfileUnknown, hold_household
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories

NONE: dict[str, object] = {"pin": "", "pin_tries": 0, "pin_waits_until": None}


class PinMissing(Refused):
    pass


class PinWrong(Refused):
    pass


class PinBlocked(Refused):
    pass


class PinUnfit(Refused):
    pass


class PasswordWrong(Refused):
    pass


def admit(*, household_id: int, profile_id: int, pin: str, at: datetime) -> Admitted:
    """The profile, for whoever may watch as it: an adult's asks for the PIN where the household has one.

    Refuses ProfileUnknown, PinMissing, PinWrong, and PinBlocked for a while after too many wrong ones.
    """
    profile = queries.profile(household_id=household_id, profile_id=profile_id)
    if profile is None:
        raise ProfileUnknown(_("This profile does not exist."))
    return Admitted(profile, "" if profile.is_child else _given(household_id, pin, at))


def set_pin(*, user_id: int, password: str, pin: str) -> str:
    """Ask for this PIN from now on, at every screen; whoever knows the account's password may set one, also when it is
    forgotten.

    Answers the mark of the new PIN, for the screen that set it. Refuses PasswordWrong, and PinUnfit for what is not
    four digits.
    """
    if not rules.is_pin(pin):
        raise PinUnfit(_("A PIN has four digits."))
    household_id, kept = _confirmed(user_id, password), make_password(pin)
    _keep(user_id, household_id, "set_pin", {**NONE, "pin": kept})
    return queries.pin_mark(kept)


def remove_pin(*, user_id: int, password: str) -> None:
    """Ask for none any more; refuses PasswordWrong."""
    _keep(user_id, _confirmed(user_id, password), "remove_pin", NONE)


def _confirmed(user_id: int, password: str) -> int:
    """The household of whoever knows the password. Hashing is slow on purpose: nobody is to wait for it."""
    user = User.objects.get(id=user_id)
    if user.household_id is None or not user.check_password(password):
        raise PasswordWrong(_("This is not the password of this account."))
    return user.household_id


@transaction.atomic
def _keep(user_id: int, household_id: int, action: str, columns: dict[str, object]) -> None:
    hold_household(household_id=household_id)
    Household.objects.filter(id=household_id).update(**columns)
    _note(f"user:{user_id}", action, household_id)


def _given(household_id: int, pin: str, at: datetime) -> str:
    """The mark of the PIN, which was given rightly.

    A try counts before it is looked at, and looking at it holds nobody up: guesses that come together add up all the
    same, and the right one takes back what was counted.
    """
    row = _counted(household_id, pin, at)
    if row.pin and not check_password(pin, row.pin):
        raise _wrong(row)
    if row.pin:
        # Not where another PIN was set meanwhile: its count is its own.
        Household.objects.filter(id=row.id, pin=row.pin).update(pin_tries=0, pin_waits_until=None)
    return queries.pin_mark(row.pin)


@transaction.atomic
def _counted(household_id: int, pin: str, at: datetime) -> Household:
    """The household, with one try more; the last one closes the door behind it."""
    hold_household(household_id=household_id)
    row = Household.objects.get(id=household_id)
    if not row.pin:
        return row
    if row.pin_waits_until is not None and at < row.pin_waits_until:
        raise _blocked(row, row.pin_waits_until)
    if not pin:
        raise PinMissing(_("Enter the PIN of this household."))
    row.pin_tries, row.pin_waits_until = row.pin_tries + 1, None
    if row.pin_tries >= rules.MOST_PIN_TRIES:
        row.pin_tries, row.pin_waits_until = 0, at + rules.PIN_WAIT
    row.save(update_fields=["pin_tries", "pin_waits_until"])
    return row


def _wrong(row: Household) -> Refused:
    if row.pin_waits_until is None:
        return PinWrong(_("This is not the PIN of this household."))
    # The door closed when the try was counted; only now is it known that it stays closed.
    _note(f"household:{row.id}", "block_pin", row.id, until=row.pin_waits_until.isoformat())
    return _blocked(row, row.pin_waits_until)


def _blocked(row: Household, until: datetime) -> PinBlocked:
    # The minute after, by the household's clocks: at the minute itself it would still be closed.
    minute = (until + timedelta(seconds=59)).astimezone(territories.clock(territory=row.territory))
    spoken = {"en": "en_GB"}.get(get_language() or "en", get_language() or "en")
    time = format_time(minute, format="short", locale=spoken.replace("-", "_"))
    return PinBlocked(
        _("Too many wrong PINs. Try again at %(time)s, or set a new PIN.") % {"time": time}
    )


def _note(actor: str, action: str, household_id: int, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"accounts.{action}",
        subject=f"household:{household_id}",
        detail=detail,
    )
