"""What a statement says, to the second and to the cent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lanterne.audience import queries as audience
from lanterne.core.money import Money
from lanterne.rights import services as rights
from lanterne.rights.rules import Terms, Tongue, Use
from lanterne.statements import services
from lanterne.statements.queries import HeldTerms
from lanterne.statements.rules import FeeKind, Sum
from lanterne.statements.services.drafts import Told
from tests.cast import a_household, subscribe
from tests.statements.conftest import (
    ACTOR,
    LATER,
    NOVEMBER,
    OCTOBER,
    a_draft,
    a_licence,
    grant,
    guaranteed,
    paper,
    watched,
)
from tests.titles import a_film, a_series

MIDNIGHT = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)


def test_revenue_is_shared_by_hours_in_a_territory_and_month(film, ours, paid):
    grant(film, a_licence())
    watched(film, 3600)
    watched(ours, 1800)
    found = paper(a_draft())
    (pool,) = found.pools
    assert (pool.takings, pool.milliseconds, pool.all_milliseconds, pool.share) == (
        Sum(1082, "EUR"), 3_600_000, 5_400_000, 5000,
    )  # fmt: skip
    # 10.82 × 3600 s ÷ 5400 s × 50 % = 3.60666…
    assert pool.amount == Sum(361, "EUR")
    (line,) = found.watched
    assert (line.title, line.territory, line.clock, line.plays, line.milliseconds) == (
        "Le Voyage", "FR", "Europe/Paris", 1, 3_600_000,
    )  # fmt: skip
    assert [(one.own, one.balance, one.to_pay) for one in found.totals] == [(361, 0, 361)]


def test_the_hours_are_those_that_the_pages_show(film, ours, paid):
    grant(film, a_licence())
    for count, seconds in enumerate((0.1, 0.2, 1234.567, 59.9995, 3600.0004)):
        watched(film, seconds, at=OCTOBER + timedelta(hours=count))
    shown = audience.hours_watched(since=OCTOBER)[film]
    found = paper(a_draft())
    assert found.milliseconds / audience.MILLISECONDS_AN_HOUR == shown
    assert audience.seconds_watched(title_id=film) == found.milliseconds / 1000


def test_the_parts_of_titles_and_of_pools_add_up_to_the_same_share(film, paid):
    films = [film, *(a_film(name) for name in ("Deux", "Trois"))]
    licence = a_licence()
    for count, one in enumerate(films, start=1):
        grant(one, licence)
        watched(one, 100 * count)
        watched(one, 77, at=NOVEMBER)
    subscribe(
        a_household("november@example.com", "Ana", territory="FR", language="fr").household_id,
        at=datetime(2026, 11, 5, tzinfo=UTC),
    )
    found = paper(a_draft("2026-Q4"))
    assert [one.amount.minor for one in found.pools] == [541, 541]
    assert sum(sum(part.minor for part in line.share) for line in found.watched) == 1082
    assert found.accounts[0].share == 1082


def test_a_month_ends_at_midnight_where_it_was_watched(film, paid):
    grant(film, a_licence())
    watched(film, 60, at=MIDNIGHT - timedelta(seconds=1))
    watched(film, 60, at=MIDNIGHT)
    assert paper(a_draft()).milliseconds == 60_000


def test_each_window_has_its_line(film, plans):
    licence = a_licence(share=0)
    change = OCTOBER + timedelta(days=5)
    first = grant(film, licence, closes_at=change)
    second = grant(film, licence, opens_at=change)
    watched(film, 100, at=change - timedelta(seconds=1))
    watched(film, 200, at=change)
    told = {one.window_id: one.milliseconds for one in paper(a_draft()).watched}
    assert told == {first: 100_000, second: 200_000}


def test_two_licensors_of_two_languages_share_the_time_and_are_both_told_the_play(film, paid):
    sub, dub = (Terms(tongues=(Tongue("fr", use),)) for use in (Use.SUB, Use.DUB))
    grant(film, a_licence(), terms=sub)
    grant(film, a_licence(licensor="Pathé"), terms=dub)
    watched(film, 3600)
    both = [paper(a_draft(licensor=name)) for name in ("Gaumont", "Pathé")]
    assert [(one.milliseconds, one.plays) for one in both] == [(1_800_000, 1)] * 2
    # Half of the hours at half of 10.82 each: together no more than was taken.
    assert [one.totals[0].to_pay for one in both] == [271, 271]


def test_an_episode_is_told_under_its_series_window(plans):
    series, _, [[first, second]] = a_series()
    grant(series, a_licence(share=0))
    watched(second, 90)
    (line,) = paper(a_draft()).watched
    assert (line.title_id, line.title, line.within) == (second, "Episode 2", "Les Marées")
    assert first != second


def test_a_window_of_the_episodes_own_decides_before_the_series(plans):
    series, _, [[first, _second]] = a_series()
    grant(series, a_licence(share=0))
    grant(first, a_licence(licensor="Pathé", share=0))
    watched(first, 90)
    assert paper(a_draft()).watched == ()
    assert paper(a_draft(licensor="Pathé")).milliseconds == 90_000


def test_what_no_window_covers_is_told_and_pays_nobody(film, paid):
    licence = a_licence()
    window = grant(film, licence)
    grant(film, licence, "DE")
    watched(film, 3600)
    rights.withdraw_window(window_id=window, actor=ACTOR)
    grant(film, licence, opens_at=NOVEMBER)
    found = paper(a_draft())
    assert (found.watched, found.pools) == ((), ())
    (lost,) = found.unplaced
    assert (lost.title, lost.territory, lost.milliseconds) == ("Le Voyage", "FR", 3_600_000)


@pytest.mark.parametrize(("count", "told"), [(4, None), (5, 5)])
def test_few_viewers_are_not_counted_out(film, count, told):
    grant(film, a_licence(share=0))
    for one in range(count):
        person = a_household(f"{one}@example.com", "Camille", territory="FR", language="fr")
        watched(film, 60, profile_id=person.profile_id)
        watched(film, 60, profile_id=person.profile_id)
    (line,) = paper(a_draft()).watched
    assert (line.plays, line.viewers) == (2 * count, told)


def test_a_title_that_only_erased_profiles_watched_has_plays_and_no_viewers(film):
    grant(film, a_licence(share=0))
    watched(film, 60)
    (line,) = paper(a_draft()).watched
    assert (line.plays, line.viewers) == (1, 0)


def test_a_guarantee_is_recouped_and_the_fee_told_as_an_advance(film, paid):
    licence = a_licence(fee=50_000)
    guaranteed(licence)
    grant(film, licence)
    watched(film, 60)
    (told,) = paper(a_draft()).accounts
    assert (told.share, told.fee_due, told.recouped, told.unrecouped, told.due) == (
        541, 50_000, 541, 49_459, 50_000,
    )  # fmt: skip


def test_each_play_has_its_price(film, plans):
    licence = a_licence(share=0)
    services.agree(
        licence_id=licence,
        terms=HeldTerms(FeeKind.FLAT, price=Money(35, "EUR")),
        actor=ACTOR,
    )
    grant(film, licence)
    for seconds in (29.9, 30, 600):
        watched(film, seconds)
    found = paper(a_draft())
    assert (found.accounts[0].plays, found.accounts[0].views) == (2, 70)
    assert found.totals[0].to_pay == 70


def test_a_pool_in_another_currency_waits_for_a_rate(film, plans):
    licence = a_licence(fee=1)
    guaranteed(licence, paid_on=None)
    grant(film, licence, "CH")
    swiss = a_household("swiss@example.com", "Reto", territory="CH", language="fr")
    subscribe(swiss.household_id, at=datetime(2026, 10, 5, tzinfo=UTC))
    watched(film, 60, territory="CH")
    made = a_draft()
    found = paper(made)
    assert found.rates_wanted == (("CHF", "EUR"),)
    assert (found.pools[0].takings, found.pools[0].amount) == (Sum(1471, "CHF"), None)
    with pytest.raises(services.RateMissing, match="CHF → EUR"):
        services.issue(statement_id=made, actor=ACTOR, at=LATER)
    told = Told("CHF", "EUR", Decimal("1.07"), "ECB, 30 October 2026")
    services.state_rate(statement_id=made, told=told, actor=ACTOR, at=LATER)
    (pool,) = paper(made).pools
    # 14.71 × 50 % × 1.07 = 7.86985
    assert (pool.rate, pool.source, pool.amount) == (
        "1.07",
        "ECB, 30 October 2026",
        Sum(787, "EUR"),
    )


def test_a_licence_without_a_fee_is_told_in_the_currency_that_members_paid(film, plans):
    grant(film, a_licence(), "CH")
    swiss = a_household("swiss@example.com", "Reto", territory="CH", language="fr")
    subscribe(swiss.household_id, at=datetime(2026, 10, 5, tzinfo=UTC))
    watched(film, 60, territory="CH")
    assert [(one.currency, one.to_pay) for one in paper(a_draft()).totals] == [("CHF", 736)]
