"""Changes to households, their members, profiles and devices."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.accounts import queries, rules, sign_in
from lanterne.accounts.models import Device, Household, Profile
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

EmailInvalid, EmailTaken = sign_in.EmailInvalid, sign_in.EmailTaken
WeakPassword = sign_in.WeakPassword


class NoMarket(Refused):
    pass


class HouseholdUnknown(Refused):
    pass


class ProfileUnknown(Refused):
    pass


class NameMissing(Refused):
    pass


class LanguageUnknown(Refused):
    pass


class LanternUnknown(Refused):
    pass


class CeilingMissing(Refused):
    pass


class TooManyProfiles(Refused):
    pass


class LastAdultProfile(Refused):
    pass


class AdultsOnly(Refused):
    pass


class Face(TypedDict):
    """What a person chooses about a profile; a child's has a `ceiling`, an age."""

    name: str
    language: str
    lantern: str
    is_child: bool
    ceiling: int | None


@transaction.atomic
def open_household(
    *, email: str, password: str, name: str, territory: str, language: str
) -> rules.HouseholdCard:
    """Make a household with its first member and first profile, both under the same name.

    Refuses EmailInvalid, EmailTaken, WeakPassword, NameMissing, LanguageUnknown, and NoMarket
    where no market is open.
    """
    market = territories.market(territory=territory)
    if market is None or not market.is_open:
        where = territories.name(code=territory, language=language)
        raise NoMarket(_("We do not sell memberships in %(country)s yet.") % {"country": where})
    household = Household(name=_checked_name(name), territory=territory)
    first = Profile(household=household, name=household.name, lantern=rules.LANTERNS[0])
    first.language = _checked_language(language)
    household.save(force_insert=True)
    first.save(force_insert=True)
    user = sign_in.make_member(email=email, password=password, household_id=household.id)
    _note(f"user:{user.id}", "open_household", household.id, territory=territory)
    return rules.HouseholdCard(household.id, household.name, territory)


@transaction.atomic
def add_member(*, household_id: int, email: str, password: str) -> int:
    """Let one more person sign in to the household; answers the user's id."""
    hold_household(household_id=household_id)
    user = sign_in.make_member(email=email, password=password, household_id=household_id)
    _note(f"household:{household_id}", "add_member", household_id, user=user.id)
    return user.id


@transaction.atomic
def add_profile(*, household_id: int, **face: Unpack[Face]) -> rules.ProfileCard:
    """Add a profile; refuses TooManyProfiles beyond six, and a child without a ceiling."""
    hold_household(household_id=household_id)
    if len(queries.profiles(household_id=household_id)) >= rules.MOST_PROFILES:
        raise TooManyProfiles(
            _("A household has at most %(count)d profiles.") % {"count": rules.MOST_PROFILES}
        )
    row = Profile(household_id=household_id)
    _fill(row, face)
    row.save(force_insert=True)
    _note(f"household:{household_id}", "add_profile", household_id, profile=row.id)
    return queries.card(row)


@transaction.atomic
def edit_profile(*, household_id: int, profile_id: int, **face: Unpack[Face]) -> rules.ProfileCard:
    """Replace everything about a profile; the last adult cannot become a child."""
    hold_household(household_id=household_id)
    row = _profile(household_id, profile_id)
    if face["is_child"]:
        _check_an_adult_stays(household_id, profile_id)
    _fill(row, face)
    row.save(update_fields=["name", "language", "lantern", "is_child", "ceiling"])
    _note(f"household:{household_id}", "edit_profile", household_id, profile=row.id)
    return queries.card(row)


@transaction.atomic
def remove_profile(*, household_id: int, profile_id: int) -> None:
    """Remove a profile and all it has seen; never the last adult one."""
    hold_household(household_id=household_id)
    row = _profile(household_id, profile_id)
    _check_an_adult_stays(household_id, profile_id)
    row.delete()
    _note(f"household:{household_id}", "remove_profile", household_id, profile=profile_id)


def remember_device(
    *, household_id: int, device_id: uuid.UUID | None, name: str, at: datetime
) -> uuid.UUID:
    """See a device again, or for the first time; answers the id it is to keep.

    An id the household does not own is not taken over: a new one is made.
    """
    name = name.strip()[:120]
    if device_id is not None:
        known = Device.objects.filter(id=device_id, household_id=household_id)
        # Every start of a film comes by here: within the hour there is nothing to write, and nobody to wait for.
        if known.filter(name=name, last_seen__gt=at - rules.SEEN_LATELY).exists():
            return device_id
        if known.update(name=name, last_seen=at):
            return device_id
    return Device.objects.create(
        household_id=household_id, name=name, first_seen=at, last_seen=at
    ).id


def check_adult(*, household: rules.HouseholdCard, at_the_screen: rules.ProfileCard | None) -> None:
    """Refuses AdultsOnly while a child watches: money, sign-in and profiles are not theirs to change."""
    if not rules.may_decide(at_the_screen, has_pin=household.has_pin):
        raise AdultsOnly(_("Only adults may do this. Choose an adult’s profile first."))


def hold_household(*, household_id: int) -> None:
    """Make others who hold this household wait until the running transaction ends."""
    if not hold_households(household_ids=[household_id]):
        raise HouseholdUnknown(_("This household does not exist."))


def hold_households(*, household_ids: Collection[int]) -> int:
    """The same for many, each in its turn, so that two who hold some of the same do not wait for each other; how many they are."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("There is no transaction to hold for.")
    rows = Household.objects.select_for_update().filter(id__in=household_ids).order_by("id")
    return len(rows.values_list("id"))


def _profile(household_id: int, profile_id: int) -> Profile:
    row = Profile.objects.filter(household_id=household_id, id=profile_id).first()
    if row is None:
        raise ProfileUnknown(_("This profile does not exist."))
    return row


def _check_an_adult_stays(household_id: int, profile_id: int) -> None:
    others = queries.profiles(household_id=household_id)
    if not rules.keeps_an_adult(card for card in others if card.id != profile_id):
        raise LastAdultProfile(_("A household keeps at least one profile that is not a child's."))


def _fill(row: Profile, face: Face) -> None:
    if face["lantern"] not in rules.LANTERNS:
        raise LanternUnknown(_("There is no lantern of that colour."))
    if face["is_child"] and face["ceiling"] is None:
        raise CeilingMissing(_("A child's profile needs an age up to which titles are shown."))
    row.name, row.language = _checked_name(face["name"]), _checked_language(face["language"])
    row.lantern, row.is_child, row.ceiling = face["lantern"], face["is_child"], face["ceiling"]


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > rules.LONGEST_NAME:
        raise NameMissing(
            _("A name has between 1 and %(count)d characters.") % {"count": rules.LONGEST_NAME}
        )
    return name


def _checked_language(language: str) -> str:
    if not is_language_tag(language):
        raise LanguageUnknown(_("%(code)s is not a language code.") % {"code": language})
    return language


def _note(actor: str, action: str, household_id: int, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"accounts.{action}",
        subject=f"household:{household_id}",
        detail=detail,
    )
