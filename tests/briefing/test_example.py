"""A folder that fills several rooms: whole or not at all, and only once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lanterne.cli import examples
from lanterne.core import audit
from lanterne.facts import queries as facts
from lanterne.growth import queries as growth
from lanterne.regulation import queries as regulation
from tests.briefing.conftest import EXAMPLE

ADDED = [
    "facts: 45 added, 1 changed",
    "slate: 29 added",
    "operator: 3 added",
    "growth: 26 added",
    "newsroom: 6 added",
]


@pytest.fixture
def folder(tmp_path):
    """A copy that a test may spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def test_a_rehearsal_sees_every_room_and_keeps_nothing(ask):
    assert ask("example", EXAMPLE, "--dry-run") == ADDED
    assert (facts.everything(), growth.services(), regulation.facts()) == ((), (), ())


def test_the_second_time_nothing_changes(ask):
    assert ask("example", EXAMPLE) == ADDED
    before = len(audit.lines(limit=1000))

    told = ask("example", EXAMPLE)

    assert [line.split(" ", 2)[2] for line in told] == ["unchanged"] * 5
    assert len(audit.lines(limit=1000)) == before


def test_a_wrong_line_in_the_last_room_keeps_the_first_out_too(ask, folder):
    table = folder / "growth" / "presences.csv"
    table.write_text(table.read_text(encoding="utf-8") + "netflix,XX,2018,,,\n", encoding="utf-8")

    told = ask("example", folder, code=1)

    assert told[3] == "growth: presences line 7: refused: There is no country “XX”."
    assert told[-1] == "Nothing was taken in."
    assert facts.everything() == ()


def test_what_is_wrong_in_a_room_is_told_before_the_next_is_asked(ask, folder):
    (folder / "operator.csv").write_text(
        "matter,territory,year,amount,source\nestablished,XX,,,S\nseat,NL,,,S\nturnover,FR,2017,much,S\n",
        encoding="utf-8",
    )
    told = ask("example", folder, code=1)

    refused = [line for line in told if line.startswith("operator: operator line")]
    assert [line.split(" line ")[1].split(":")[0] for line in refused] == ["2", "3", "4"]
    assert "“seat” is not one of: established, targeted, agreement, turnover" in refused[1]
    assert refused[2].endswith("“much” is not a number.")
    assert not any(line.startswith("growth") for line in told)
    assert regulation.facts() == ()


def test_a_table_of_the_operator_without_its_columns_is_refused(ask, folder):
    (folder / "operator.csv").write_text("matter\nestablished\n", encoding="utf-8")
    assert (
        "operator: operator line 1: refused: The table lacks the column “source” in its first line."
    ) in ask("example", folder, code=1)


def test_a_folder_that_holds_no_example_is_refused(db, tmp_path):
    with pytest.raises(
        examples.NoExample, match=r"none of facts, slate, operator, growth, newsroom\.$"
    ):
        examples.rehearse(tmp_path)
