"""Who may watch, and what a signed address opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from lanterne.billing.rules import Standing
from lanterne.playback import rules
from lanterne.playback.rules import Claims, KeyRing, Reason, Verdict, WatchFacts
from lanterne.rights.rules import Reason as Window

FREE = WatchFacts(
    is_published=True,
    is_suited=True,
    window=Window.OPEN,
    standing=Standing.ACTIVE,
    other_streams=1,
    most_streams=2,
)


def test_everything_in_order_means_play():
    assert rules.may_watch(FREE) is None


def test_days_of_grace_are_days_of_watching():
    assert rules.may_watch(replace(FREE, standing=Standing.GRACE)) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_published": False}, Reason.NOT_PUBLISHED),
        ({"is_suited": False}, Reason.ABOVE_CEILING),
        ({"window": Window.NO_WINDOW_HERE}, Reason.NOT_HERE),
        ({"window": Window.NOT_YET}, Reason.NOT_YET),
        ({"window": Window.OVER}, Reason.OVER),
        ({"standing": Standing.NOT_A_MEMBER}, Reason.NOT_A_MEMBER),
        ({"standing": Standing.LAPSED}, Reason.LAPSED),
        ({"other_streams": 2}, Reason.TOO_MANY_STREAMS),
        ({"other_streams": 3}, Reason.TOO_MANY_STREAMS),
        ({"most_streams": 0, "other_streams": 0}, Reason.TOO_MANY_STREAMS),
    ],
)
def test_one_thing_in_the_way_is_the_reason(change, reason):
    assert rules.may_watch(replace(FREE, **change)) is reason


def test_the_whole_truth_table_agrees_with_a_second_reading():
    """An ordered list of conditions, written apart from the rule, must give the same answer."""
    rows = product((True, False), (True, False), Window, Standing, (0, 1, 2, 3), (0, 1, 2, 4))
    for published, suited, window, standing, others, most in rows:
        facts = WatchFacts(published, suited, window, standing, others, most)
        obstacles = [
            (not published, "not_published"),
            (not suited, "above_ceiling"),
            (window is Window.NO_WINDOW_HERE, "not_here"),
            (window is Window.NOT_YET, "not_yet"),
            (window is Window.OVER, "over"),
            (standing is Standing.NOT_A_MEMBER, "not_a_member"),
            (standing is Standing.LAPSED, "lapsed"),
            (others + 1 > most, "too_many_streams"),
        ]
        expected = next((word for stands, word in obstacles if stands), None)
        assert rules.may_watch(facts) == expected, facts


@pytest.mark.parametrize(
    ("seconds", "start"), [(0.0, 0.0), (12.5, 12.5), (94.9, 94.9), (95.0, 0.0), (100.0, 0.0)]
)
def test_a_title_watched_to_the_end_begins_again(seconds, start):
    assert rules.resume_at(seconds=seconds, duration=100.0) == start


# Addresses

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HALF_PAST = NOON + timedelta(minutes=30)
SECRET = "s" * 40
RING = KeyRing.parse(f"k1:{SECRET}")
CLAIMS = Claims(folder="a1/7", session="s1", expires=1000)
TOKEN = rules.sign(CLAIMS, ring=RING)


def verdict(token=TOKEN, *, now=999, ring=RING, **change):
    return rules.check(token, replace(CLAIMS, **change), ring=ring, now=now)


def test_an_address_opens_its_folder_until_its_moment():
    assert verdict() is Verdict.GOOD
    assert verdict(now=1000) is Verdict.EXPIRED


@pytest.mark.parametrize(
    "change",
    [
        {"folder": "a2/7"},
        {"folder": "a1"},
        {"folder": "a1/7/x"},
        {"session": "s2"},
        {"expires": 2000},
        {"folder": "", "session": "s1\na1/7"},
    ],
)
def test_an_address_opens_nothing_else(change):
    assert verdict(**change) is Verdict.FORGED


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "k1",
        "k1.",
        TOKEN.removeprefix("k1."),
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN.replace("k1.", "k2."),
        "k1.é",
        "k1." + "A" * 43,
    ],
)
def test_a_forged_token_opens_nothing(token):
    assert verdict(token) is Verdict.FORGED


def test_a_forged_token_is_not_told_that_it_has_expired():
    assert verdict("k1.x", now=2000) is Verdict.FORGED


def test_without_a_key_nothing_is_signed_and_nothing_opens():
    empty = KeyRing.parse("")
    with pytest.raises(rules.NoStreamKey):
        rules.sign(CLAIMS, ring=empty)
    assert verdict(ring=empty) is Verdict.FORGED


@pytest.mark.parametrize("text", [f":{SECRET}", "k1:", "k1:short", SECRET, f"k.1:{SECRET}", " , "])
def test_what_is_not_a_key_is_no_key(text):
    assert KeyRing.parse(text).keys == ()


def test_a_rotation_signs_with_the_newest_and_still_opens_the_older():
    both = KeyRing.parse(f"k2:{'n' * 40}, k1:{SECRET}")
    assert rules.sign(CLAIMS, ring=both).startswith("k2.")
    assert verdict(ring=both) is Verdict.GOOD
    assert verdict(rules.sign(CLAIMS, ring=both), ring=both) is Verdict.GOOD
    assert verdict(ring=KeyRing.parse(f"k2:{'n' * 40}")) is Verdict.FORGED


def test_a_key_is_known_by_its_id_and_its_secret():
    assert verdict(ring=KeyRing.parse(f"k1:{'z' * 40}")) is Verdict.FORGED


@pytest.mark.parametrize(
    ("at", "hours"), [(NOON, 4), (HALF_PAST, 3.5), (NOON + timedelta(hours=2), 4)]
)
def test_an_address_lives_two_to_four_hours(at, hours):
    assert rules.token_expiry(at=at, closes_at=None) == (at + timedelta(hours=hours)).timestamp()


def test_an_address_never_outlives_the_window():
    closes = HALF_PAST + timedelta(minutes=1)
    assert rules.token_expiry(at=HALF_PAST, closes_at=closes) == closes.timestamp()
    far = NOON + timedelta(days=9)
    assert rules.token_expiry(at=NOON, closes_at=far) == (NOON + timedelta(hours=4)).timestamp()


def test_a_path_can_be_read_with_its_folder_ending_anywhere():
    assert list(rules.splits("a1/7/v/0.m4s")) == [
        ("a1", "7/v/0.m4s"),
        ("a1/7", "v/0.m4s"),
        ("a1/7/v", "0.m4s"),
    ]
    assert list(rules.splits("lonely")) == []


@pytest.mark.parametrize(
    "path",
    [
        "a1/../a2/0.m4s",
        "a1/..",
        "../a2/x",
        "a1//x",
        "/etc/passwd",
        "a1/./x",
        "a1/.hidden",
        "a1/-rf",
        "a1\\..\\a2/x",
        "a1/%2e%2e/a2",
        "a1/x\x00.mpd",
        "a1/x\n",
        "a1/é.mpd",
        "a1/",
        "",
    ],
)
def test_a_path_of_anything_but_plain_names_has_no_reading(path):
    assert list(rules.splits(path)) == []
