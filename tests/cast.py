"""The same people in every test: subscriber, member, child, stranger, editor.

    subscriber   the first member of a French household, on a two-stream plan that is paid
    member       another adult who signs in to the subscriber's household
    child        the household's profile up to ten years of age
    stranger     a household in France that pays for nothing
    editor       staff, of no household: programmer, rights, post and editorial in one

Their card objects carry ids and e-mail addresses; everyone's password is PASSWORD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from lanterne.accounts import queries as households
from lanterne.accounts import services as accounts
from lanterne.accounts import staff
from lanterne.accounts.roles import Role
from lanterne.accounts.rules import HouseholdCard, ProfileCard
from lanterne.billing import queries as tariff
from lanterne.billing import services as billing
from lanterne.core import clock
from lanterne.territories import services as territories

PASSWORD = "correct-horse-battery"
MARKETS = (
    ("FR", "EUR", "fr"),
    ("BE", "EUR", "fr"),
    ("GB", "GBP", "en"),
    ("US", "USD", "en"),
    ("CH", "CHF", "fr"),
    ("DE", "EUR", "de"),
)
# What a small house has in one person, who is not the owner.
EVERY_CRAFT = (Role.PROGRAMMER, Role.RIGHTS, Role.POST, Role.EDITORIAL)
PRICES = {"FR": 899, "BE": 899, "GB": 799, "US": 999, "CH": 1190, "DE": 949}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in, with the household and the profile they look at."""

    user_id: int
    email: str
    password: str
    household: HouseholdCard
    profile: ProfileCard

    @property
    def household_id(self) -> int:
        return self.household.id

    @property
    def profile_id(self) -> int:
        return self.profile.id


@dataclass(frozen=True, slots=True)
class Staff:
    user_id: int
    email: str
    password: str

    @property
    def actor(self) -> str:
        return f"user:{self.user_id}"


@pytest.fixture(autouse=True)
def _for_tests_only(settings):
    """Argon2 is slow on purpose, static files are only gathered when installed, and the language of the last page
    that another test asked for is still the thread's.
    """
    translation.activate(settings.LANGUAGE_CODE)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def markets(db):
    """Six open markets with their currencies; JP and the others stay closed."""
    for territory, currency, language in MARKETS:
        territories.open_market(
            territory=territory,
            currency=currency,
            default_language=language,
            actor="system:cast",
        )


@pytest.fixture
def plans(markets):
    """ "solo" (one stream, 720 lines) and "duo" (two streams, 2160 lines), priced everywhere."""
    billing.open_plan(code="solo", name="Solo", most_streams=1, tallest=720, actor="system:cast")
    billing.open_plan(code="duo", name="Duo", most_streams=2, tallest=2160, actor="system:cast")
    for territory, minor in PRICES.items():
        for code, more in (("solo", 0), ("duo", 400)):
            billing.set_price(
                plan_code=code,
                territory=territory,
                minor=minor + more,
                valid_from=LONG_AGO,
                actor="system:cast",
            )


@pytest.fixture
def subscriber(plans):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id)
    return person


@pytest.fixture
def member(subscriber):
    email = "member@example.com"
    user_id = accounts.add_member(
        household_id=subscriber.household_id, email=email, password=PASSWORD
    )
    profile = accounts.add_profile(
        household_id=subscriber.household_id,
        name="Sacha",
        language="en",
        lantern="azure",
        is_child=False,
        ceiling=None,
    )
    household = households.household(household_id=subscriber.household_id)
    return Person(user_id, email, PASSWORD, household, profile)


@pytest.fixture
def child(subscriber):
    """The subscriber's child's profile: nothing for those older than ten."""
    return accounts.add_profile(
        household_id=subscriber.household_id,
        name="Lou",
        language="fr",
        lantern="jade",
        is_child=True,
        ceiling=10,
    )


@pytest.fixture
def stranger(plans):
    return a_household("stranger@example.com", "Alex", territory="FR", language="en")


@pytest.fixture
def editor(db):
    return a_colleague("editor@example.com", *EVERY_CRAFT)


def a_colleague(email: str, *roles: Role, markets: tuple[str, ...] = ()) -> Staff:
    """Somebody who works here, in these roles."""
    user_id = staff.create_staff(email=email, password=PASSWORD, roles=roles, markets=markets)
    return Staff(user_id, email, PASSWORD)


def a_household(email: str, name: str, *, territory: str, language: str) -> Person:
    """One more household, with one member and one profile; `plans` or `markets` come first."""
    household = accounts.open_household(
        email=email, password=PASSWORD, name=name, territory=territory, language=language
    )
    (profile,) = households.profiles(household_id=household.id)
    return Person(households.user_id(email=email), email, PASSWORD, household, profile)


def subscribe(
    household_id: int, *, plan: str = "duo", at: datetime | None = None, token: str = "card-ok"
) -> None:
    """Pay for a month, by default from yesterday on."""
    at = at or clock.now() - timedelta(days=1)
    territory = households.household(household_id=household_id).territory
    offers = tariff.offers(territory=territory, at=at)
    billing.join(
        household_id=household_id,
        price_id=next(offer.price_id for offer in offers if offer.plan_code == plan),
        payment_token=token,
        idempotency_key=f"{plan}-{at.isoformat()}",
        at=at,
    )


@pytest.fixture
def sign_in(client):
    """Sign a person or staff in without the form: `sign_in(subscriber)` answers the client."""

    def signed_in(who: Person | Staff):
        from django.contrib.auth import get_user_model

        client.force_login(get_user_model().objects.get(id=who.user_id))
        return client

    return signed_in
