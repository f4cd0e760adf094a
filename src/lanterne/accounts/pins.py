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
from lanterne.accounts.rules import ProfileCard
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


def admit(*, household_id: int, profile_id: int, pin: str, at: datetime) -> ProfileCard:
    """The profile, for whoever may watch as it: an adult's asks for the PIN where the household has one.

    Refuses ProfileUnknown, PinMissing, PinWrong, and PinBlocked for a while after too many wrong ones.
    """
    profile = queries.profile(household_id=household_id, profile_id=profile_id)
    if profile is None:
        raise ProfileUnknown(_("This profile does not exist."))
    refusal = None if profile.is_child else _tried(household_id, pin, at)
    if refusal is not None:
        raise refusal
    return profile


@transaction.atomic
def set_pin(*, user_id: int, password: str, pin: str) -> None:
    """Ask for this PIN from now on; whoever knows the account's password may set one, also when it is forgotten.

    Refuses PasswordWrong, and PinUnfit for what is not four digits.
    """
    if not rules.is_pin(pin):
        raise PinUnfit(_("A PIN has four digits."))
    _keep(user_id, password, "set_pin", {**NONE, "pin": make_password(pin)})


@transaction.atomic
def remove_pin(*, user_id: int, password: str) -> None:
    """Ask for none any more; refuses PasswordWrong."""
    _keep(user_id, password, "remove_pin", NONE)


def _keep(user_id: int, password: str, action: str, columns: dict[str, object]) -> None:
    user = User.objects.get(id=user_id)
    if user.household_id is None or not user.check_password(password):
        raise PasswordWrong(_("This is not the password of this account."))
    hold_household(household_id=user.household_id)
    Household.objects.filter(id=user.household_id).update(**columns)
    _note(f"user:{user_id}", action, user.household_id)


@transaction.atomic
def _tried(household_id: int, pin: str, at: datetime) -> Refused | None:
    """The refusal is handed back, not raised: what was counted must stay counted."""
    hold_household(household_id=household_id)
    row = Household.objects.get(id=household_id)
    if not row.pin:
        return None
    if row.pin_waits_until is not None and at < row.pin_waits_until:
        return _blocked(row, row.pin_waits_until)
    if not pin:
        return PinMissing(_("Enter the PIN of this household."))
    refusal = None if check_password(pin, row.pin) else _counted(row, at)
    if refusal is None:
        row.pin_tries, row.pin_waits_until = 0, None
    row.save(update_fields=["pin_tries", "pin_waits_until"])
    return refusal


def _counted(row: Household, at: datetime) -> Refused:
    row.pin_tries += 1
    if row.pin_tries < rules.MOST_PIN_TRIES:
        return PinWrong(_("This is not the PIN of this household."))
    row.pin_tries, row.pin_waits_until = 0, at + rules.PIN_WAIT
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
