"""Which published titles are worth encoding anew, by what people watched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.assets import services
from lanterne.assets.gains import Gain, Verdict
from lanterne.assets.rules import Purpose
from lanterne.audience import queries
from lanterne.audience.rules import LATELY
from lanterne.core import clock
from tests.library import foretold, watched
from tests.renewing import ACTOR, TODAY, encoded_anew

pytestmark = pytest.mark.usefixtures("folders")


def ranked():
    return queries.renewals(at=clock.now())


def order() -> list[int]:
    return [one.title_id for one in ranked()]


def test_what_nobody_estimated_is_ranked_by_hours_and_promises_nothing(library):
    found = ranked()
    assert [one.title_id for one in found] == list(library)
    assert [one.prospect.hours for one in found] == [10.0, 4.0, 0.0]
    assert {(one.prospect.gain, one.prospect.bytes_saved, one.is_promising) for one in found} == {
        (None, None, False)
    }


def test_hours_times_the_share_saved_decide(library):
    foretold(library[0], 0.95)
    foretold(library[1], 0.5)
    assert order() == [library[1], library[0], library[2]]
    first = ranked()[0]
    assert first.prospect.gain == Gain(0.5, 4)
    assert first.prospect.rank == (2.0, 0.0)
    # On the mean of four rungs 2,125 kb/s: 0.95625 GB an hour.
    assert first.prospect.bytes_an_hour == 956_250_000
    assert first.prospect.bytes_saved == 4 * 956_250_000 * 0.5
    assert first.is_promising


def test_only_what_was_watched_lately_counts(library):
    watched(library[2], 100.0, ago=LATELY + timedelta(minutes=1))
    assert order()[-1] == library[2]
    watched(library[2], 100.0, ago=LATELY - timedelta(minutes=1))
    assert order()[0] == library[2]


def test_a_candidate_says_by_what_it_was_made(library):
    first = ranked()[0]
    assert first.tools == {"ffmpeg": "ffmpeg version 7.0", "lanterne": "0.1.0"}
    assert (first.policy, first.revision, first.earlier) == ("standard", 1, None)


def test_an_estimate_holds_for_the_streams_it_was_made_for(library, tmp_path):
    foretold(library[0], 0.75)
    encoded_anew(library[0], tmp_path)
    found = next(one for one in ranked() if one.title_id == library[0])
    assert (found.revision, found.earlier) == (2, 1)
    assert (found.prospect.gain, found.told_at, found.outcome) == (None, None, None)


def test_a_renewal_that_was_left_out_counts_more_than_what_was_foretold(library, tmp_path):
    foretold(library[0], 0.75)
    dearer = tuple((codec, kilobits * 2, vmaf) for codec, kilobits, vmaf in TODAY)
    encoded_anew(library[0], tmp_path, *dearer)
    found = next(one for one in ranked() if one.title_id == library[0])
    assert found.outcome.verdict is Verdict.MORE_BITS
    assert found.prospect.gain == Gain(-1.0, 4)
    assert (found.prospect.rank, found.is_promising) == ((0.0, 0.0), False)


def test_what_somebody_is_at_already_promises_nothing_more(library):
    foretold(library[0], 0.75)
    job_id = services.renew(title_id=library[0], actor=ACTOR)
    first = ranked()[0]
    assert (first.job_id, first.job_purpose) == (job_id, Purpose.RENEWAL)
    assert not first.is_promising


def test_the_library_costs_the_same_however_large(library, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert len(ranked()) == 3
