"""Who sits at a screen: what its session keeps of that, and how long it is believed."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from lanterne.accounts import queries, rules
from lanterne.accounts.rules import Admitted, HouseholdCard, ProfileCard

_PROFILE, _MARK = "profile_id", "pin_mark"


def take(session: SessionBase, admitted: Admitted) -> ProfileCard:
    """Watch as this profile from now on, for as long as the PIN of the household stays the same."""
    session[_PROFILE], session[_MARK] = admitted.profile.id, admitted.pin_mark
    return admitted.profile


def keep(session: SessionBase, pin_mark: str) -> None:
    """Let this screen stay as it is: the PIN was set here."""
    session[_MARK] = pin_mark


def profile(session: SessionBase, household: HouseholdCard) -> ProfileCard | None:
    """The profile at the screen: the household still has it, and an adult's has the PIN of today behind it."""
    chosen = session.get(_PROFILE)
    found = chosen and queries.profile(household_id=household.id, profile_id=chosen)
    return _believed(session, household, found) if found else None


def screen(
    session: SessionBase, *, household_id: int
) -> tuple[HouseholdCard, ProfileCard | None] | None:
    """The same with its household, in one question; None where the household has no such profile."""
    chosen = session.get(_PROFILE)
    found = chosen and queries.screen(household_id=household_id, profile_id=chosen)
    return (found[0], _believed(session, *found)) if found else None


def _believed(
    session: SessionBase, household: HouseholdCard, found: ProfileCard
) -> ProfileCard | None:
    told = session.get(_MARK, "")
    return found if rules.is_admitted(found, told=told, pin_mark=household.pin_mark) else None
