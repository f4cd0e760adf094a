"""Questions about households and their profiles."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import IntegerField, Min
from django.utils.crypto import salted_hmac

from lanterne.accounts.models import Device, FormerName, Household, Profile, User
from lanterne.accounts.rules import DeviceCard, FormerCard, HouseholdCard, ProfileCard
from lanterne.core.worded import Blank, Worded

_SCREEN = Worded(
    lambda: Profile.objects.filter(
        household_id=Blank("household", IntegerField()), id=Blank("profile", IntegerField())
    ).values_list(
        "household__name", "household__territory", "household__pin",
        "name", "language", "lantern", "is_child", "ceiling",
    )
)  # fmt: skip


def household(*, household_id: int) -> HouseholdCard | None:
    row = Household.objects.filter(id=household_id).first()
    return _household(row) if row else None


def user_id(*, email: str) -> int | None:
    """Who signs in under that address, however it is capitalised."""
    return User.objects.filter(email=email.lower()).values_list("id", flat=True).first()


def user_ids(*, emails: Iterable[str]) -> dict[str, int]:
    """The same of many at once, by the address in small letters; addresses of nobody are left out."""
    small = {one.lower() for one in emails}
    return dict(User.objects.filter(email__in=small).values_list("email", "id"))


def household_id(*, email: str) -> int | None:
    """The household of whoever signs in under that address; staff have none."""
    found = User.objects.filter(email=email.lower())
    return found.values_list("household_id", flat=True).first()


def emails(*, user_ids: Iterable[int]) -> dict[int, str]:
    """Who is who, for pages that name people; ids of nobody are left out."""
    return dict(User.objects.filter(id__in=set(user_ids)).values_list("id", "email"))


def profiles(*, household_id: int) -> tuple[ProfileCard, ...]:
    """The household's profiles, oldest first."""
    rows = Profile.objects.filter(household_id=household_id).order_by("id")
    return tuple(card(row) for row in rows)


def profile(*, household_id: int, profile_id: int) -> ProfileCard | None:
    """None for a profile of another household, as for one that does not exist."""
    row = Profile.objects.filter(household_id=household_id, id=profile_id).first()
    return card(row) if row else None


def screen(*, household_id: int, profile_id: int) -> tuple[HouseholdCard, ProfileCard] | None:
    """A household with the profile at its screen; None unless the one has the other."""
    found = _SCREEN.first(household=household_id, profile=profile_id)
    if found is None:
        return None
    name, territory, pin, *profile = found
    return (
        HouseholdCard(household_id, name, territory, pin_mark(pin)),
        ProfileCard(profile_id, household_id, *profile),
    )


def former(*, keys: Collection[str]) -> dict[str, FormerCard]:
    """Households by what the system called them from which they came."""
    rows = FormerName.objects.filter(key__in=keys).select_related("household")
    found = {row.key: row.household for row in rows}
    oldest = Profile.objects.filter(household__in=[home.pk for home in found.values()])
    firsts = dict(oldest.values_list("household_id").annotate(first=Min("id")))
    return {
        key: FormerCard(home.pk, firsts[home.pk], home.territory, home.created_at)
        for key, home in found.items()
    }


def devices(*, household_id: int) -> tuple[DeviceCard, ...]:
    """What the household watches on, the last used first."""
    rows = Device.objects.filter(household_id=household_id).order_by("-last_seen", "id")
    return tuple(DeviceCard(row.id, row.name, row.first_seen, row.last_seen) for row in rows)


def card(row: Profile) -> ProfileCard:
    """The card of a row; for this app's own services."""
    return ProfileCard(
        row.id, row.household_id, row.name, row.language, row.lantern, row.is_child, row.ceiling
    )


def pin_mark(pin: str) -> str:
    """What a session remembers of a hashed PIN; for this app's own services."""
    # Whoever reads sessions must not be able to try PINs out: the key of the service is in it.
    return salted_hmac("lanterne.accounts.pin_mark", pin).hexdigest()[:16] if pin else ""


def _household(row: Household) -> HouseholdCard:
    return HouseholdCard(row.id, row.name, row.territory, pin_mark(row.pin))
