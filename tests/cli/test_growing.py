"""``lanterne growth``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core import audit
from lanterne.growth import queries, services
from lanterne.growth.rules.commissions import Status
from tests.growth import world
from tests.growth.test_tables import MORE
from tests.growth.world import ACTOR

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


@pytest.fixture
def ordered(told):
    for title, day in (("Osmosis", "2019-03-29"), ("Osmose", "")):
        table = "service,title,season,order,announced,released,source\n"
        line = f"netflix,{title},1,new,2017-06-01,{day},An announcement\n"
        report = services.import_tables(tables={"commissions": table + line}, actor=ACTOR)
        assert not report.is_refused
    return sorted(card.id for card in queries.commissions())


def test_commissions_are_listed_with_the_numbers_that_corrections_name(ordered):
    osmosis, osmose = ordered
    assert said("commissions", *DAY, "--list")[:4] == [
        "In the pipeline on the day:",
        "  Netflix: 2",
        f"    {osmosis}  Osmosis, season 1: announced since 2017-06-01",
        f"    {osmose}  Osmose, season 1: announced since 2017-06-01",
    ]


def test_a_step_is_corrected_with_its_reason_and_taken_back(ordered):
    number = str(ordered[0])
    because = ("--because", "A slip.")
    said("correct", number, "released", "--on", "2019-03-28", *because)
    [line] = audit.lines(limit=1)
    assert (line.action, line.detail["on"], line.detail["reason"]) == (
        "growth.correct_step",
        "2019-03-28",
        "A slip.",
    )
    said("correct", number, "released", *because)
    assert Status.RELEASED not in queries.commissions()[1].event.steps
    said("correct", number, "released", "--on", "soon", *because, code=2)


def test_two_orders_that_are_one_are_made_one(ordered):
    keep, gone = ordered
    said("merge", str(keep), str(gone))
    [card] = queries.commissions()
    assert (card.id, card.titles) == (keep, ("Osmosis", "Osmose"))
    assert audit.lines(limit=1)[0].action == "growth.merge_commissions"
    answer = CliRunner().invoke(app, ["growth", "merge", str(keep), str(gone)])
    assert isinstance(answer.exception, services.NoSuchCommission)


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
