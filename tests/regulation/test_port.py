"""What the desk of rights is told of the chronology of media."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lanterne.editorial import services as editorial
from lanterne.regulation import queries, services
from lanterne.regulation.chronology import Chronology
from lanterne.rights import queries as rights
from lanterne.rights.rules import Concern, Offer
from tests.regulation.house import ACTOR, NOW, of_the_report
from tests.titles import a_film, a_window

PARIS = ZoneInfo("Europe/Paris")
RELEASED = date(2026, 1, 7)
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def film(markets):
    of_the_report()
    title = a_film()
    services.state_release(title_id=title, territory="FR", released_on=RELEASED, actor=ACTOR)
    return title


def doubts(title):
    found = rights.warnings(title_ids=[title], at=AT)
    return [
        (one.at.astimezone(PARIS).date(), one.territory)
        for one in found
        if one.concern is Concern.TOO_EARLY
    ]


def test_a_window_that_opens_before_the_law_lets_it_is_doubted(film):
    # 15 months after 7 January 2026, by the clocks of France.
    a_window(film, opens_at=AT + timedelta(days=1))
    assert doubts(film) == [(date(2027, 4, 7), "FR")]


def test_a_film_without_a_release_in_cinemas_waits_for_nothing(markets):
    of_the_report()
    film = a_film()
    a_window(film, opens_at=AT + timedelta(days=1))
    assert doubts(film) == []


def test_the_port_answers_by_offer_and_country(film):
    port = Chronology()
    asked = {offer: port.earliest(title_id=film, territory="FR", offer=offer) for offer in Offer}
    assert asked == {
        Offer.SUBSCRIPTION: date(2027, 4, 7),
        Offer.RENTAL: date(2026, 5, 7),
        Offer.PURCHASE: date(2026, 5, 7),
        Offer.ADVERTISING: None,
        Offer.FREE: None,
    }
    assert port.earliest(title_id=film, territory="BE", offer=Offer.SUBSCRIPTION) is None


def test_a_film_that_was_made_one_with_another_keeps_its_release(film):
    other = a_film("Le Voyage encore")
    editorial.merge(title_id=other, other_id=film, actor=ACTOR)
    port = Chronology()
    asked = {"territory": "FR", "offer": Offer.RENTAL}
    assert port.earliest(title_id=other, **asked) == date(2026, 5, 7)
    assert queries.releases(title_id=other) == (("FR", RELEASED, ""),)
    services.withdraw_release(title_id=other, territory="FR", actor=ACTOR)
    assert Chronology().earliest(title_id=other, **asked) is None


def test_many_questions_are_answered_with_four_statements(film, django_assert_num_queries):
    port = Chronology()
    with django_assert_num_queries(4):
        for _ in range(5):
            port.earliest(title_id=film, territory="FR", offer=Offer.RENTAL)


def test_the_day_of_release_governs_and_the_other_reading_is_told(film):
    found = queries.earliest(
        territory="FR", offer=Offer.SUBSCRIPTION, released_on=date(2021, 5, 19), on=NOW
    )
    assert (found.window.months, found.opens) == (36, date(2024, 5, 19))
    assert found.by_today.months == 15
    assert found.by_today.opens(found.released_on) == date(2022, 8, 19)
