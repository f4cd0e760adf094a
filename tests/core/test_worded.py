"""Questions that are put into words once, against the same questions as the ORM words them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db.models import CharField, DateTimeField, IntegerField

from lanterne.accounts.models import Profile, User
from lanterne.core import clock
from lanterne.core.worded import Blank, Worded

NAMED = Worded(
    lambda: (
        Profile.objects.filter(household__name=Blank("household", CharField()))
        .order_by("name")
        .values_list("name", "is_child", "ceiling")
    )
)


def test_each_asking_fills_in_its_own(member, child, stranger):
    assert NAMED.ask(household="Camille") == [
        ("Camille", False, None),
        ("Lou", True, 10),
        ("Sacha", False, None),
    ]
    assert NAMED.ask(household="Alex") == [("Alex", False, None)]
    assert NAMED.ask(household="Camille' OR '1'='1") == []
    assert NAMED.first(household="Nobody") is None


def test_it_is_worded_once(subscriber, stranger):
    worded = []

    def question():
        worded.append(True)
        return Profile.objects.filter(id=Blank("profile", IntegerField())).values_list("name")

    names = Worded(question)
    assert [names.first(profile=one.profile_id) for one in (subscriber, stranger, subscriber)] == [
        ("Camille",),
        ("Alex",),
        ("Camille",),
    ]
    assert worded == [True]


def test_what_comes_is_what_a_field_holds_and_not_what_the_database_knows(subscriber, editor):
    """SQLite knows no truth, no time and no JSON, PostgreSQL all of them."""
    User.objects.filter(pk=editor.user_id).update(territories=["FR", "BE"])
    fields = ("email", "is_staff", "created_at", "territories", "household_id")
    made = Worded(
        lambda: (
            User.objects.filter(created_at__lte=Blank("at", DateTimeField()))
            .order_by("email")
            .values_list(*fields)
        )
    )
    told = list(User.objects.order_by("email").values_list(*fields))
    assert made.ask(at=clock.now()) == told
    assert told[0][1:4:2] == (True, ["FR", "BE"])
    first = min(created_at for _, _, created_at, _, _ in told)
    assert len(made.ask(at=first)) == 1
    # Whatever clock an instant is told by, it is the same one.
    assert len(made.ask(at=first.astimezone(ZoneInfo("America/New_York")))) == 1
