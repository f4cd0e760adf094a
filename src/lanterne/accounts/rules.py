"""What a household, its profiles and its devices are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

LANTERNS = ("amber", "rose", "jade", "azure", "violet", "ivory")
MOST_PROFILES = 6
LONGEST_NAME = 40
LONGEST_KEY = 64
MOST_PIN_TRIES = 5
PIN_WAIT = timedelta(minutes=15)
SEEN_LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """A person at the screen. `ceiling` is the greatest minimum age shown; None shows all."""

    id: int
    household_id: int
    name: str
    language: str
    lantern: str
    is_child: bool
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """Who pays together. `pin_mark` tells one PIN from the next and nothing else; it is empty without one."""

    id: int
    name: str
    territory: str
    pin_mark: str = ""

    @property
    def has_pin(self) -> bool:
        return bool(self.pin_mark)


@dataclass(frozen=True, slots=True)
class FormerCard:
    """A household that came from another system, and the profile that stands for all of its past."""

    household_id: int
    profile_id: int
    territory: str
    joined: datetime


@dataclass(frozen=True, slots=True)
class Admitted:
    """A profile that may be taken, and the mark of the PIN that was given for it."""

    profile: ProfileCard
    pin_mark: str = ""


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """Something the household watches on."""

    id: UUID
    name: str
    first_seen: datetime
    last_seen: datetime


def may_decide(profile: ProfileCard | None, *, has_pin: bool) -> bool:
    """Whether money, sign-in and profiles are in the right hands.

    A child's profile never decides; where the household has a PIN, nobody does before an adult gave it.
    """
    return not has_pin if profile is None else not profile.is_child


def is_admitted(profile: ProfileCard, *, told: str, pin_mark: str) -> bool:
    """Whether a screen stays with this profile: an adult's asks again once the household's PIN is another one."""
    return profile.is_child or not pin_mark or told == pin_mark


def is_pin(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}", text) is not None


def keeps_an_adult(profiles: Iterable[ProfileCard]) -> bool:
    """Whether somebody is left who can look after the others."""
    return any(not profile.is_child for profile in profiles)
