"""Who works here, in which roles and markets, and who may not say so."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lanterne.accounts import sign_in, staff
from lanterne.accounts.roles import Role, Standing
from lanterne.core import audit
from tests.cast import EVERY_CRAFT, PASSWORD, a_colleague

pytestmark = pytest.mark.django_db
User = get_user_model()
migration = import_module("lanterne.accounts.migrations.0004_staff_roles")


def standing(user_id: int) -> Standing:
    return staff.standing(User.objects.get(pk=user_id))


def test_somebody_is_made_with_roles_and_markets_and_may_open_the_console():
    user_id = staff.create_staff(
        email="Ines@Example.com", password=PASSWORD, roles=[Role.RIGHTS, Role.POST],
        markets=["FR", "BE", "FR"], actor="user:7",
    )  # fmt: skip
    assert standing(user_id) == Standing(
        frozenset([Role.RIGHTS, Role.POST]), frozenset(["BE", "FR"])
    )
    assert User.objects.get(pk=user_id).has_perm("wagtailadmin.access_admin")
    assert [
        (line.actor, line.action, line.detail) for line in audit.lines(subject=f"user:{user_id}")
    ] == [
        (
            "user:7",
            "accounts.appoint",
            {"roles": ["post", "rights"], "territories": ["BE", "FR"]},
        ),
        ("user:7", "accounts.create_staff", {}),
    ]


def test_the_permission_is_made_where_the_console_has_not_made_it():
    Permission.objects.filter(codename="access_admin").delete()
    late = a_colleague("late@example.com", Role.SUPPORT)
    assert User.objects.get(id=late.user_id).has_perm("wagtailadmin.access_admin")


def test_what_holds_for_members_addresses_and_passwords_holds_for_staff(editor):
    with pytest.raises(sign_in.EmailTaken):
        a_colleague(editor.email, Role.POST)
    with pytest.raises(sign_in.WeakPassword):
        staff.create_staff(email="new@example.com", password="short", roles=[Role.POST])
    assert User.objects.count() == 1


def test_an_appointment_takes_the_place_of_the_one_before(editor):
    staff.appoint(user_id=editor.user_id, roles=[Role.READER], markets=["FR"], actor="user:1")
    assert standing(editor.user_id) == Standing(frozenset([Role.READER]), frozenset(["FR"]))


@pytest.mark.parametrize(
    ("roles", "markets", "refusal", "sentence"),
    [
        ([], [], staff.RoleMissing, "Choose at least one role."),
        ([Role.POST], ["XX"], staff.TerritoryUnknown, "“XX” is not a country code such as FR."),
    ],
)
def test_an_appointment_without_sense_is_refused_and_changes_nothing(
    editor, roles, markets, refusal, sentence
):
    before, lines = standing(editor.user_id), len(audit.lines())
    with pytest.raises(refusal) as refused:
        staff.appoint(user_id=editor.user_id, roles=roles, markets=markets, actor="user:1")
    assert str(refused.value) == sentence
    assert (standing(editor.user_id), len(audit.lines())) == (before, lines)


def test_a_word_that_is_no_role_is_refused_with_those_that_are():
    assert staff.role("read-only") is Role.READER
    with pytest.raises(staff.RoleUnknown) as refused:
        staff.role("boss")
    assert str(refused.value) == (
        "“boss” is no role. These are: owner, programmer, rights, post, editorial, support, finance, read-only."
    )


def test_members_of_a_household_and_nobody_are_appointed_to_nothing(subscriber):
    with pytest.raises(staff.NotStaff):
        staff.appoint(user_id=subscriber.user_id, roles=[Role.POST], markets=[], actor="user:1")
    with pytest.raises(staff.NoSuchStaff):
        staff.appoint(user_id=404, roles=[Role.POST], markets=[], actor="user:1")
    assert standing(subscriber.user_id) == Standing()


def test_the_last_owner_stays_until_there_is_another():
    first = a_colleague("first@example.com", Role.OWNER)
    with pytest.raises(staff.LastOwner):
        staff.appoint(user_id=first.user_id, roles=[Role.POST], markets=[], actor="user:1")
    assert standing(first.user_id).roles == {Role.OWNER}
    a_colleague("second@example.com", Role.OWNER)
    staff.appoint(user_id=first.user_id, roles=[Role.POST], markets=[], actor="user:1")
    assert standing(first.user_id).roles == {Role.POST}


def test_a_group_makes_nobody_an_owner_and_a_subscriber_nothing(subscriber, editor):
    for name in ("owner", "rights"):
        group = Group.objects.get_or_create(name=name)[0]
        group.user_set.add(subscriber.user_id, editor.user_id)
    assert standing(subscriber.user_id) == Standing()
    assert standing(editor.user_id).roles == set(EVERY_CRAFT)


def test_who_may_not_sign_in_any_more_is_listed_and_may_do_nothing(editor):
    User.objects.filter(pk=editor.user_id).update(is_active=False)
    assert standing(editor.user_id) == Standing()
    (card,) = staff.members()
    assert (card.email, card.is_active, card.standing.roles) == (
        editor.email,
        False,
        set(EVERY_CRAFT),
    )


def test_all_of_them_are_listed_at_the_price_of_two_questions(django_assert_num_queries):
    for number in range(5):
        a_colleague(f"{number}@example.com", Role.POST)
    with django_assert_num_queries(2):
        assert len(staff.members()) == 5


def test_those_who_worked_here_before_there_were_roles_lose_nothing(subscriber):
    old = User.objects.create_user("old@example.com", PASSWORD, is_staff=True)
    made_on_the_page = User.objects.create_user("page@example.com", PASSWORD)
    boss = User.objects.create_superuser("boss@example.com", PASSWORD)
    editors = Group.objects.get_or_create(name="Editors")[0]
    editors.permissions.add(sign_in.group_of(Role.POST).permissions.get())
    editors.user_set.add(old, made_on_the_page)
    then = MigrationLoader(connection).project_state(("accounts", "0003_user_territories")).apps
    migration.give_roles(then, connection.schema_editor())
    assert standing(old.pk).roles == standing(made_on_the_page.pk).roles == set(EVERY_CRAFT)
    assert standing(boss.pk).roles == {Role.OWNER}
    assert standing(subscriber.user_id) == Standing()
    migration.take_roles(then, connection.schema_editor())
    assert standing(old.pk) == Standing()
    assert [group.name for group in User.objects.get(pk=old.pk).groups.all()] == ["Editors"]
