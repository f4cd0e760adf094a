"""Slots on this machine: results as they come, and nothing begun after a failure."""

import threading

import pytest

from lanterne_media.farm import LocalFarm


def test_results_come_in_the_order_in_which_they_are_finished():
    first_may_end = threading.Event()

    def slow():
        assert first_may_end.wait(10)
        return "slow"

    with LocalFarm(2) as farm:
        results = farm.each([slow, lambda: "quick"])
        assert next(results) == "quick"
        first_may_end.set()
        assert list(results) == ["slow"]


def test_no_more_run_at_a_time_than_there_are_slots():
    together, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2)

    def unit():
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        both.wait(10)
        with lock:
            together -= 1

    with LocalFarm(2) as farm:
        assert len(list(farm.each([unit] * 6))) == 6
    assert most == 2


def test_after_the_first_failure_what_has_not_begun_is_dropped():
    begun = []

    def fail():
        raise ValueError("broken")

    with LocalFarm(1) as farm:
        with pytest.raises(ValueError, match="broken"):
            list(farm.each([fail, *[lambda n=n: begun.append(n) for n in range(50)]]))
        farm.close()
    # The one slot may have taken the next unit before the failure was heard.
    assert len(begun) <= 2


def test_a_failure_is_told_when_what_was_running_has_ended():
    begun, may_end, ended = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        assert may_end.wait(10)
        ended.append(1)

    def fail():
        assert begun.wait(10)
        threading.Timer(0.05, may_end.set).start()
        raise ValueError("broken")

    with LocalFarm(2) as farm:
        with pytest.raises(ValueError, match="broken"):
            list(farm.each([slow, fail]))
        assert ended == [1]


def test_a_caller_who_walks_away_drops_what_has_not_begun():
    gate, begun = threading.Event(), []

    def unit():
        begun.append(1)
        assert gate.wait(10)

    with LocalFarm(1) as farm:
        results = farm.each([lambda: "first", *[unit] * 20])
        assert next(results) == "first"
        results.close()
        gate.set()
    assert len(begun) <= 2


def test_a_farm_can_be_used_again_after_a_failure():
    with LocalFarm(2) as farm:
        with pytest.raises(ZeroDivisionError):
            list(farm.each([lambda: 1 // 0]))
        assert list(farm.each([lambda: "sound"])) == ["sound"]


def test_without_a_number_there_is_a_slot_a_core():
    import os

    with LocalFarm() as farm:
        assert farm.slots == len(os.sched_getaffinity(0))


def test_nothing_to_do_is_done():
    with LocalFarm(1) as farm:
        assert list(farm.each([])) == []
