"""Windows that stand in each other's way are found by search: the same answer, without comparing all with all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.rights.rules import Offer, Status, Taken, Terms, Tongue, Use, Window

FIRST = datetime(2027, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 12).map(lambda day: FIRST + timedelta(days=day))
TONGUES = st.builds(Tongue, st.sampled_from(["fr", "fr-CA", "fr-CA-x", "es", "fra"]), st.sampled_from(Use))  # fmt: skip
WINDOWS = st.builds(
    Window,
    st.sampled_from(["FR", "BE"]),
    DAYS,
    st.none() | st.integers(13, 20).map(lambda day: FIRST + timedelta(days=day)) | DAYS,
    st.builds(
        Terms,
        offer=st.sampled_from([Offer.RENTAL, Offer.FREE]),
        tongues=st.lists(TONGUES, max_size=3).map(tuple),
        status=st.sampled_from([Status.APPROVED, Status.APPROVED, Status.PENDING]),
    ),
).filter(lambda one: not one.is_empty)


@given(st.lists(WINDOWS, max_size=12), WINDOWS)
def test_it_says_what_comparing_each_says(held, wanted):
    taken = Taken()
    for one in held:
        taken.add(one)
    assert taken.meets(wanted) is any(
        wanted.is_approved and one.is_approved and wanted.overlaps(one) for one in held
    )


class Counted(datetime):
    """A moment that counts how often it is compared."""

    times = 0

    def __lt__(self, other):
        Counted.times += 1
        return super().__lt__(other)


def comparisons(count, terms):
    Counted.times, taken = 0, Taken()
    days = [Counted(2027, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(count + 1)]
    # In no order: the odd days first, from the last one on.
    for at in (*range(count - 1, -1, -2), *range(count - 2, -1, -2)):
        window = Window("FR", days[at], days[at + 1], terms(at))
        assert not taken.meets(window)
        taken.add(window)
    return Counted.times


@pytest.mark.parametrize(
    "terms", [lambda at: Terms(), lambda at: Terms(tongues=(Tongue(f"fr-x-{at % 50}"),))]
)
def test_twice_the_windows_cost_little_more_than_twice_the_comparisons(terms):
    small, large = comparisons(1_000, terms), comparisons(2_000, terms)
    # Comparing each with every other would be half a million at a thousand.
    assert 1_000 < small < 100_000
    assert large < 2.5 * small
