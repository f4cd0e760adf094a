"""Closing a release from real memberships and sessions, once, and reading it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lanterne.audience.models import Viewing
from lanterne.billing.models import Charge
from lanterne.core import audit
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from lanterne.results import queries, services
from lanterne.results.models import Release
from lanterne.results.queries import reckoning
from lanterne.results.rules import joining
from lanterne.results.rules.engagement import Reach
from lanterne.rights import queries as rights
from lanterne.rights import services as changing
from tests.cast import a_household, subscribe
from tests.facts import figures
from tests.results.world import DAY, RELEASED
from tests.titles import a_film, a_series, a_window, published

pytestmark = pytest.mark.django_db
CLOSED = RELEASED + 98 * DAY


@pytest.fixture(autouse=True)
def few(settings):
    settings.FEWEST_HOUSEHOLDS = 3


@pytest.fixture
def film(plans):
    made = a_film("La Digue")
    a_window(made, opens_at=RELEASED)
    published(made, seconds=1000.0)
    return made


def joined(day):
    home = a_household(f"{uuid4().hex}@example.org", "Noor", territory="FR", language="fr")
    subscribe(home.household_id, at=RELEASED + day * DAY)
    return home.household_id


def watched(household_id, title_id, day, seconds=100.0, territory="FR"):
    at = RELEASED + day * DAY
    Viewing.objects.create(
        session=uuid4(), household_id=household_id, title_id=title_id, territory=territory,
        ranges=[[0, seconds]], seconds=seconds, started_at=at, last_at=at + timedelta(seconds=seconds),
    )  # fmt: skip


def a_launch(film):
    """Four who joined before, of whom one starts the film; four who join after, of whom three do, one of them to its end."""
    other = a_film("Le Phare")
    published(other, seconds=1000.0)
    a_window(other, opens_at=RELEASED - 60 * DAY)
    earlier, new = ([joined(day + n) for n in range(4)] for day in (-9, 2))
    for household, day in [*dict.fromkeys(earlier, 6.0).items(), *dict.fromkeys(new, 8.0).items()]:
        watched(household, other, day)
    watched(earlier[0], film, 3.0, 130.0)
    for household, seconds in zip(new, (130.0, 750.0, 950.0), strict=False):
        watched(household, film, 7.0, seconds)
    return earlier, new


def test_a_release_is_closed_after_seven_days_and_after_twenty_eight(film):
    a_launch(film)

    # The other film came out long before: two of its runs are over.
    assert services.close_due(at=RELEASED + 14 * DAY - timedelta(seconds=1)) == 2
    assert services.close_due(at=RELEASED + 14 * DAY) == 1
    card = queries.result(title_id=film, territory="FR", days=7)
    assert (card.released, card.is_closed, card.runtime) == (RELEASED, True, 1000.0)
    assert card.reach is None  # Only one had started by then.
    assert card.hours == pytest.approx(130 / 3600)

    services.close_due(at=RELEASED + 35 * DAY)
    card = queries.result(title_id=film, territory="FR", days=28)
    assert card.reach == Reach(starters=4, watchers=2, completers=1)
    assert card.completion == 0.25
    assert card.hours == pytest.approx(1960 / 3600)
    assert card.views == pytest.approx(1.96)
    assert (card.effect.newcomers, card.effect.earlier, card.effect.first_plays) == (4, 4, 3)


def test_the_estimate_is_that_of_the_rules(film):
    a_launch(film)
    services.close_due(at=CLOSED)

    card = queries.result(title_id=film, territory="FR", days=28)
    one = joining.Newcomer
    new = [one(True, True, 1)] * 3 + [one(False, False, 1)]
    old = [one(True, True, 1)] + [one(False, False, 1)] * 3
    assert card.effect.gained == joining.gained(new, old, fewest=3)


def test_a_closed_result_stays_what_it_was(film):
    _, new = a_launch(film)
    services.close_due(at=CLOSED)
    told = queries.result(title_id=film, territory="FR", days=91)

    watched(new[3], film, 20.0)

    assert services.close_due(at=CLOSED + DAY) == 0
    assert queries.result(title_id=film, territory="FR", days=91) == told
    lines = [one for one in audit.lines(subject=f"title:{film}") if one.action == "results.close"]
    assert [one.detail["days"] for one in lines] == [91, 28, 7]


def test_a_run_that_is_not_over_is_told_as_far_as_it_has_come(film):
    a_launch(film)
    services.close_due(at=RELEASED + 20 * DAY)

    closed, running = queries.course(title_id=film, territory="FR", at=RELEASED + 20 * DAY)

    assert (closed.days, closed.is_closed) == (7, True)
    assert (running.days, running.is_closed, running.effect) == (28, False, None)
    assert running.reach == Reach(4, 2, 1)
    assert len(running.weeks) == 3


def test_households_of_another_country_are_of_another_release(film):
    a_launch(film)
    watched(joined(1), film, 7.0, territory="BE")
    services.close_due(at=CLOSED)

    # No window opens it in Belgium, so there is no release there to speak of.
    assert queries.territories_of(title_id=film) == ("FR",)
    assert queries.result(title_id=film, territory="FR", days=28).reach.starters == 4


def test_fewer_households_than_are_told_show_hours_alone(film, settings):
    a_launch(film)
    services.close_due(at=CLOSED)
    settings.FEWEST_HOUSEHOLDS = 5

    card = queries.result(title_id=film, territory="FR", days=91)

    assert (card.reach, card.effect, card.completion) == (None, None, None)
    assert (card.weeks, card.half_life) == ((), None)
    assert card.hours == pytest.approx(1960 / 3600)


def test_the_first_plays_of_few_newcomers_are_not_told(film, settings):
    a_launch(film)
    for day in range(20):
        watched(joined(-200), film, 1.0 + day, 130.0)
    services.close_due(at=CLOSED)
    settings.FEWEST_HOUSEHOLDS = 5

    effect = queries.result(title_id=film, territory="FR", days=91).effect

    assert (effect.newcomers, effect.first_plays) == (None, None)


def test_a_window_that_is_moved_later_takes_nothing_from_what_was_watched(film):
    a_launch(film)
    services.close_due(at=RELEASED)
    [held] = rights.windows(title_id=film)
    changing.change_window(
        window_id=held.id,
        window=replace(held.window, opens_at=RELEASED + 40 * DAY),
        licence_id=None,
        actor="user:1",
    )

    running = queries.course(title_id=film, territory="FR", at=RELEASED + 3 * DAY)
    services.close_due(at=RELEASED + 35 * DAY)

    assert [(card.runtime, card.released) for card in running] == [(1000.0, RELEASED)]
    card = queries.result(title_id=film, territory="FR", days=28)
    assert (card.released, card.runtime, card.reach.starters) == (RELEASED, 1000.0, 4)


def test_more_of_the_past_opens_what_was_closed(film):
    _, new = a_launch(film)
    services.close_due(at=CLOSED)
    watched(new[3], film, 20.0, 130.0)

    assert services.count_anew(actor="user:7") == 6
    services.close_due(at=CLOSED)

    assert queries.result(title_id=film, territory="FR", days=28).reach.starters == 5
    assert audit.lines(subject="results:all")[0].detail == {"results": 6}


def test_what_becomes_another_title_while_it_is_counted_keeps_no_figures_of_before(
    film, monkeypatch
):
    a_launch(film)
    twin = a_film("La Digue bis")
    really = reckoning.moved

    def meanwhile(*asked, **more):
        services.join(from_id=twin, to_id=film)
        return really(*asked, **more)

    with monkeypatch.context() as patched:
        patched.setattr(reckoning, "moved", meanwhile)
        services.close_due(at=CLOSED)

    assert queries.result(title_id=film, territory="FR", days=7) is None
    services.close_due(at=CLOSED)
    assert queries.result(title_id=film, territory="FR", days=7).released == RELEASED


def test_a_day_is_that_of_the_country(film):
    a_launch(film)
    Release.objects.update(at=datetime(2026, 3, 5, 23, tzinfo=UTC))
    services.close_due(at=CLOSED)

    assert queries.result(title_id=film, territory="FR", days=7).day == date(2026, 3, 6)


def test_what_had_no_streams_yet_came_out_with_them(film):
    late = a_film("L'Écluse")
    a_window(late, opens_at=RELEASED - 30 * DAY)
    published(late, seconds=100.0, at=RELEASED + DAY)
    watched(joined(0), late, 2.0)

    services.close_due(at=CLOSED)

    assert queries.result(title_id=late, territory="FR", days=7).released == RELEASED + DAY


def test_a_season_and_its_series_count_apart(film):
    series, [first, second], [[one], [two]] = a_series(seasons=(1, 1))
    a_window(first, opens_at=RELEASED)
    a_window(second, opens_at=RELEASED + 10 * DAY)
    for part in (one, two):
        published(part, seconds=500.0)
    household = joined(0)
    watched(household, one, 1.0, 500.0)
    watched(household, two, 11.0, 500.0)
    services.close_due(at=CLOSED)

    told = {
        title: queries.result(title_id=title, territory="FR", days=days)
        for title, days in ((series, 7), (first, 28), (second, 28))
    }

    assert [round(told[title].hours * 3600) for title in (series, first, second)] == [500] * 3
    assert told[second].released == RELEASED + 10 * DAY
    assert queries.result(title_id=series, territory="FR", days=28).runtime == 1000.0
    assert told[series].runtime == 500.0  # Its second season was not out on that day.


def test_two_titles_that_become_one_are_counted_anew_from_the_earlier_release(film):
    a_launch(film)
    twin = a_film("La Digue bis")
    a_window(twin, opens_at=RELEASED - 5 * DAY)
    published(twin, seconds=1000.0)
    watched(joined(-2), twin, -1.0)
    services.close_due(at=CLOSED)

    services.join(from_id=twin, to_id=film)

    assert queries.result(title_id=film, territory="FR", days=7) is None
    services.close_due(at=CLOSED)
    card = queries.result(title_id=film, territory="FR", days=7)
    assert card.released == RELEASED - 5 * DAY


def test_what_a_household_is_worth_is_what_it_pays_until_it_leaves(plans, settings):
    for day in (0, 0, 0, 30):
        joined(day)
    at = RELEASED + 60 * DAY

    worth = queries.worth(territory="FR", at=at)

    # Three had a month and left after it, one is a member for thirty days and goes on for one more.
    assert worth.left == 3
    assert worth.a_month.currency == "EUR"
    assert worth.stay == pytest.approx(worth.months / 3)
    assert queries.worth(territory="BE", at=at) is None
    settings.FEWEST_HOUSEHOLDS = 4
    assert queries.worth(territory="FR", at=at) is None


def test_what_was_paid_in_two_currencies_is_told_in_the_market_s_at_a_stated_rate(plans):
    for day in (0, 0, 0, 30):
        joined(day)
    at = RELEASED + 60 * DAY
    in_euros = queries.worth(territory="FR", at=at)
    first = Charge.objects.order_by("pk").first()
    Charge.objects.filter(pk=first.pk).update(currency="USD")

    with pytest.raises(facts.RateUnknown, match="No rate from USD to EUR is known by"):
        queries.worth(territory="FR", at=at)

    claims.state_claim(draft=figures.dollar("0.5", RELEASED.date()), actor="user:1")
    told = queries.worth(territory="FR", at=at)
    assert [(one.base, one.quote, one.claim) for one in told.rates] == [("USD", "EUR", "usd-eur")]
    lost = round((first.minor - first.vat_minor) / 2)
    assert in_euros.a_month.minor - told.a_month.minor == pytest.approx(lost / told.months, abs=1)
    assert told.a_month.currency == "EUR"
