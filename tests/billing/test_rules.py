from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lanterne.billing import rules
from lanterne.billing.rules import Due, Event, Membership, Period, Standing, State
from lanterne.core.money import Money

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
PAID = Membership(State.ACTIVE, Period(NOON, datetime(2026, 2, 28, 12, tzinfo=UTC), 31))

moments = st.integers(0, 10_000).map(lambda hours: NOON + timedelta(hours=hours * 17))


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_every_move_is_in_the_table_or_impossible(state, event):
    if (state, event) in rules.MOVES:
        assert rules.move(state, event) is rules.MOVES[state, event]
    else:
        with pytest.raises(rules.ImpossibleMove):
            rules.move(state, event)


def test_a_payment_makes_a_member_of_anyone():
    assert {rules.move(state, Event.PAID) for state in State} == {State.ACTIVE}


def test_only_a_payment_makes_a_member():
    others = set(Event) - {Event.PAID}
    made = {to for (_, event), to in rules.MOVES.items() if event in others}
    assert State.ACTIVE not in made


@pytest.mark.parametrize(
    ("start", "anchor_day", "end"),
    [
        ("2026-01-31", 31, "2026-02-28"),
        ("2026-02-28", 31, "2026-03-31"),
        ("2028-01-31", 31, "2028-02-29"),
        ("2026-03-31", 31, "2026-04-30"),
        ("2026-12-15", 15, "2027-01-15"),
        ("2026-11-30", 30, "2026-12-30"),
        ("2028-02-29", 29, "2028-03-29"),
    ],
)
def test_a_month_ends_on_its_day_or_on_the_last_there_is(start, anchor_day, end):
    begun = datetime.fromisoformat(f"{start}T12:00:00Z")
    assert rules.month_from(begun, anchor_day) == datetime.fromisoformat(f"{end}T12:00:00Z")


@given(moments, st.integers(1, 40))
def test_months_follow_each_other_and_keep_their_day(start, months):
    ends = [start]
    for _ in range(months):
        ends.append(rules.month_from(ends[-1], start.day))
    for before, after in pairwise(ends):
        assert 28 <= (after - before).days <= 31
        assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == 1
        assert after.time() == start.time()
        assert after.day == start.day or (after + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("membership", "at", "standing"),
    [
        (Membership(), NOON, Standing.NOT_A_MEMBER),
        (PAID, PAID.paid.start, Standing.ACTIVE),
        (PAID, PAID.paid.end - MOMENT, Standing.ACTIVE),
        (PAID, PAID.paid.end, Standing.GRACE),
        (PAID, PAID.paid.end + rules.GRACE - MOMENT, Standing.GRACE),
        (PAID, PAID.paid.end + rules.GRACE, Standing.LAPSED),
        (rules.after_leaving(PAID, at=NOON), PAID.paid.end - MOMENT, Standing.ACTIVE),
        (rules.after_leaving(PAID, at=NOON), PAID.paid.end, Standing.NOT_A_MEMBER),
        (rules.after(PAID, Event.DECLINED), PAID.paid.end, Standing.GRACE),
        (Membership(State.LAPSED, PAID.paid), NOON, Standing.LAPSED),
        (Membership(State.CANCELLED, PAID.paid), NOON, Standing.NOT_A_MEMBER),
    ],
)
def test_standing_at_the_stroke(membership, at, standing):
    assert rules.standing(membership, at=at) is standing


def test_access_says_when_it_ends():
    end = PAID.paid.end
    assert rules.access_ends_at(Membership(), at=NOON) is None
    assert rules.access_ends_at(PAID, at=NOON) is None
    assert rules.access_ends_at(PAID, at=end) == end + timedelta(days=7)
    assert rules.access_ends_at(rules.after_leaving(PAID, at=NOON), at=NOON) == end


@pytest.mark.parametrize(
    ("late", "tries", "due"),
    [
        (-MOMENT, 0, Due.NOTHING),
        (timedelta(0), 0, Due.CHARGE),
        (timedelta(0), 1, Due.NOTHING),
        (timedelta(days=3) - MOMENT, 1, Due.NOTHING),
        (timedelta(days=3), 1, Due.CHARGE),
        (timedelta(days=5), 2, Due.CHARGE),
        (timedelta(days=6), 3, Due.NOTHING),
    ],
)
def test_a_renewal_is_tried_on_days_0_3_and_5(late, tries, due):
    assert rules.due(PAID, tries=tries, at=PAID.paid.end + late) is due


def test_an_unpaid_membership_lapses_after_seven_days():
    unpaid = rules.after(PAID, Event.DECLINED)
    at = PAID.paid.end + rules.GRACE
    assert rules.due(unpaid, tries=2, at=at - MOMENT) is Due.CHARGE
    assert rules.due(unpaid, tries=2, at=at) is Due.LAPSE


def test_a_membership_that_is_leaving_is_not_charged():
    leaving = rules.after_leaving(PAID, at=NOON)
    assert rules.due(leaving, tries=0, at=PAID.paid.end - MOMENT) is Due.NOTHING
    assert rules.due(leaving, tries=0, at=PAID.paid.end) is Due.END


def test_a_member_we_forgot_to_charge_is_asked_once_and_pays_from_then_on():
    late = PAID.paid.end + timedelta(days=20)
    assert rules.due(PAID, tries=0, at=late) is Due.CHARGE
    assert rules.next_period(PAID, at=late).start == late


@pytest.mark.parametrize(
    ("gross", "rate", "part"),
    [
        (1299, "20", 217),  # 216.5 exactly: half goes up
        (1199, "20", 200),  # 199.83
        (899, "20", 150),  # 149.83
        (899, "21", 156),  # 156.02
        (1190, "8.1", 89),  # 89.17
        (949, "19", 152),  # 151.52
        (999, "0", 0),
        (0, "20", 0),
        (1, "20", 0),
        (3, "20", 1),  # 0.5 exactly
        (999, "25.5", 203),  # 202.98
    ],
)
def test_the_vat_inside_a_price(gross, rate, part):
    assert rules.vat_part(Money(gross, "EUR"), Decimal(rate)) == Money(part, "EUR")


@given(st.integers(0, 10**9), st.decimals(0, 50, places=2))
def test_vat_is_the_nearest_whole_unit_and_halves_go_up(gross, rate):
    part = rules.vat_part(Money(gross, "EUR"), rate).minor
    exact = Fraction(gross) * Fraction(rate) / (100 + Fraction(rate))
    assert part - Fraction(1, 2) <= exact < part + Fraction(1, 2)
    assert 0 <= part <= gross


@pytest.mark.parametrize(("gross", "rate"), [(-1, "20"), (100, "-1")])
def test_nothing_negative_is_taxed(gross, rate):
    with pytest.raises(ValueError, match="negative"):
        rules.vat_part(Money(gross, "EUR"), Decimal(rate))


# A life of a membership: days that pass, with what the bank says and what the member wants.
steps = st.lists(
    st.tuples(
        st.sampled_from(["worker", "join", "leave", "stay", "nothing"]),
        st.booleans(),
        st.integers(0, 20),
    ),
    max_size=40,
)


class Life:
    """Plays the services on one membership, with a bank that pays when `card_works`."""

    def __init__(self):
        self.membership, self.tries, self.periods = Membership(), 0, ()

    def pay(self, at):
        period = rules.next_period(self.membership, at=at)
        self.membership = rules.after_payment(self.membership, period=period)
        self.tries, self.periods = 0, (*self.periods, period)

    def join(self, at, card_works):
        if card_works and rules.standing(self.membership, at=at) is not Standing.ACTIVE:
            self.pay(at)

    def leave(self, at, card_works):
        if rules.standing(self.membership, at=at) in {Standing.ACTIVE, Standing.GRACE}:
            self.membership = rules.after_leaving(self.membership, at=at)

    def stay(self, at, card_works):
        if rules.standing(self.membership, at=at) is Standing.ACTIVE:
            self.membership = rules.after_staying(self.membership)

    def nothing(self, at, card_works):
        pass

    def worker(self, at, card_works):
        due = rules.due(self.membership, tries=self.tries, at=at)
        if due is Due.CHARGE and card_works:
            self.pay(at)
        elif due is not Due.NOTHING:
            event = {Due.CHARGE: Event.DECLINED, Due.END: Event.ENDED, Due.LAPSE: Event.GRACE_OVER}
            self.membership = rules.after(self.membership, event[due])
            self.tries += due is Due.CHARGE


def lived(history):
    """A life, and the time, after each step."""
    life, at = Life(), NOON
    for what, card_works, days in history:
        at += timedelta(days=days)
        getattr(life, what)(at, card_works)
        yield life, at


def live(history):
    """Tell a life: at each step the time, the membership and the periods paid until then."""
    for life, at in lived(history):
        yield at, life.membership, life.periods


@given(steps)
def test_no_day_is_paid_twice(history):
    for _, _, periods in live(history):
        assert all(before.end <= after.start for before, after in pairwise(periods))


@given(steps, st.integers(0, 60))
def test_access_follows_from_what_was_paid_and_the_time(history, later):
    for told_at, membership, periods in live(history):
        at = told_at + timedelta(days=later)
        standing = rules.standing(membership, at=at)
        is_paid = any(period.start <= at < period.end for period in periods)
        assert (standing is Standing.ACTIVE) == is_paid
        if standing is Standing.GRACE:
            assert periods[-1].end <= at < periods[-1].end + rules.GRACE


@given(steps)
@example([("join", True, 0), ("worker", False, 8), ("worker", False, 20)])
def test_a_worker_that_was_paid_finds_nothing_left_to_do(history):
    *_, (life, at) = lived([*history, ("worker", True, 0)])
    assert rules.due(life.membership, tries=life.tries, at=at) is Due.NOTHING
