"""The table of roles and desks, and how markets narrow it."""

from __future__ import annotations

import pytest

from lanterne.accounts.roles import (
    Desk,
    Level,
    Role,
    Standing,
    level,
    may_change,
    may_see,
    who_may,
)

A_READER = Standing(frozenset([Role.READER]))
IN_FRANCE = Standing(frozenset([Role.RIGHTS]), frozenset(["FR", "BE"]))


@pytest.mark.parametrize("desk", Desk)
def test_owners_change_everything_and_nobody_without_a_role_sees_anything(desk):
    assert may_change(Standing(frozenset([Role.OWNER])), desk)
    assert level(Standing(), desk) is Level.NOTHING


@pytest.mark.parametrize("desk", Desk)
def test_read_only_changes_nothing(desk):
    assert not may_change(A_READER, desk)


def test_who_subscribes_is_seen_by_those_who_serve_or_bill_them():
    assert who_may(Desk.SUBSCRIBERS, Level.SEE) == (Role.OWNER, Role.SUPPORT, Role.FINANCE)
    assert not may_see(A_READER, Desk.SUBSCRIBERS)


def test_windows_are_for_rights_and_films_for_post():
    assert who_may(Desk.RIGHTS, Level.CHANGE) == (Role.OWNER, Role.RIGHTS)
    assert who_may(Desk.DELIVERIES, Level.CHANGE) == (Role.OWNER, Role.POST)


def test_roles_add_up():
    both = Standing(frozenset([Role.SUPPORT, Role.POST]))
    assert may_change(both, Desk.DELIVERIES)
    assert may_change(both, Desk.SUBSCRIBERS)
    assert not may_change(both, Desk.RIGHTS)


def test_an_act_in_several_markets_wants_all_of_them():
    assert may_change(IN_FRANCE, Desk.RIGHTS, ["FR"])
    assert may_change(IN_FRANCE, Desk.RIGHTS, ["FR", "BE"])
    assert not may_change(IN_FRANCE, Desk.RIGHTS, ["FR", "DE"])


def test_what_is_bound_to_no_market_is_done_from_any():
    assert may_change(IN_FRANCE, Desk.RIGHTS)
    assert may_change(Standing(frozenset([Role.RIGHTS])), Desk.RIGHTS, ["DE"])


def test_markets_give_nothing_that_the_role_has_not():
    assert not may_change(IN_FRANCE, Desk.PUBLISH, ["FR"])


def test_an_owner_acts_everywhere():
    assert may_change(Standing(frozenset([Role.OWNER]), frozenset(["FR"])), Desk.RIGHTS, ["DE"])
