from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from lanterne.billing import queries, services
from lanterne.billing.models import Charge, InvoiceSeries, Subscription
from lanterne.billing.rules import ChargeState, Entitlement, Standing, State
from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.territories import services as territories
from tests.billing import bank
from tests.cast import a_household

pytestmark = pytest.mark.django_db

JOINED = datetime(2026, 1, 31, 12, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 28, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NOBODY = Entitlement(Standing.NOT_A_MEMBER, "", 0, 0, None)


@pytest.fixture
def guest(plans):
    """A household in France that has not joined yet."""
    return a_household("guest@example.com", "Dominique", territory="FR", language="fr")


def price(plan="duo", territory="FR", at=JOINED):
    offers = queries.offers(territory=territory, at=at)
    return next(offer.price_id for offer in offers if offer.plan_code == plan)


def join(person, *, plan="duo", token="card-ok", key="key-1", at=JOINED):
    return services.join(
        household_id=person.household_id,
        price_id=price(plan),
        payment_token=token,
        idempotency_key=key,
        at=at,
    )


def standing(person, at):
    return queries.entitlement(household_id=person.household_id, at=at).standing


def states(person):
    return [charge.state for charge in queries.charges(household_id=person.household_id)]


def test_offers_are_the_prices_of_the_country_with_their_tax(plans):
    solo, duo = queries.offers(territory="BE", at=JOINED)
    assert (solo.plan_code, solo.plan_name, solo.money) == ("solo", "Solo", Money(899, "EUR"))
    assert (solo.most_streams, solo.tallest, solo.vat_rate) == (1, 720, Decimal(21))
    assert (duo.plan_code, duo.money, duo.most_streams) == ("duo", Money(1299, "EUR"), 2)
    assert queries.offers(territory="GB", at=JOINED)[0].money == Money(799, "GBP")
    assert queries.offers(territory="JP", at=JOINED) == ()


def test_a_new_price_begins_at_the_stroke(plans):
    services.set_price(
        plan_code="solo", territory="FR", minor=1099, valid_from=FEBRUARY, actor="user:1"
    )
    before = queries.offers(territory="FR", at=FEBRUARY - timedelta(microseconds=1))
    assert [offer.money.minor for offer in before] == [899, 1299]
    assert [offer.money.minor for offer in queries.offers(territory="FR", at=FEBRUARY)] == [
        1099,
        1299,
    ]


def test_a_closed_market_offers_nothing(plans):
    territories.close_market(territory="FR", actor="user:1")
    assert queries.offers(territory="FR", at=JOINED) == ()


def test_joining_pays_a_month_and_gives_access(guest):
    card = join(guest)
    assert (card.plan_name, card.price, card.state) == ("Duo", Money(1299, "EUR"), State.ACTIVE)
    assert (card.period_start, card.period_end, card.is_ending) == (JOINED, FEBRUARY, False)
    assert queries.entitlement(household_id=guest.household_id, at=JOINED) == Entitlement(
        Standing.ACTIVE, "Duo", 2, 2160, None
    )
    (charge,) = queries.charges(household_id=guest.household_id)
    assert (charge.state, charge.money) == (ChargeState.PAID, Money(1299, "EUR"))
    assert (charge.vat, charge.vat_rate) == (Money(217, "EUR"), Decimal(20))
    assert charge.invoice == "2026-000001"
    assert list(bank.TAKEN.values()) == [1299]


def test_money_leaves_an_audit_line(guest):
    join(guest)
    (paid, *_) = audit.lines(subject=f"household:{guest.household_id}")
    assert (paid.actor, paid.action) == ("system:billing", "billing.charge_paid")
    assert (paid.detail["minor"], paid.detail["currency"]) == (1299, "EUR")


def test_a_household_that_never_joined_has_nothing(guest):
    assert queries.entitlement(household_id=guest.household_id, at=JOINED) == NOBODY
    assert queries.subscription(household_id=guest.household_id) is None
    assert queries.charges(household_id=guest.household_id) == ()


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("card-insufficient_funds", "Your card does not have enough funds."),
        ("card-expired", "Your card has expired."),
        ("card-needs_confirmation", "Your bank wants you to confirm this payment first."),
        ("card-stolen", "Your card was declined."),
    ],
)
def test_a_declined_card_joins_nobody_and_says_why(guest, token, sentence):
    with translation.override("en"), pytest.raises(services.PaymentDeclined) as caught:
        join(guest, token=token)
    assert (str(caught.value), caught.value.reason) == (sentence, token.removeprefix("card-"))
    assert queries.entitlement(household_id=guest.household_id, at=JOINED) == NOBODY
    (charge,) = queries.charges(household_id=guest.household_id)
    assert (charge.state, charge.invoice) == (ChargeState.DECLINED, None)
    assert bank.TAKEN == {}


def test_another_card_after_a_declined_one_joins(guest):
    with pytest.raises(services.PaymentDeclined):
        join(guest, token="card-expired", key="key-1")
    join(guest, key="key-2")
    assert standing(guest, JOINED) is Standing.ACTIVE
    assert states(guest) == [ChargeState.PAID, ChargeState.DECLINED]


def test_the_same_key_gives_the_same_answer_and_takes_money_once(guest):
    assert join(guest) == join(guest)
    assert len(bank.ASKED) == 1
    assert states(guest) == [ChargeState.PAID]


def test_the_same_key_declines_again_without_asking(guest):
    for _ in range(2):
        with pytest.raises(services.PaymentDeclined):
            join(guest, token="card-expired")
    assert len(bank.ASKED) == 1


def test_a_key_does_not_serve_for_another_offer(guest):
    join(guest)
    with pytest.raises(services.KeyReused):
        join(guest, plan="solo")
    assert len(bank.ASKED) == 1


def test_two_households_may_choose_the_same_key(guest, stranger):
    join(guest)
    join(stranger)
    assert sorted(bank.TAKEN.values()) == [1299, 1299]


def test_a_member_does_not_join_again(guest):
    join(guest)
    with pytest.raises(services.AlreadyMember):
        join(guest, key="key-2")
    assert states(guest) == [ChargeState.PAID]


@pytest.mark.parametrize("elsewhere", ["GB", "US"])
def test_an_offer_of_another_country_is_refused(guest, elsewhere):
    with pytest.raises(services.OfferOver):
        services.join(
            household_id=guest.household_id,
            price_id=price(territory=elsewhere),
            payment_token="card-ok",
            idempotency_key="key",
            at=JOINED,
        )
    assert not Subscription.objects.exists()
    assert bank.ASKED == []


def test_an_old_price_is_refused_to_newcomers_and_kept_for_members(guest, stranger):
    old = price()
    join(guest)
    services.set_price(
        plan_code="duo", territory="FR", minor=1499, valid_from=JOINED + DAY, actor="user:1"
    )
    with pytest.raises(services.OfferOver):
        services.join(
            household_id=stranger.household_id,
            price_id=old,
            payment_token="card-ok",
            idempotency_key="key",
            at=JOINED + DAY,
        )
    services.renew_due(at=FEBRUARY)
    assert list(bank.TAKEN.values()) == [1299, 1299]


def test_a_lost_answer_is_asked_for_again_and_pays_once(guest):
    bank.MOODS["all"] = "silent"
    with pytest.raises(services.PaymentUncertain):
        join(guest)
    assert standing(guest, JOINED) is Standing.NOT_A_MEMBER
    bank.MOODS.clear()
    assert join(guest, at=JOINED + DAY).period_start == JOINED
    assert (len(bank.ASKED), len(bank.TAKEN)) == (2, 1)


def test_a_lost_answer_is_not_paid_twice_under_another_key(guest):
    bank.MOODS["all"] = "silent"
    with pytest.raises(services.PaymentUncertain):
        join(guest, key="key-1")
    bank.MOODS.clear()
    with pytest.raises(services.AlreadyMember):
        join(guest, key="key-2")
    assert len(bank.TAKEN) == 1
    assert standing(guest, JOINED) is Standing.ACTIVE


def test_the_worker_finishes_what_nobody_came_back_for(guest):
    bank.MOODS["all"] = "silent"
    with pytest.raises(services.PaymentUncertain):
        join(guest)
    bank.MOODS.clear()
    assert services.renew_due(at=JOINED + timedelta(minutes=9)) == 0
    assert services.renew_due(at=JOINED + timedelta(minutes=10)) == 1
    assert (len(bank.TAKEN), states(guest)) == (1, [ChargeState.PAID])


def test_a_membership_renews_at_the_end_of_its_month(guest):
    join(guest)
    assert services.renew_due(at=FEBRUARY - timedelta(microseconds=1)) == 0
    assert services.renew_due(at=FEBRUARY) == 1
    assert services.renew_due(at=FEBRUARY) == 0
    card = queries.subscription(household_id=guest.household_id, at=FEBRUARY)
    assert (card.period_start, card.period_end) == (FEBRUARY, MARCH)
    assert list(bank.TAKEN.values()) == [1299, 1299]


@pytest.mark.slow
def test_a_year_of_renewals_keeps_the_day_and_counts_the_invoices(guest):
    join(guest)
    at, ends = JOINED, []
    while at < datetime(2027, 2, 1, tzinfo=UTC):
        at += DAY
        services.renew_due(at=at)
        end = queries.subscription(household_id=guest.household_id, at=at).period_end
        ends.extend([end.day] if end.day not in ends[-1:] else [])
    assert ends == [28, 31, 30, 31, 30, 31, 30, 31, 30, 31, 28]
    invoices = [charge.invoice for charge in queries.charges(household_id=guest.household_id)]
    assert invoices[::-1] == [f"2026-{number:06d}" for number in range(1, 13)] + ["2027-000001"]


def break_card(person, token="card-expired"):
    Subscription.objects.filter(household_id=person.household_id).update(payment_token=token)


def test_an_unpaid_renewal_is_tried_three_times_then_lapses(guest):
    join(guest)
    break_card(guest)
    seen = []
    for day in range(9):
        at = FEBRUARY + day * DAY
        services.renew_due(at=at)
        seen.append((standing(guest, at), len(bank.ASKED) - 1))
    grace, lapsed = Standing.GRACE, Standing.LAPSED
    assert seen == [
        *[(grace, 1)] * 3,
        *[(grace, 2)] * 2,
        *[(grace, 3)] * 2,
        *[(lapsed, 3)] * 2,
    ]
    card = queries.subscription(household_id=guest.household_id, at=FEBRUARY)
    assert card.state is State.LAPSED
    assert len(bank.TAKEN) == 1


def test_access_ends_on_time_even_if_no_worker_runs(guest):
    join(guest)
    assert standing(guest, FEBRUARY) is Standing.GRACE
    assert standing(guest, FEBRUARY + 7 * DAY) is Standing.LAPSED


def test_a_new_card_in_grace_follows_on_without_a_gap(guest):
    join(guest)
    break_card(guest)
    services.renew_due(at=FEBRUARY)
    card = join(guest, key="key-2", at=FEBRUARY + 2 * DAY)
    assert (card.state, card.period_start, card.period_end) == (State.ACTIVE, FEBRUARY, MARCH)
    assert services.renew_due(at=MARCH) == 1


def test_a_new_card_that_fails_in_grace_changes_nothing(guest):
    join(guest)
    break_card(guest)
    services.renew_due(at=FEBRUARY)
    before = queries.subscription(household_id=guest.household_id, at=FEBRUARY)
    with pytest.raises(services.PaymentDeclined):
        join(guest, token="card-stolen", key="key-2", at=FEBRUARY)
    assert queries.subscription(household_id=guest.household_id, at=FEBRUARY) == before


def test_a_lapsed_household_joins_again_from_that_day(guest):
    join(guest)
    break_card(guest)
    services.renew_due(at=FEBRUARY)
    services.renew_due(at=FEBRUARY + 7 * DAY)
    back = datetime(2026, 6, 10, 9, tzinfo=UTC)
    card = join(guest, plan="solo", key="key-2", at=back)
    assert (card.plan_code, card.period_start) == ("solo", back)
    assert card.period_end == datetime(2026, 7, 10, 9, tzinfo=UTC)


def test_a_cancelled_membership_runs_to_its_end_and_is_not_charged(guest):
    join(guest)
    card = services.cancel(household_id=guest.household_id, at=JOINED + DAY)
    assert (card.state, card.is_ending) == (State.ACTIVE, True)
    running = queries.entitlement(household_id=guest.household_id, at=FEBRUARY - DAY)
    assert (running.standing, running.ends_at) == (Standing.ACTIVE, FEBRUARY)
    assert services.renew_due(at=FEBRUARY) == 0
    assert queries.entitlement(household_id=guest.household_id, at=FEBRUARY) == Entitlement(
        Standing.NOT_A_MEMBER, "", 0, 0, FEBRUARY
    )
    over = queries.subscription(household_id=guest.household_id, at=FEBRUARY)
    assert over.state is State.CANCELLED
    assert len(bank.ASKED) == 1


def test_a_cancellation_is_taken_back(guest):
    join(guest)
    services.cancel(household_id=guest.household_id, at=JOINED + DAY)
    assert not services.resume(household_id=guest.household_id, at=JOINED + 2 * DAY).is_ending
    assert services.renew_due(at=FEBRUARY) == 1


def test_leaving_in_grace_ends_at_once(guest):
    join(guest)
    break_card(guest)
    services.renew_due(at=FEBRUARY)
    card = services.cancel(household_id=guest.household_id, at=FEBRUARY + DAY)
    assert (card.state, card.standing) == (State.CANCELLED, Standing.NOT_A_MEMBER)
    assert services.renew_due(at=FEBRUARY + 3 * DAY) == 0
    assert len(bank.ASKED) == 2


def test_nobody_leaves_or_stays_twice(guest):
    with pytest.raises(services.NotAMember):
        services.cancel(household_id=guest.household_id, at=JOINED)
    with pytest.raises(services.NotAMember):
        services.resume(household_id=guest.household_id, at=JOINED)
    join(guest)
    with pytest.raises(services.NothingToResume):
        services.resume(household_id=guest.household_id, at=JOINED)
    services.cancel(household_id=guest.household_id, at=JOINED)
    with pytest.raises(services.NothingToResume):
        services.resume(household_id=guest.household_id, at=FEBRUARY)
    with pytest.raises(services.NotAMember):
        services.cancel(household_id=guest.household_id, at=FEBRUARY)


def test_a_silent_bank_stops_neither_the_run_nor_the_others(guest, stranger):
    join(guest)
    join(stranger)
    bank.MOODS["all"] = "dead"
    assert services.renew_due(at=FEBRUARY) == 0
    assert states(guest)[0] == states(stranger)[0] == ChargeState.PENDING
    bank.MOODS.clear()
    assert services.renew_due(at=FEBRUARY + DAY) == 2
    assert len(bank.TAKEN) == 4
    assert queries.subscription(household_id=guest.household_id, at=MARCH).period_end == MARCH


def test_nobody_cancels_while_a_payment_hangs(guest):
    join(guest)
    bank.MOODS["all"] = "dead"
    services.renew_due(at=FEBRUARY)
    with pytest.raises(services.PaymentUncertain):
        services.cancel(household_id=guest.household_id, at=FEBRUARY)
    bank.MOODS.clear()
    card = services.cancel(household_id=guest.household_id, at=FEBRUARY)
    assert (card.is_ending, card.period_end) == (True, MARCH)


def test_only_paid_charges_use_up_invoice_numbers(guest, stranger):
    with pytest.raises(services.PaymentDeclined):
        join(guest, token="card-expired")
    join(stranger)
    join(guest, key="key-2")
    numbers = Charge.objects.exclude(invoice_number=None).order_by("settled_at", "invoice_number")
    assert list(numbers.values_list("invoice_number", flat=True)) == [1, 2]


def test_an_undone_settlement_leaves_no_gap(guest, stranger, monkeypatch):
    join(stranger)

    def fail(*, actor, action, subject, detail=None):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", fail)
        with pytest.raises(OSError, match="full"):
            join(guest)
    assert InvoiceSeries.objects.get(year=2026).last == 1
    assert states(guest) == [ChargeState.PENDING]
    join(guest)
    assert queries.charges(household_id=guest.household_id)[0].invoice == "2026-000002"
    assert len(bank.TAKEN) == 2


def test_the_database_itself_refuses_a_second_pending_charge(guest):
    join(guest)
    bank.MOODS["all"] = "dead"
    services.renew_due(at=FEBRUARY)
    pending = Charge.objects.get(state=ChargeState.PENDING)
    pending.pk, pending.idempotency_key = None, "another"
    pending._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        pending.save()


@pytest.mark.parametrize(
    "change",
    [{"state": "happy"}, {"period_end": None}, {"period_end": JOINED}, {"anchor_day": 32}],
)
def test_the_database_itself_refuses_a_membership_that_cannot_be(guest, change):
    join(guest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.update(**change)


def test_the_database_itself_refuses_a_paid_charge_without_an_invoice(guest):
    join(guest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.update(invoice_number=None)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"plan_code": "trio"}, services.PlanUnknown),
        ({"territory": "JP"}, services.NoMarket),
        ({"minor": 0}, services.PriceInvalid),
        ({"minor": -100}, services.PriceInvalid),
        ({"valid_from": datetime(2020, 1, 1, tzinfo=UTC)}, services.PriceTaken),
    ],
)
def test_no_price_is_set_on_a_mistake(plans, changes, refusal):
    chosen = {"plan_code": "duo", "territory": "FR", "minor": 999, "valid_from": JOINED}
    before = queries.offers(territory="FR", at=FEBRUARY)
    with pytest.raises(refusal):
        services.set_price(**{**chosen, **changes}, actor="user:1")
    assert queries.offers(territory="FR", at=FEBRUARY) == before


def test_a_plan_is_changed_under_its_code(guest):
    join(guest)
    services.open_plan(code="duo", name="Duo+", most_streams=3, tallest=2160, actor="user:1")
    entitled = queries.entitlement(household_id=guest.household_id, at=JOINED)
    assert (entitled.plan_name, entitled.most_streams) == ("Duo+", 3)
