"""What is doubtful about granted windows is told, each doubt for its own reason and no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lanterne.rights import queries, services
from lanterne.rights.queries import Coming
from lanterne.rights.rules import Concern, Offer, Status, Terms, Tongue, Window
from lanterne.rights.services import LicenceFacts
from tests.titles import ACTOR, a_film, a_series

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class NotBeforeMarch:
    """France lets nothing that is rented open before March."""

    def earliest(self, *, title_id, territory, offer):
        is_ours = (territory, offer) == ("FR", Offer.RENTAL)
        return date(2027, 3, 1) if is_ours else None


def a_licence(licensor="Gaumont", **facts) -> int:
    told = LicenceFacts(licensor=licensor, reference="1", **facts)
    return services.register_licence(facts=told, actor=ACTOR)


def grant(title_id, territory="FR", opens=NOW, closes=None, licence=None, **terms) -> int:
    return services.grant_window(
        title_id=title_id,
        window=Window(territory, opens, closes, Terms(**terms)),
        licence_id=licence,
        actor=ACTOR,
    )


def told(*title_ids):
    found = queries.warnings(title_ids=title_ids, at=NOW)
    return [(one.concern, one.title_id, one.territory, one.words) for one in found]


@pytest.fixture
def film(markets):
    return a_film()


def test_an_ordinary_window_is_not_doubted(film):
    grant(film, licence=a_licence())
    assert told(film) == []


def test_the_markets_language_is_missed_unless_a_window_beside_has_it(film):
    grant(film, tongues=(Tongue("de"),))
    assert told(film) == [(Concern.MARKET_LANGUAGE, film, "FR", "fr")]
    grant(film, tongues=(Tongue("fr"),))
    assert told(film) == []


def test_a_language_is_missed_only_where_there_is_a_market(film):
    grant(film, "JP", tongues=(Tongue("de"),))
    assert told(film) == []


def test_a_window_keeps_to_the_offers_of_its_licence(film):
    grant(film, licence=a_licence(offers=(Offer.RENTAL,)))
    assert told(film) == [(Concern.OTHER_OFFER, film, "FR", "1")]


@pytest.mark.parametrize(
    ("opens", "closes", "is_within"),
    [
        (datetime(2026, 11, 30, 23, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC), False),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), datetime(2026, 12, 31, 23, 1, tzinfo=UTC), False),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), None, False),
    ],
)
def test_a_term_is_told_by_the_clocks_of_the_territory(film, opens, closes, is_within):
    term = a_licence(begins_on=date(2026, 12, 1), ends_on=date(2027, 1, 1))
    grant(film, opens=opens, closes=closes, licence=term)
    assert told(film) == ([] if is_within else [(Concern.OUTSIDE_TERM, film, "FR", "1")])


def test_anothers_exclusive_licence_stands_against_a_window_on_its_line(markets):
    series, (season,), _episodes = a_series(seasons=(1,))
    grant(series, licence=a_licence("Pathé", is_exclusive=True))
    grant(season, licence=a_licence("Gaumont"))
    assert told(series) == [(Concern.EXCLUSIVE_ELSEWHERE, season, "FR", "Pathé · 1")]


def test_an_exclusive_licence_does_not_reach_further(film):
    licence = a_licence("Pathé", is_exclusive=True, offers=(Offer.SUBSCRIPTION,))
    grant(film, closes=NOW + DAY, licence=licence)
    grant(film, "BE", licence=a_licence())
    grant(film, offer=Offer.RENTAL)
    grant(film, opens=NOW + DAY)
    assert told(film) == []


def test_two_windows_of_one_licensor_are_not_each_others_rivals(film):
    grant(film, tongues=(Tongue("fr"),), licence=a_licence("Pathé", is_exclusive=True))
    other = LicenceFacts(licensor="Pathé", reference="2")
    second = services.register_licence(facts=other, actor=ACTOR)
    grant(film, tongues=(Tongue("en"),), licence=second)
    assert told(film) == []


def test_a_season_that_closes_before_the_next_opens_is_told(markets):
    _series, (first, second), _ = a_series(seasons=(1, 1))
    grant(first, closes=NOW + 5 * DAY)
    grant(second, opens=NOW + 9 * DAY)
    (found,) = queries.warnings(title_ids=[second], at=NOW)
    assert (found.concern, found.title_id, found.words) == (Concern.SEASON_OVER, first, "2")
    assert found.at == NOW + 5 * DAY


def test_seasons_that_touch_leave_no_gap_at_the_stroke(markets):
    _series, (first, second), _ = a_series(seasons=(1, 1))
    grant(first, closes=NOW + 9 * DAY)
    grant(second, opens=NOW + 9 * DAY - timedelta(seconds=1))
    assert told(first) == []


def test_a_season_that_is_open_alone_misses_the_one_before_it(markets):
    _series, (first, second), _ = a_series(seasons=(1, 1))
    grant(second, opens=NOW - DAY)
    assert told(second) == [(Concern.SEASON_MISSING, first, "FR", "2")]


def test_a_season_without_windows_has_those_of_its_series(markets):
    series, (_first, second), _ = a_series(seasons=(1, 1))
    grant(series, opens=NOW - DAY)
    grant(second, opens=NOW + DAY)
    assert told(series) == []


def test_the_chronology_comes_from_outside(film, settings):
    grant(film, offer=Offer.RENTAL)
    assert told(film) == []
    settings.CHRONOLOGY = f"{__name__}.NotBeforeMarch"
    (found,) = queries.warnings(title_ids=[film], at=NOW)
    assert (found.concern, found.offer) == (Concern.TOO_EARLY, Offer.RENTAL)
    assert found.at == datetime(2027, 2, 28, 23, tzinfo=UTC)


def test_what_is_over_or_revoked_is_past_doubting(film):
    other = (Tongue("de"),)
    grant(film, opens=NOW - DAY, closes=NOW, tongues=other)
    grant(film, status=Status.REVOKED, tongues=other)
    assert told(film) == []


def test_many_titles_are_doubted_in_a_few_statements(markets, django_assert_num_queries):
    films = [a_film(f"Film {number}") for number in range(20)]
    for film in films:
        grant(film, tongues=(Tongue("de"),))
    # One of them for the releases in the country's cinemas, which the chronology asks about.
    with django_assert_num_queries(5):
        queries.warnings(title_ids=films, at=NOW)


def agenda(places=("FR", "BE"), **more):
    found = queries.agenda(at=NOW, within=30 * DAY, places=places, **more)
    return [(one.coming, one.title_id, one.territory, one.at) for one in found]


def test_the_agenda_tells_what_comes_in_its_order(film):
    other = a_film("Sintel")
    grant(film, opens=NOW - DAY, closes=NOW + 2 * DAY)
    grant(other, "BE", opens=NOW + DAY)
    grant(other, "FR", opens=NOW + 3 * DAY, awaits="A festival")
    grant(other, "US", opens=NOW + DAY)
    a_licence(ends_on=date(2026, 12, 1))
    assert agenda() == [
        (Coming.OPENS, other, "BE", NOW + DAY),
        (Coming.CLOSES, film, "FR", NOW + 2 * DAY),
        (Coming.UNDECIDED, other, "FR", NOW + 3 * DAY),
        (Coming.LAPSES, None, "", datetime(2026, 12, 1, tzinfo=UTC)),
    ]


def test_the_agenda_ends_at_its_last_instant_and_begins_after_its_first(film):
    grant(film, opens=NOW, closes=NOW + 30 * DAY)
    grant(film, "BE", opens=NOW + 30 * DAY + timedelta(seconds=1))
    assert agenda() == [(Coming.CLOSES, film, "FR", NOW + 30 * DAY)]


def test_a_window_that_another_follows_at_once_does_not_leave(film):
    grant(film, opens=NOW - DAY, closes=NOW + DAY)
    grant(film, opens=NOW + DAY)
    assert agenda(kinds=[Coming.CLOSES]) == []


def test_the_agenda_takes_four_statements_and_no_more_lines_than_asked(
    film, django_assert_num_queries
):
    for days in (1, 3, 5):
        grant(film, opens=NOW + days * DAY, closes=NOW + (days + 1) * DAY)
    with django_assert_num_queries(4):
        assert len(agenda(limit=2)) == 2
