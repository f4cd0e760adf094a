"""Forecasts of projects from closed results, kept for ever, and held against what came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from lanterne.billing.models import Charge
from lanterne.catalogue import services as catalogue
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import BudgetDraft, CostDraft
from lanterne.commissioning.models import AppendOnly, Forecast, Project
from lanterne.commissioning.rules.forecasting import Measure
from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.facts import services as claims
from lanterne.results.models import Release, Result
from tests.cast import a_household, subscribe
from tests.commissioning.slating import ACTOR, a_project
from tests.facts import figures
from tests.titles import a_film, a_series, a_window, published

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day(markets):
    with time_machine.travel(NOW, tick=False):
        yield


def came_out(name, hours, *, completers=30, gained=10.0, genre="drama", territory="FR", days=91):
    """A film with a closed result; of a hundred households that started it."""
    title_id = a_film(name)
    catalogue.set_genres(title_id=title_id, codes=[genre], actor=ACTOR)
    return brought(title_id, hours, completers=completers, gained=gained, territory=territory, days=days)  # fmt: skip


def brought(title_id, hours, *, completers=30, gained=10.0, territory="FR", days=91):
    release, _ = Release.objects.get_or_create(
        title_id=title_id, territory=territory, defaults={"at": NOW - timedelta(days=200)}
    )
    Result.objects.create(
        release=release, days=days, closed_at=NOW, runtime=6000.0, starters=100, watchers=60,
        completers=completers, hours=hours, weeks=[hours], newcomers=50, earlier=50, first_plays=20,
        gained=gained, gained_low=None if gained is None else gained - 5,
        gained_high=None if gained is None else gained + 5, months=90, kept=0.0, kept_low=-1.0, kept_high=1.0,
    )  # fmt: skip
    return title_id


def a_past(count=9):
    return [
        came_out(f"Film {number}", 100.0 * number, completers=25 + number, gained=10.0 * number)
        for number in range(1, count + 1)
    ]


def test_a_forecast_rests_on_what_came_out_there():
    a_past()
    came_out("Elsewhere", 1e6, territory="BE")
    came_out("Of a week", 1e6, days=7)
    one = a_project("La Digue", genre="drama")

    assert services.forecast(project_id=one, actor="user:7") == 3

    hours, completion, gained = queries.forecasts(project_id=one)
    assert [card.measure for card in (hours, completion, gained)] == list(Measure)
    assert (hours.low, hours.high) == (pytest.approx(100.0), pytest.approx(900.0))
    assert (completion.low, completion.high) == (pytest.approx(0.26), pytest.approx(0.34))
    assert (gained.past, len(gained.alike), gained.on) == (9, 9, NOW.date())
    assert gained.worth is None  # Nothing was ever paid there.
    assert gained.ceiling() is None
    [line] = [one for one in audit.lines() if one.action == "commissioning.forecast"]
    assert line.actor == "user:7"


def test_titles_of_its_genre_and_those_chosen_by_hand_are_alike():
    a_past()
    other = came_out("Un rire", 5000.0, genre="comedy")
    services_comparable = a_project("La Digue", genre="drama")
    services.hold_against(
        project_id=services_comparable, name="Un rire", why="The same author.", title_id=other, actor=ACTOR,
    )  # fmt: skip
    services.forecast(project_id=services_comparable, actor=ACTOR)
    plain = a_project("La Jetée", genre="drama")
    services.forecast(project_id=plain, actor=ACTOR)

    chosen, alike = (queries.forecasts(project_id=one)[0] for one in (services_comparable, plain))
    assert (len(chosen.alike), len(alike.alike)) == (10, 9)
    assert "Un rire" in chosen.alike
    assert chosen.value > alike.value


def test_estimates_that_few_households_allow_are_no_past():
    for number in range(1, 10):
        came_out(f"Film {number}", 100.0, gained=None if number == 1 else 5.0)
    one = a_project("La Digue", genre="drama")

    assert services.forecast(project_id=one, actor=ACTOR) == 2
    assert [card.measure for card in queries.forecasts(project_id=one)] == [
        Measure.HOURS,
        Measure.COMPLETION,
    ]


def test_a_short_past_is_refused():
    a_past(8)

    with pytest.raises(services.PastTooShort, match="9 titles"):
        services.forecast(project_id=a_project("La Digue"), actor=ACTOR)


def test_what_is_out_is_not_foretold():
    *_, last = a_past(10)
    one = a_project("La Digue")
    Project.objects.filter(pk=one).update(title_id=last)

    with pytest.raises(services.ForecastTooLate):
        services.forecast(project_id=one, actor=ACTOR)

    told = a_project("Ended", stage="ended", on=NOW.date())
    with pytest.raises(services.ForecastTooLate):
        services.forecast(project_id=told, actor=ACTOR)


def test_a_forecast_is_kept_for_ever():
    a_past()
    services.forecast(project_id=a_project("La Digue"), actor=ACTOR)
    row = Forecast.objects.first()

    row.value = 1.0
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        Forecast.objects.filter(pk=row.pk)._raw_delete("default")


def test_the_price_that_gained_households_earn_back(plans, settings):
    settings.FEWEST_HOUSEHOLDS = 1
    a_past()
    home = a_household("noor@example.org", "Noor", territory="FR", language="fr")
    subscribe(home.household_id, at=NOW - timedelta(days=60))
    one = a_project("La Digue", genre="drama")
    services.forecast(project_id=one, actor=ACTOR)

    gained = queries.forecasts(project_id=one)[2]
    # One month was paid, 12.99 with a tax of 20 %, and the household left after it.
    assert gained.worth.currency == "EUR"
    assert gained.ceiling(0.8).minor == int(gained.draws[1] * gained.worth.minor)
    assert gained.ceiling(0.9).minor == int(gained.draws[0] * gained.worth.minor)
    paper = queries.paper(project_id=one, on=NOW.date())
    assert [figure.name for figure in paper.figures if figure.name in ("forecast_gained", "ceiling")] == [
        "forecast_gained",
        "ceiling",
    ]  # fmt: skip


def test_every_forecast_is_held_against_what_came():
    a_past()
    one, two, three = (a_project(name, genre="drama") for name in ("La Digue", "Le Phare", "L'Île"))
    for project in (one, two, three):
        services.forecast(project_id=project, actor=ACTOR)
    for project, hours in ((one, 300.0), (two, 40.0)):
        title_id = a_film(f"Title {project}")
        brought(title_id, hours, gained=None)
        Project.objects.filter(pk=project).update(title_id=title_id)

    told = {(one.forecast.project_id, one.forecast.measure): one for one in queries.record()}

    assert told[one, Measure.HOURS].is_within is True
    assert (told[two, Measure.HOURS].is_within, told[two, Measure.HOURS].is_below) == (False, True)
    assert told[three, Measure.HOURS].is_within is None
    assert told[one, Measure.GAINED].came is None
    coverage = queries.coverage(told.values())
    assert (coverage.judged, coverage.within, coverage.share) == (4, 3, 0.75)
    assert queries.coverage(()).share is None
    assert queries.record(territory="BE") == ()


def test_the_renewal_paper_of_a_project_puts_it_all_side_by_side(plans):
    a_past(6)
    one = a_project("La Digue", genre="drama")
    assert queries.renewal(project_id=one, at=NOW) is None

    title_id = a_film("La Digue")
    a_window(title_id)
    published(title_id)
    brought(title_id, 50.0, completers=5, gained=2.0)
    Project.objects.filter(pk=one).update(title_id=title_id)
    paper = queries.renewal(project_id=one, at=NOW)

    assert (paper.cost, paper.worth, paper.advice) == (None, None, "open")
    assert paper.brought.completion == 0.05
    assert paper.peers == 6
    assert set(paper.flags) == {"not_finished", "moved_nobody"}


def test_a_cost_in_another_currency_is_told_at_a_rate_that_stands_beside_it(plans, settings):
    settings.FEWEST_HOUSEHOLDS = 1
    one = a_project("La Digue", genre="drama")
    title_id = brought(a_film("La Digue"), 50.0, gained=2.0)
    Project.objects.filter(pk=one).update(title_id=title_id)
    home = a_household("noor@example.org", "Noor", territory="FR", language="fr")
    subscribe(home.household_id, at=NOW - timedelta(days=60))
    day = (NOW - timedelta(days=90)).date()
    draft = BudgetDraft("USD", day, [CostDraft("1400", 100_000, "USD")])
    services.draw_budget(project_id=one, draft=draft, actor=ACTOR)

    paper = queries.renewal(project_id=one, at=NOW)
    assert (paper.cost, paper.rates) == (None, ())
    assert paper.no_rate.startswith("No rate from USD to EUR is known by")

    claims.state_claim(draft=figures.dollar("0.92", day), actor=ACTOR)
    paper = queries.renewal(project_id=one, at=NOW)
    assert (paper.cost, paper.no_rate) == (Money(92_000, "EUR"), "")
    assert [(rate.base, rate.quote, rate.claim) for rate in paper.rates] == [
        ("USD", "EUR", "usd-eur")
    ]

    Charge.objects.update(currency="CHF")
    Charge.objects.create(**{**_copied(Charge.objects.get()), "currency": "EUR"})
    paper = queries.renewal(project_id=one, at=NOW)
    assert (paper.worth, paper.cost) == (None, None)
    assert paper.no_rate.startswith("No rate from CHF to EUR is known by")


def _copied(row):
    told = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    number = row.invoice_number + 1
    return {**told, "id": None, "idempotency_key": "again", "invoice_number": number}


def test_a_season_is_not_held_against_films(plans):
    a_past(6)
    one = a_project("Les Marées", kind="series", genre="drama")
    _series, [season], _episodes = a_series(seasons=(2,))
    brought(season, 50.0, completers=5)
    Project.objects.filter(pk=one).update(title_id=season)

    paper = queries.renewal(project_id=one, at=NOW)

    assert (paper.brought.completion, paper.peers, paper.flags) == (0.05, 0, ())
