"""Tables in and out."""

from __future__ import annotations

import pytest

from lanterne.core import audit
from lanterne.core.taking import Outcome
from lanterne.growth import queries, services
from tests.commissioning.slating import a_project
from tests.growth import world
from tests.growth.world import ACTOR

pytestmark = pytest.mark.django_db
MORE = {
    "heads": "office,as_of,function,count\nnetflix/paris,2020-01-17,,40\nnetflix/paris,2020-01-17,marketing,25\n",
    "posts": "key,office,function,name,since,until,projects\n"
    "press-1,netflix/paris,press,Press officer,2019-01-01,,osmosis; jinn\n",
    "commissions": "service,title,other_titles,season,order,origin,scripted,language,countries,genres,identifiers,"
    "announced,released,source\n"
    "netflix,Osmosis,Osmose,1,new,commissioned,yes,fr,FR; BE,science-fiction; drama,wikidata:Q1; imdb:tt1,"
    "2017-06-01,2019-03-29,An announcement\n"
    "amazon,=Deutschland,,,film,licensed,no,de,DE,,,2018-01-01,,An announcement\n",
    "scenarios": "territory,name,ceiling,innovation,imitation,reason\nFR,As in America,60,0.03,,The report\n",
}


@pytest.fixture
def everything():
    world.told()
    a_project("Osmosis", key="osmosis")
    a_project("Jinn", key="jinn")
    report = services.import_tables(tables=MORE, actor=ACTOR)
    assert {(one.outcome.value, one.why) for one in report.arrivals} == {("added", "")}


def test_the_same_tables_again_change_nothing(everything):
    before = len(audit.lines(limit=1000))
    report = services.import_tables(tables={**world.TABLES, **MORE}, actor=ACTOR)

    assert {one.outcome.value for one in report.arrivals} == {"unchanged"}
    assert len(audit.lines(limit=1000)) == before


def test_a_line_that_changes_what_is_there_says_so(everything):
    other = {
        "services": world.SERVICES.replace("Prime Video", "Prime"),
        "presences": world.PRESENCES.replace("2016-12-14", "2016-12-15"),
        "offices": world.OFFICES.replace("London,office", "London,hub"),
        "events": world.EVENTS.replace("protest", "anger"),
        "heads": MORE["heads"].replace(",40", ",41"),
        "posts": MORE["posts"].replace("osmosis; jinn", "osmosis"),
        "commissions": MORE["commissions"].replace("drama,", "drama; comedy,"),
        "scenarios": MORE["scenarios"].replace("0.03", "0.04"),
    }
    report = services.import_tables(tables=other, actor=ACTOR)
    changed = [one.table for one in report.arrivals if one.outcome is Outcome.CHANGED]
    assert changed == list(other)
    assert report.count(Outcome.ADDED) == 0


def test_what_goes_out_comes_in_again_as_it_was(everything):
    out = queries.bundle()
    report = services.import_tables(tables=out, actor=ACTOR)

    assert {(one.outcome.value, one.why) for one in report.arrivals} == {("unchanged", "")}
    assert "'=Deutschland" in out["commissions"]
    assert out["posts"].splitlines()[1].endswith("jinn; osmosis")


def test_one_wrong_line_keeps_every_table_out_and_is_named():
    wrong = MORE["commissions"] + "netflix,Vampires,,,film,,,fr,FR,,,soon,,A paper\n"
    report = services.import_tables(
        tables={**world.TABLES, "events": "office,kind\n", "commissions": wrong}, actor=ACTOR
    )

    [refused] = [one for one in report.arrivals if one.why]
    assert (refused.table, refused.line) == ("commissions", 4)
    assert refused.why == "“soon” is not a day such as 2018-09-28."
    assert queries.services() == ()


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing():
    tables = {"services": world.SERVICES}
    report = services.import_tables(tables=tables, actor=ACTOR, is_rehearsal=True)

    assert [(one.line, one.outcome.value) for one in report.arrivals] == [
        (2, "added"),
        (3, "added"),
        (4, "added"),
    ]
    assert queries.services() == ()


def test_a_table_without_its_columns_or_of_another_name_is_refused():
    report = services.import_tables(tables={"services": "key\nnetflix\n"}, actor=ACTOR)
    assert [one.why for one in report.arrivals] == [
        "The table lacks the column “name” in its first line."
    ]
    with pytest.raises(services.UnreadableTable, match="There is no table “films”"):
        services.import_tables(tables={"films": ""}, actor=ACTOR)
