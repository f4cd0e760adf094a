"""A second is counted once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.audience import rules

tenths = st.integers(0, 400).map(lambda n: n / 10)
spans = st.lists(st.tuples(tenths, tenths), max_size=12)


@pytest.mark.parametrize(
    ("given_spans", "merged"),
    [
        ([], ()),
        ([(0, 10), (10, 20)], ((0, 20),)),
        ([(0, 10), (5, 7)], ((0, 10),)),
        ([(5, 20), (0, 10)], ((0, 20),)),
        ([(0, 10), (11, 20)], ((0, 10), (11, 20))),
        ([(10, 0), (3, 3)], ()),
    ],
)
def test_a_union_has_no_overlap_and_no_order(given_spans, merged):
    assert rules.merge(given_spans) == merged


@given(spans, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_give_the_same_union(some, random):
    again = some + random.choices(some, k=len(some)) if some else some
    random.shuffle(again)
    assert rules.merge(again) == rules.merge(some)


@given(st.lists(spans, max_size=6))
def test_merging_as_they_come_is_merging_all_at_once(batches):
    so_far = ()
    for batch in batches:
        so_far = rules.merge((*so_far, *batch))
    assert so_far == rules.merge(span for batch in batches for span in batch)


@given(spans)
def test_the_length_is_the_number_of_tenths_that_any_span_covers(some):
    covered = {tenth for start, end in some for tenth in range(round(start * 10), round(end * 10))}
    assert rules.length(some) == pytest.approx(len(covered) / 10)


@given(spans, tenths)
def test_a_cut_keeps_no_more_than_allowed_and_only_what_was_there(some, most):
    kept = rules.cut(some, most=most)
    assert rules.length(kept) == pytest.approx(min(most, rules.length(some)))
    assert rules.merge((*some, *kept)) == rules.merge(some)


def test_a_cut_takes_from_the_end():
    assert rules.cut([(0, 10), (20, 40)], most=15) == ((0, 10), (20, 25))


def test_what_lies_outside_the_title_is_nothing():
    assert rules.within([(-5, 3), (8, 99), (100, 200)], duration=10) == ((0, 3), (8, 10))


@pytest.mark.parametrize(("seconds", "most"), [(0, 30), (10, 50), (3600, 7230), (-60, 30)])
def test_the_wall_clock_allows_double_speed_and_half_a_minute(seconds, most):
    assert rules.allowance(timedelta(seconds=seconds)) == most
