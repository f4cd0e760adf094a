"""One range of bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.playback import ranges
from lanterne.playback.ranges import Part


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-9", (0, 10)),
        ("bytes=2-5", (2, 6)),
        ("bytes=2-", (2, 10)),
        ("bytes=9-", (9, 10)),
        ("bytes=5-400", (5, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
    ],
)
def test_a_range_is_a_part_of_the_file(header, part):
    assert ranges.read(header, 10) == Part(*part, 10)


@pytest.mark.parametrize(
    "header",
    ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=٣-"],
)
def test_what_is_not_one_range_asks_for_the_whole(header):
    assert ranges.read(header, 10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_after_the_end_cannot_be_answered(header):
    with pytest.raises(ranges.Unsatisfiable):
        ranges.read(header, 10)


def test_an_empty_file_has_no_part():
    with pytest.raises(ranges.Unsatisfiable):
        ranges.read("bytes=0-", 0)


def test_a_part_names_its_place():
    assert Part(2, 6, 10).header == "bytes 2-5/10"
    assert Part(2, 6, 10).length == 4


@given(st.text(max_size=30), st.integers(0, 1000))
def test_no_header_makes_a_part_outside_the_file(text, size):
    try:
        part = ranges.read(f"bytes={text}", size)
    except ranges.Unsatisfiable:
        return
    assert part is None or 0 <= part.start < part.stop <= size
