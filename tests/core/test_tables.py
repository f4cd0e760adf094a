"""Tables in and out: what no table may say, and how numbers are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lanterne.core import sheets, taking
from lanterne.core.hauling import Hauler, haul
from lanterne.core.sheets import Cells, UnreadableTable, WrongCell


def test_an_amount_finer_than_its_currency_is_refused():
    with pytest.raises(WrongCell, match=r"9\.999 has more decimals"):
        Cells(2, {"amount": "9.999", "currency": "EUR"}).money("amount", "currency")


def test_tables_beyond_measure_are_refused(monkeypatch):
    monkeypatch.setattr(taking, "MOST_CHARACTERS", 5)
    taker = taking.Taker((), lambda _lines, _actor: taking.Outcome.ADDED)

    with pytest.raises(UnreadableTable, match="too long"):
        taking.take_in(tables={"orders": "a,b\n1,2\n"}, takers={"orders": taker}, actor="user:1")


def test_a_character_that_is_none_is_refused_with_its_line():
    hauler = Hauler(("member",), lambda cells: cells, lambda _drafts: [])

    told = haul("members", ["member\n", "a\0\n"], hauler)

    assert told.refused == [(2, "The character U+0000 belongs in no text.")]


@pytest.mark.django_db
def test_what_a_line_is_about_is_told_also_of_one_that_is_refused():
    def take(lines, _actor):
        if lines[0].text("amount") == "none":
            raise WrongCell("It is none.")
        return taking.Outcome.ADDED

    taker = taking.Taker(("key",), take, key="key")
    report = taking.take_in(
        tables={"orders": "key,amount\nfirst,1\nsecond,none\n"},
        takers={"orders": taker},
        actor="user:1",
    )

    told = [(one.line, one.key, one.outcome.value, one.why) for one in report.arrivals]
    assert told == [(2, "first", "added", ""), (3, "second", "refused", "It is none.")]


def test_numbers_are_written_plainly_and_texts_so_that_no_spreadsheet_runs_them():
    rows = [{"amount": Decimal("3.5E+6"), "text": "=1+1"}, {"amount": Decimal(-2), "text": None}]

    assert sheets.written(("amount", "text"), rows) == "amount,text\n3500000,'=1+1\n-2,\n"
