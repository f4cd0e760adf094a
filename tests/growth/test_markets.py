"""A market from claims and from the house's own count, and what the counts say of its future."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lanterne.billing import queries as billing
from lanterne.billing.models import Charge, Subscription
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.core.money import Money
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from lanterne.facts.rules import Difference, differences
from lanterne.growth import queries, services
from lanterne.growth.drafts import PresenceDraft, ScenarioDraft, ServiceDraft
from lanterne.growth.queries import Lacks, ScenarioCard
from tests.facts import figures
from tests.growth import world
from tests.growth.world import ACTOR, THE_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    world.told()


def test_one_in_eight_households_and_eleven_million_are_missing(france):
    card = queries.market(territory="FR", on=THE_DAY)

    assert round(card.worked.penetration.quantity.amount, 1) == Decimal("12.1")
    assert card.worked.wanted.quantity.amount == 14_498_376
    assert card.worked.gap.quantity.amount == 10_998_376
    assert card.worked.penetration.caveats == (Difference.SCOPE,)
    assert [one.key for one in card.sources] == [
        "households-fr-2018",
        "netflix-subscribers-fr",
        "target-fr",
    ]
    assert card.own is None


def test_before_anything_was_counted_nothing_is_worked_out(france):
    card = queries.market(territory="FR", on=date(2017, 12, 31))

    assert (card.households, card.claimed) == (None, None)
    assert card.worked == queries.Worked(None, None, None)


def test_a_figure_counts_from_its_own_day_on(france):
    first, eve = (
        queries.market(territory="FR", on=on) for on in (date(2018, 1, 1), date(2018, 9, 27))
    )

    assert (first.households.key, first.claimed) == ("households-fr-2018", None)
    assert eve.claimed is None
    assert queries.market(territory="FR", on=THE_DAY).claimed.key == "netflix-subscribers-fr"
    assert queries.counts(territory="FR", on=date(2018, 9, 27)) == ()


def test_a_correction_of_the_figure_is_what_the_market_shows(france):
    right = figures.subscribers(3_600_000, "subscribers-2")
    claims.correct_claim(key="netflix-subscribers-fr", draft=right, reason="A slip.", actor=ACTOR)

    card = queries.market(territory="FR", on=THE_DAY)

    assert round(card.worked.penetration.quantity.amount, 1) == Decimal("12.4")
    assert [one.key for one in queries.counts(territory="FR", on=THE_DAY)] == ["subscribers-2"]


def test_a_market_is_known_where_we_are_sell_or_know_the_households(france, markets):
    assert queries.territories_known() == ("BE", "CH", "DE", "FR", "GB", "US")


def pay(household_id, at, is_paid=True, renews=None):
    """A charge as the ledger writes it, of a month that is past."""
    held = Subscription.objects.get(household_id=household_id)
    number = Charge.objects.count() + 1000
    Charge.objects.create(
        subscription=held,
        price=held.price,
        idempotency_key=f"past-{number}",
        payment_token="card",
        currency=held.price.currency,
        minor=held.price.minor,
        vat_rate=20,
        vat_minor=held.price.minor // 6,
        state="paid" if is_paid else "declined",
        renews=renews,
        at=at,
        settled_at=at,
        invoice_year=at.year if is_paid else None,
        invoice_number=number if is_paid else None,
    )


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def past(subscriber, stranger, plans):
    """The subscriber paid January to March 2024; the stranger January, and February was declined."""
    offer = next(one for one in billing.offers(territory="FR", at=day("2024-01-01")))
    Charge.objects.all().delete()
    Subscription.objects.create(household_id=stranger.household_id, price_id=offer.price_id)
    pay(subscriber.household_id, day("2024-01-10"))
    for month in (2, 3):
        start = day(f"2024-0{month}-10")
        pay(subscriber.household_id, start, renews=start)
    pay(stranger.household_id, day("2024-01-20"))
    pay(stranger.household_id, day("2024-02-20"), is_paid=False, renews=day("2024-02-20"))


@pytest.mark.parametrize(
    ("on", "members"),
    [("2024-01-11", 1), ("2024-02-01", 2), ("2024-03-01", 1), ("2024-04-11", 0)],
)
def test_members_of_any_day_are_counted_from_what_was_paid(past, on, members):
    own = queries.market(territory="FR", on=date.fromisoformat(on)).own
    assert own.claim.value.amount == members


def test_before_anybody_paid_there_is_no_count(past):
    assert queries.market(territory="FR", on=date(2024, 1, 10)).own is None


def test_what_came_and_went_in_a_year_has_its_causes(past):
    own = queries.market(territory="FR", on=date(2024, 12, 31)).own

    assert (own.year.gained, own.year.lost, own.year.net) == (2, {"left": 1, "unpaid": 1}, 0)
    assert own.year.churn is None
    # Three months of two streams at 12.99, one of one stream at 8.99, each less its sixth.
    assert own.revenue == (Money(3 * (1299 - 216) + (899 - 149), "EUR"),)


def test_our_own_count_and_what_is_claimed_are_not_taken_for_one(past):
    world.told()
    card = queries.market(territory="FR", on=date(2024, 2, 1))

    assert card.own.claim.value.amount == 2
    assert card.claimed.claim.value.amount == 3_500_000
    assert Difference.TIME in differences(card.own.claim, card.claimed.claim)


def test_nobody_who_never_paid_is_counted(subscriber, stranger):
    Charge.objects.all().delete()
    assert queries.market(territory="FR", on=date(2024, 2, 1)).own is None


def test_when_half_of_the_households_are_reached_is_a_band_and_never_a_day(france):
    found = queries.forecast(scenario=ScenarioCard("FR", ""), on=THE_DAY)

    assert found.lacks is None
    assert [card.key for card in found.made_of] == ["netflix-subscribers-fr"]
    assert found.entered == date(2014, 9, 15)
    assert found.reached.latest is None
    assert found.reached.earliest.year in {2022, 2023}
    assert found.reached.chance == 37
    assert not found.is_ceiling_told
    assert (round(found.ceiling[0]), round(found.ceiling[2])) == (19, 85)
    today = found.course[0]
    assert today.on == THE_DAY
    assert today.low < Decimal("12.1") < today.high


def test_a_ceiling_that_staff_fix_stands_beside_what_the_counts_leave_open(france):
    services.set_scenario(
        draft=ScenarioDraft("FR", "As in America", ceiling=Decimal(60)), actor=ACTOR
    )
    free, fixed = queries.forecasts(territory="FR", on=THE_DAY)

    assert (free.scenario.name, fixed.scenario.name) == ("", "As in America")
    assert fixed.ceiling == (Decimal("60.0"),) * 3
    assert fixed.reached.chance > free.reached.chance
    assert audit.lines(limit=1)[0].action == "growth.set_scenario"


@pytest.mark.parametrize(
    ("ceiling", "on", "lacks"),
    [
        (Decimal(12), THE_DAY, Lacks.CEILING),
        (None, date(2017, 1, 1), Lacks.HOUSEHOLDS),
        (None, date(2018, 9, 27), Lacks.COUNTS),
    ],
)
def test_what_is_missing_for_a_forecast_is_said(france, ceiling, on, lacks):
    found = queries.forecast(scenario=ScenarioCard("FR", "", ceiling), on=on)
    assert (found.lacks, found.course) == (lacks, ())


@pytest.mark.parametrize(
    ("entered", "keys"), [("2018-09-27", ["netflix-subscribers-fr"]), ("2018-09-28", [])]
)
def test_what_was_counted_by_the_day_of_entry_tells_nothing_of_the_service(france, entered, keys):
    draft = PresenceDraft("netflix", "FR", entered_on=entered)
    services.place_service(draft=draft, actor=ACTOR)

    found = queries.forecast(scenario=ScenarioCard("FR", ""), on=date(2019, 1, 1))
    assert [card.key for card in found.made_of] == keys


def test_without_a_day_of_entry_or_a_target_there_is_no_forecast():
    claims.state_claim(draft=figures.households(), actor=ACTOR)
    claims.state_claim(draft=figures.subscribers(), actor=ACTOR)
    services.put_service(draft=ServiceDraft("netflix", "Netflix", is_ours=True), actor=ACTOR)
    assert queries.forecast(scenario=ScenarioCard("FR", ""), on=THE_DAY).lacks is Lacks.ENTRY

    services.place_service(draft=PresenceDraft("netflix", "FR", entered_on="2014-09"), actor=ACTOR)
    assert queries.forecast(scenario=ScenarioCard("FR", ""), on=THE_DAY).lacks is Lacks.TARGET
    held = queries.forecast(scenario=ScenarioCard("FR", ""), on=THE_DAY, target=Decimal(30))
    assert held.lacks is None


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (ScenarioDraft("XX", "A"), "There is no country “XX”."),
        (ScenarioDraft("FR", " "), "A name is missing."),
        (ScenarioDraft("FR", "A", ceiling=Decimal(101)), "101 is not above 0 and at most 100."),
        (ScenarioDraft("FR", "A", innovation=Decimal(0)), "0 is not above 0 and at most 1."),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(draft, why):
    with pytest.raises(services.WrongFacts, match=why.replace(".", r"\.")):
        services.set_scenario(draft=draft, actor=ACTOR)
    assert queries.scenarios(territory="FR") == ()


def test_the_largest_rates_that_are_allowed_are_kept():
    draft = ScenarioDraft("FR", "A", innovation=Decimal(1), imitation=Decimal(5))
    assert services.set_scenario(draft=draft, actor=ACTOR)
    [kept] = queries.scenarios(territory="FR")
    assert (kept.innovation, kept.imitation) == (1, 5)


def test_a_scenario_is_dropped_once():
    services.set_scenario(draft=ScenarioDraft("FR", "A"), actor=ACTOR)
    services.drop_scenario(territory="FR", name="A", actor=ACTOR)
    with pytest.raises(services.NoSuchScenario):
        services.drop_scenario(territory="FR", name="A", actor=ACTOR)


def test_one_service_is_ours(france):
    with pytest.raises(services.OursAlready):
        services.put_service(draft=ServiceDraft("amazon", "Prime Video", is_ours=True), actor=ACTOR)
    assert queries.ours().key == "netflix"


def test_who_is_entering_was_announced_and_has_not_come(france):
    [found] = queries.entering(on=THE_DAY, territory="FR")
    assert (found.service.name, found.announced_on) == ("Apple", "2018-03")


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (PresenceDraft("nobody", "FR", entered_on="2014"), "There is no service “nobody”."),
        (PresenceDraft("netflix", "FR"), "Say when the service was announced"),
        (
            PresenceDraft("netflix", "FR", entered_on="2014", left_on="2013"),
            "A service leaves where",
        ),
        (PresenceDraft("netflix", "FR", entered_on="2014-13"), "is not a date such as"),
        (
            PresenceDraft("netflix", "FR", entered_on="2014", claim="none"),
            "There is no claim “none”.",
        ),
    ],
)
def test_a_presence_that_cannot_be_is_refused(france, draft, why):
    with pytest.raises(Refused, match=why):
        services.place_service(draft=draft, actor=ACTOR)
    assert (
        queries.presences(on=THE_DAY, territory="FR", service="netflix")[0].entered_on
        == "2014-09-15"
    )


def test_a_presence_cites_the_claim_that_it_rests_on(france):
    draft = PresenceDraft("amazon", "FR", entered_on="2016-12-14", claim="netflix-subscribers-fr")
    services.place_service(draft=draft, actor=ACTOR)
    assert [one.place for one in facts.citations("netflix-subscribers-fr")] == ["service:amazon"]
