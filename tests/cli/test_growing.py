"""``lanterne growth``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.growth import queries
from tests.growth import world
from tests.growth.test_tables import MORE

pytestmark = pytest.mark.django_db
DAY = ("--at", "2018-09-28")


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(service, "awake", lambda: None)


@pytest.fixture
def told():
    world.told()


def said(*words, code=0):
    answer = CliRunner().invoke(app, ["growth", *words])
    assert answer.exit_code == code, answer.output
    return answer.output.splitlines()


def test_a_market_with_its_sources_and_its_bands(told):
    lines = said("market", "FR", *DAY, "--ceiling", "60")

    assert (
        lines[1]
        == "subscribers, claimed: about 3.5 million households (The press) [netflix-subscribers-fr]"
    )
    assert "penetration: 12.1% (mind: they speak of different parts of the world)" in lines
    assert [one for one in lines if one.startswith("missing: 11 million households")]
    assert "subscribers, own count: nobody ever paid here" in lines
    assert "  50% is reached by 28 September 2038 with a chance of 37%." in lines
    assert "  The counts cannot tell a ceiling of 18.7% from one of 85%." in lines
    assert lines.index("forecast “as typed”:") > lines.index("forecast:")
    assert "  The ceiling is fixed at 60% of the households." in lines


def test_a_country_of_which_nothing_is_known_says_so(db):
    assert said("market", "JP", *DAY)[-2] == (
        "  There is no forecast: nobody has said how many households there are."
    )


def test_offices_with_what_became_of_them(told):
    lines = said("offices", *DAY)

    assert "Paris (Office, FR): planned, 20 planned (2019-01-01) [netflix/paris]" in lines
    assert "  Moved 2016 to Amsterdam: In protest against French rules." in lines
    assert "  Opened 2015 (others say 2014 (The press of another day) [opened-clubic])" in lines


def test_a_rank_depends_on_its_rule(told):
    asked = ("rank", "netflix/paris", *DAY, "--in-europe", "--planned")

    assert said(*asked)[0] == "Number 3 of 3."
    assert said(*asked, "--with-production")[0] == (
        "Number 3 to 4 of 4: it is open how many work in Madrid."
    )
    assert said("rank", "netflix/paris", *DAY, code=1)[0].startswith("It has no rank")


def test_who_is_entering_and_what_is_counted(told):
    assert said("entering", *DAY, "--in", "FR") == ["Apple (Apple), FR: announced 2018-03"]
    assert said("commissions", *DAY)[:2] == ["In the pipeline on the day:", "  all: 0"]


def test_tables_out_and_in(told, tmp_path):
    said("export", str(tmp_path))
    lines = said("import", str(tmp_path), "--dry-run")
    assert {line.split(": ")[1] for line in lines} == {"unchanged"}

    for name, text in {
        "commissions": MORE["commissions"].replace("yes,fr,FR", "yes,fr,XX")
    }.items():
        (tmp_path / f"{name}.csv").write_text(text)
    assert said("import", str(tmp_path), code=1)[-1] == "Nothing was taken in."
    assert queries.commissions() == ()
