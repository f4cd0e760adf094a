import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import translation

from lanterne.accounts import queries, rules, services
from lanterne.core import audit
from lanterne.territories import services as territories
from tests.cast import EVERY_CRAFT, PASSWORD, a_household

pytestmark = pytest.mark.django_db
User = get_user_model()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FACE = {"name": "Zoé", "language": "fr", "lantern": "rose", "is_child": False, "ceiling": None}


def open_one(**changes):
    chosen = {
        "email": "Camille@Example.com",
        "password": PASSWORD,
        "name": "  Camille   Roy ",
        "territory": "FR",
        "language": "fr",
    }
    return services.open_household(**{**chosen, **changes})


def test_a_household_opens_with_a_member_and_an_adult_profile(markets):
    household = open_one()
    assert household == rules.HouseholdCard(household.id, "Camille Roy", "FR")
    assert queries.household(household_id=household.id) == household
    (profile,) = queries.profiles(household_id=household.id)
    assert profile == rules.ProfileCard(
        profile.id, household.id, "Camille Roy", "fr", "amber", is_child=False, ceiling=None
    )
    user = User.objects.get(email="camille@example.com")
    assert (user.household_id, user.is_staff, user.is_active) == (household.id, False, True)
    assert user.check_password(PASSWORD)
    (line,) = audit.lines(subject=f"household:{household.id}")
    assert (line.actor, line.action) == (f"user:{user.id}", "accounts.open_household")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"email": "not an address"}, services.EmailInvalid),
        ({"email": ""}, services.EmailInvalid),
        ({"password": "short"}, services.WeakPassword),
        ({"password": "password1234"}, services.WeakPassword),
        ({"password": "83620174659"}, services.WeakPassword),
        ({"password": "camille@example.co"}, services.WeakPassword),
        ({"territory": "JP"}, services.NoMarket),
        ({"territory": "ZZ"}, services.NoMarket),
        ({"name": " "}, services.NameMissing),
        ({"name": "x" * 41}, services.NameMissing),
        ({"language": "French"}, services.LanguageUnknown),
    ],
)
def test_nothing_opens_on_a_mistake(markets, changes, refusal):
    with pytest.raises(refusal) as caught:
        open_one(**changes)
    assert str(caught.value)
    assert not User.objects.exists()
    assert queries.household(household_id=1) is None


def test_an_address_belongs_to_one_account_however_it_is_written(markets):
    open_one()
    with pytest.raises(services.EmailTaken):
        open_one(email=" CAMILLE@example.COM ")
    assert User.objects.count() == 1


def test_the_database_itself_refuses_a_second_spelling(subscriber):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Subscriber@example.com")


def test_a_closed_market_opens_no_household(markets):
    territories.close_market(territory="FR", actor="user:1")
    with pytest.raises(services.NoMarket) as caught, translation.override("en"):
        open_one(language="en")
    assert str(caught.value) == "We do not sell memberships in France yet."


def test_passwords_are_kept_by_argon2(markets, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    open_one()
    assert User.objects.get().password.startswith("argon2$argon2id$")


def test_a_second_member_signs_in_to_the_same_household(subscriber, member):
    for email in ("subscriber@example.com", "member@example.com"):
        assert queries.household_id(email=email) == subscriber.household_id
    assert User.objects.get(id=member.user_id).household_id == subscriber.household_id


def test_nobody_joins_two_households(subscriber, stranger):
    with pytest.raises(services.EmailTaken):
        services.add_member(
            household_id=subscriber.household_id, email=stranger.email, password=PASSWORD
        )
    assert User.objects.get(id=stranger.user_id).household_id == stranger.household_id


def test_nobody_joins_a_household_that_does_not_exist(markets):
    with pytest.raises(services.HouseholdUnknown):
        services.add_member(household_id=404, email="a@example.com", password=PASSWORD)
    assert not User.objects.exists()


def test_a_person_is_found_by_address(subscriber):
    assert queries.user_id(email="SUBSCRIBER@example.com") == subscriber.user_id
    assert queries.user_id(email="nobody@example.com") is None


def test_a_child_profile_has_a_ceiling(subscriber, child):
    assert (child.is_child, child.ceiling) == (True, 10)
    with pytest.raises(services.CeilingMissing):
        services.add_profile(household_id=subscriber.household_id, **{**FACE, "is_child": True})
    assert len(queries.profiles(household_id=subscriber.household_id)) == 2


def test_the_database_itself_refuses_a_child_without_a_ceiling(subscriber, child):
    from lanterne.accounts.models import Profile

    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(id=child.id).update(ceiling=None)


def test_an_adult_may_have_a_ceiling_too(subscriber):
    made = services.add_profile(household_id=subscriber.household_id, **{**FACE, "ceiling": 16})
    assert (made.is_child, made.ceiling) == (False, 16)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lantern": "mauve"}, services.LanternUnknown),
        ({"language": "fr_FR"}, services.LanguageUnknown),
        ({"name": ""}, services.NameMissing),
    ],
)
def test_a_profile_is_checked_when_made_and_when_edited(subscriber, changes, refusal):
    before = queries.profiles(household_id=subscriber.household_id)
    with pytest.raises(refusal):
        services.add_profile(household_id=subscriber.household_id, **{**FACE, **changes})
    with pytest.raises(refusal):
        services.edit_profile(
            household_id=subscriber.household_id,
            profile_id=subscriber.profile_id,
            **{**FACE, **changes},
        )
    assert queries.profiles(household_id=subscriber.household_id) == before


def test_a_household_has_six_profiles_and_no_seventh(subscriber):
    for _ in range(5):
        services.add_profile(household_id=subscriber.household_id, **FACE)
    with pytest.raises(services.TooManyProfiles):
        services.add_profile(household_id=subscriber.household_id, **FACE)
    assert len(queries.profiles(household_id=subscriber.household_id)) == 6


def test_editing_replaces_everything(subscriber, child):
    edited = services.edit_profile(
        household_id=subscriber.household_id,
        profile_id=child.id,
        name="Louise",
        language="en",
        lantern="violet",
        is_child=True,
        ceiling=12,
    )
    assert edited == rules.ProfileCard(
        child.id, subscriber.household_id, "Louise", "en", "violet", is_child=True, ceiling=12
    )
    assert queries.profile(household_id=subscriber.household_id, profile_id=child.id) == edited


def test_the_last_adult_neither_leaves_nor_becomes_a_child(subscriber, child):
    mine = {"household_id": subscriber.household_id, "profile_id": subscriber.profile_id}
    with pytest.raises(services.LastAdultProfile):
        services.remove_profile(**mine)
    with pytest.raises(services.LastAdultProfile):
        services.edit_profile(**mine, **{**FACE, "is_child": True, "ceiling": 10})
    assert queries.profile(**mine) == subscriber.profile


def test_a_profile_is_removed_while_another_adult_stays(subscriber, member):
    services.remove_profile(household_id=subscriber.household_id, profile_id=subscriber.profile_id)
    assert queries.profiles(household_id=subscriber.household_id) == (member.profile,)


def test_a_stranger_neither_sees_nor_touches_a_profile(subscriber, child, stranger):
    theirs = {"household_id": stranger.household_id, "profile_id": child.id}
    assert queries.profile(**theirs) is None
    with pytest.raises(services.ProfileUnknown):
        services.edit_profile(**theirs, **FACE)
    with pytest.raises(services.ProfileUnknown):
        services.remove_profile(**theirs)
    assert queries.profile(household_id=subscriber.household_id, profile_id=child.id) == child


def test_a_device_is_remembered(subscriber):
    first = services.remember_device(
        household_id=subscriber.household_id, device_id=None, name="Firefox", at=NOW
    )
    again = services.remember_device(
        household_id=subscriber.household_id,
        device_id=first,
        name="Firefox on Linux",
        at=NOW + timedelta(days=1),
    )
    assert again == first
    assert queries.devices(household_id=subscriber.household_id) == (
        rules.DeviceCard(first, "Firefox on Linux", NOW, NOW + timedelta(days=1)),
    )


def test_within_the_hour_a_device_is_seen_without_a_write(subscriber, django_assert_num_queries):
    seen = {"household_id": subscriber.household_id, "name": "Firefox"}
    device = services.remember_device(device_id=None, at=NOW, **seen)
    lately = NOW + timedelta(hours=1) - timedelta(microseconds=1)
    with django_assert_num_queries(1):
        assert services.remember_device(device_id=device, at=lately, **seen) == device
    services.remember_device(device_id=device, at=NOW + timedelta(hours=1), **seen)
    (kept,) = queries.devices(household_id=subscriber.household_id)
    assert kept.last_seen == NOW + timedelta(hours=1)


def test_a_device_of_others_is_not_taken_over(subscriber, stranger):
    theirs = services.remember_device(
        household_id=stranger.household_id, device_id=None, name="TV", at=NOW
    )
    mine = services.remember_device(
        household_id=subscriber.household_id, device_id=theirs, name="Mine", at=NOW
    )
    assert mine != theirs
    (kept,) = queries.devices(household_id=stranger.household_id)
    assert (kept.id, kept.name) == (theirs, "TV")


def test_an_invented_device_id_is_not_believed(subscriber):
    invented = uuid.uuid4()
    kept = services.remember_device(
        household_id=subscriber.household_id, device_id=invented, name="TV", at=NOW
    )
    assert kept != invented


def test_staff_belong_to_no_household_and_open_the_console(editor):
    user = User.objects.get(id=editor.user_id)
    assert (user.is_staff, user.is_superuser, user.household_id) == (True, False, None)
    assert user.has_perm("wagtailadmin.access_admin")
    assert {group.name for group in user.groups.all()} == set(EVERY_CRAFT)


def test_a_member_does_not_open_the_console(subscriber):
    assert not User.objects.get(id=subscriber.user_id).has_perm("wagtailadmin.access_admin")


def test_the_database_itself_refuses_staff_in_a_household(subscriber):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(id=subscriber.user_id).update(is_staff=True)


def test_a_household_is_held_within_a_transaction(subscriber):
    services.hold_household(household_id=subscriber.household_id)
    with pytest.raises(services.HouseholdUnknown):
        services.hold_household(household_id=404)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_outside_a_transaction(subscriber):
    with pytest.raises(transaction.TransactionManagementError):
        services.hold_household(household_id=subscriber.household_id)


def test_djangos_own_command_makes_a_superuser(db):
    user = User.objects.create_superuser("Root@example.com", PASSWORD)
    assert User.objects.get_by_natural_key("ROOT@example.com") == user
    assert (user.is_staff, user.is_superuser) == (True, True)


def test_two_households_do_not_mix(subscriber, child):
    other = a_household("other@example.com", "Robin", territory="BE", language="fr")
    assert queries.profiles(household_id=other.household_id) == (other.profile,)
    assert other.household.territory == "BE"
