"""Granting, changing and withdrawing windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lanterne.catalogue.services import NoSuchTitle
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.rights import queries, services
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Window
from tests.titles import a_film, a_window

pytestmark = pytest.mark.django_db

MARCH = datetime(2027, 3, 1, tzinfo=UTC)
APRIL = datetime(2027, 4, 1, tzinfo=UTC)
MAY = datetime(2027, 5, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def film(db):
    return a_film()


def held(title_id):
    return [one.window for one in queries.windows(title_id=title_id)]


def last_line(title_id):
    return audit.lines(subject=f"title:{title_id}", limit=1)[0]


def change(window_id, opens_at, closes_at):
    services.change_window(
        window_id=window_id,
        window=Window("FR", opens_at, closes_at),
        licence_id=None,
        actor="system:cast",
    )


def test_a_granted_window_is_held_and_audited(film, editor):
    window_id = services.grant_window(
        title_id=film, window=Window("FR", MARCH, APRIL), actor=editor.actor
    )
    assert held(film) == [Window("FR", MARCH, APRIL)]
    line = last_line(film)
    assert (line.actor, line.action) == (editor.actor, "rights.grant_window")
    assert line.detail == {
        "window": window_id,
        "territory": "FR",
        "opens_at": "2027-03-01T00:00:00+00:00",
        "closes_at": "2027-04-01T00:00:00+00:00",
    }


def test_a_window_may_begin_where_another_ends(film):
    a_window(film, "FR", MARCH, APRIL)
    a_window(film, "FR", APRIL, None)
    assert held(film) == [Window("FR", MARCH, APRIL), Window("FR", APRIL, None)]


def test_a_window_that_overlaps_is_refused_and_nothing_changes(film):
    a_window(film, "FR", MARCH, APRIL)
    with pytest.raises(
        services.WindowOverlaps, match=r"^A window already covers part of this period in France\.$"
    ):
        a_window(film, "FR", APRIL - INSTANT, None)
    assert held(film) == [Window("FR", MARCH, APRIL)]
    a_window(film, "BE", MARCH, None)


@pytest.mark.parametrize("status", list(Status))
def test_a_window_that_nothing_tells_from_another_is_refused(film, status):
    """Two that are not approved may overlap, even open together: for other languages, or as other offers."""
    terms = Terms(status=status)
    first = Window("FR", MARCH, APRIL, terms)
    services.grant_window(title_id=film, window=first, actor="system:cast")
    again = replace(first, closes_at=MAY, terms=replace(terms, awaits="Delivery"))
    with pytest.raises(Refused) as refusal:
        services.grant_window(title_id=film, window=again, actor="system:cast")
    assert refusal.value.code == (
        "window_overlaps" if status is Status.APPROVED else "window_twice"
    )
    assert held(film) == [first]
    other = replace(first, terms=replace(terms, offer=Offer.RENTAL))
    services.grant_window(title_id=film, window=other, actor="system:cast")
    assert len(held(film)) == 2


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), None),
        (datetime(1879, 12, 31, 23, 59, tzinfo=UTC), None),
        (MARCH, datetime(2201, 1, 1, tzinfo=UTC)),
        (MARCH, datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_years_that_nobody_means_are_refused(film, opens_at, closes_at):
    """At the ends of the calendar the clocks of some country cannot tell an instant, and every page that does broke."""
    with pytest.raises(services.YearUnlikely, match=r"^A year lies between 1880 and 2200\.$"):
        a_window(film, "FR", opens_at, closes_at)
    with pytest.raises(services.YearUnlikely):
        services.hold_back(
            title_id=film,
            holdback=Holdback(Period(opens_at, closes_at)),
            reason="",
            actor="system:cast",
        )
    assert held(film) == []


def test_a_window_is_not_revoked_beside_one_that_was(film):
    revoked = Window("FR", MARCH, APRIL, Terms(status=Status.REVOKED))
    services.grant_window(title_id=film, window=revoked, actor="system:cast")
    window_id = a_window(film, "FR", MARCH, APRIL)
    with pytest.raises(services.WindowTwice) as refusal:
        services.change_window(
            window_id=window_id, window=revoked, licence_id=None, actor="system:cast"
        )
    assert str(refusal.value) == (
        "Another window opens in France at the same instant, for the same offer and languages and with the same status:"
        " change or withdraw that one."
    )
    assert [one.terms.status for one in held(film)] == [Status.REVOKED, Status.APPROVED]


@pytest.mark.parametrize("closes_at", [MARCH, MARCH - INSTANT])
def test_a_window_that_holds_no_instant_is_refused(film, closes_at):
    with pytest.raises(services.WindowEmpty, match="must close after it opens"):
        a_window(film, "FR", MARCH, closes_at)
    assert held(film) == []


def test_a_country_that_is_none_is_refused(film):
    with pytest.raises(services.TerritoryUnknown, match="“XX” is not a country code"):
        a_window(film, "XX", MARCH)
    assert held(film) == []


def test_a_title_that_is_none_is_refused(db):
    with pytest.raises(NoSuchTitle):
        a_window(999_999, "FR", MARCH)


def test_a_window_moves_within_its_room_only(film, editor):
    window_id = a_window(film, "FR", MARCH, APRIL)
    a_window(film, "FR", MAY, None)
    change(window_id, MARCH + INSTANT, MAY)
    assert held(film)[0] == Window("FR", MARCH + INSTANT, MAY)
    assert last_line(film).action == "rights.change_window"
    with pytest.raises(services.WindowOverlaps):
        change(window_id, MARCH, MAY + INSTANT)
    with pytest.raises(services.WindowEmpty):
        change(window_id, MAY, MAY)
    assert held(film)[0] == Window("FR", MARCH + INSTANT, MAY)


def test_a_withdrawn_window_is_gone_and_its_line_stays(film, editor):
    window_id = a_window(film, "FR", MARCH, APRIL)
    services.withdraw_window(window_id=window_id, actor=editor.actor)
    assert held(film) == []
    assert last_line(film).action == "rights.withdraw_window"
    with pytest.raises(services.NoSuchWindow, match="withdrawn already"):
        services.withdraw_window(window_id=window_id, actor=editor.actor)
