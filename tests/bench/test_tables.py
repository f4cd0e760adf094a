"""The arithmetic of the tables."""

import pytest

from bench import load, sessions, tables
from bench.tables import Table


def test_a_percentile_is_a_value_that_was_measured():
    took = [40.0, 10.0, 30.0, 20.0]
    assert tables.percentile(took, 0.5) == 20.0
    assert tables.percentile(took, 0.75) == 30.0
    assert tables.percentile(took, 0.9) == 40.0
    assert tables.percentile(took, 0.0) == 10.0
    assert tables.percentile([7.0], 0.99) == 7.0


def test_the_ninetieth_percentile_of_fifteen_is_the_fourteenth():
    assert tables.percentile([float(n) for n in range(1, 16)], 0.9) == 14.0
    assert tables.median([float(n) for n in range(1, 16)]) == 8.0


def test_nothing_has_no_percentile():
    with pytest.raises(ValueError, match="nothing was measured"):
        tables.percentile([], 0.5)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [(66.0, 8.0, "8.25 ×"), (460.0, 3037.0, "0.15 ×"), (2_000.0, 2.0, "1,000 ×"), (1.0, 0.0, "–")],
)
def test_a_ratio_has_three_figures(ours, theirs, words):
    assert tables.ratio(ours, theirs) == words


def test_figures_carry_their_units():
    assert tables.seconds(7.96) == "8.0 s"
    assert tables.seconds(None) == "–"
    assert tables.milliseconds(12.34) == "12.3 ms"
    assert tables.milliseconds(1234.5) == "1,234 ms"
    assert tables.rate(9.876) == "9.88 /s"


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1.00 kB"), (1_048_576, "1.05 MB"), (2_970_000_000, "2.97 GB")],
)  # fmt: skip
def test_sizes_are_decimal(octets, words):
    assert tables.size(octets) == words


TWO = Table("Heading", ("", "first"), (("ours", "8.0 s"), ("theirs", "66.0 s")), "How.")


def test_a_table_for_the_document():
    assert TWO.markdown() == (
        "### Heading\n\n|  | first |\n| --- | ---: |\n| ours | 8.0 s |\n| theirs | 66.0 s |\n\nHow."
    )


def test_a_table_for_the_terminal():
    assert TWO.text() == (
        "Heading\n\n         first\n──────  ──────\nours     8.0 s\ntheirs  66.0 s\n\nHow."
    )


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        Table("Heading", ("", "first"), (("ours",),))


WRK = """Running 5s test @ http://127.0.0.1:8000
  1 threads and 16 connections
  Latency Distribution
     50%    9.50ms
     75%   10.11ms
     90%   11.00ms
     99%    1.20s
  8123 requests in 5.00s, 7.91GB read
{more}Requests/sec:   1624.51
Transfer/sec:      1.58GB
"""


def test_the_report_of_wrk_is_read_in_milliseconds():
    assert load.read_wrk(WRK.format(more="")) == load.Load(1624.51, 9.5, 1200.0, 0)


def test_refusals_and_broken_connections_are_counted():
    more = (
        "  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 10\n"
    )
    assert load.read_wrk(WRK.format(more=more)).refused == 17


def test_words_that_are_no_report_are_shown():
    with pytest.raises(load.WrongAnswer, match="unable to connect"):
        load.read_wrk("unable to connect to 127.0.0.1:1 Connection refused")


def test_rounds_past_the_limit_are_counted_by_themselves():
    told = {"SQLite": {"granted": [2, 2, 3, 2, 1]}}
    assert sessions.turnstile(told).rows == (("SQLite", "5", "3", "1", "1"),)
