"""Tables in and out: the questions of the worked example are answered from them."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.slating import app
from lanterne.commissioning import queries, services
from lanterne.commissioning.models import Project
from lanterne.core import audit
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from tests.commissioning.bundles import TABLES
from tests.facts import figures

pytestmark = pytest.mark.django_db
THE_DAY = date(2018, 9, 28)
ACTOR = "user:1"


@pytest.fixture
def example():
    claims.state_claim(draft=figures.subscribers(), actor=ACTOR)
    report = services.import_tables(tables=TABLES, actor=ACTOR)
    assert [one for one in report.arrivals if one.why] == []
    return report


def test_what_is_under_way_on_the_day_at_which_stage_by_whom_and_from_which_work(example):
    found = queries.projects(queries.Wanted(territory="FR", at=THE_DAY, is_under_way=True))

    assert {
        one.name: (one.stage.value, one.writers, one.work.name, one.work.authors) for one in found
    } == {
        "Vampires": ("development", (), "Vampires", ("Thierry Jonquet",)),
        "Banlieusards": ("greenlit", ("Kery James",), "Banlieusards", ("Kery James",)),
        "Osmosis": ("shoot", ("Audrey Fouché",), "Osmosis", ("Audrey Fouché",)),
    }


def test_of_these_one_needs_adaptation_rights_and_all_its_papers_are_missing(example):
    found = queries.projects(queries.Wanted(territory="FR", at=THE_DAY, is_under_way=True))
    rights = {one.name: queries.rights(project_id=one.id, on=THE_DAY) for one in found}

    assert [name for name, card in rights.items() if card.needs_rights] == ["Vampires"]
    assert rights["Vampires"].missing == (
        "author_grant",
        "publisher_release",
        "proof_of_payment",
        "writer_agreement",
    )
    assert rights["Banlieusards"].missing == ()


def test_which_counts_as_a_failure_by_which_figures_and_which_is_the_first_in_arabic(example):
    [failed] = [one for one in queries.projects(queries.Wanted(at=THE_DAY)) if one.outcome]
    assert (failed.name, failed.outcome, failed.stage) == ("Marseille", "failure", "ended")
    [cited] = queries.cited(project_id=failed.id)
    assert (cited.about, cited.card.key) == ("audience", "netflix-subscribers-fr")
    assert queries.first_in(language="ar").name == "Jinn"


def test_which_facilities_are_owned_and_with_how_many_stages(example):
    assert queries.owned(on=THE_DAY) == ()
    [abq] = queries.owned(on=date(2018, 10, 8))
    assert (abq.name, abq.count("stage"), abq.figures) == (
        "ABQ Studios",
        8,
        (("reach", "netflix-subscribers-fr"),),
    )


def test_a_figure_on_the_page_is_marked_when_its_claim_is_corrected(example):
    right = figures.subscribers(3_600_000, "netflix-subscribers-fr-2")
    claims.correct_claim(key="netflix-subscribers-fr", draft=right, reason="A slip.", actor=ACTOR)
    assert {one.place for one in facts.marked()} == {"project:marseille", "complex:abq"}


def test_the_same_bundle_again_changes_nothing(example):
    before = len(audit.lines(limit=1000))
    report = services.import_tables(tables=TABLES, actor=ACTOR)

    assert {one.outcome for one in report.arrivals} == {"unchanged"}
    assert len(audit.lines(limit=1000)) == before


def test_what_goes_out_comes_in_again_as_it_was(example):
    out = queries.bundle()
    report = services.import_tables(tables=out, actor=ACTOR)

    assert {(one.outcome, one.why) for one in report.arrivals} == {("unchanged", "")}
    assert queries.bundle() == out


def test_one_wrong_line_keeps_every_table_out():
    tables = {**TABLES, "moves": TABLES["moves"] + "osmosis,delivered,2018-09-01,,\n"}
    tables.pop("figures")
    report = services.import_tables(tables=tables, actor=ACTOR)

    [wrong] = [one for one in report.arrivals if one.outcome == "refused"]
    assert (wrong.table, wrong.line) == ("moves", 5)
    assert wrong.why == "From “Shoot” no way leads to “Delivered”."
    assert Project.objects.count() == 0


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing():
    report = services.import_tables(
        tables={"works": TABLES["works"]}, actor=ACTOR, is_rehearsal=True
    )
    assert report.count(services.Outcome.ADDED) == 3
    assert queries.works() == ()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("works", "key,kind\n", "The table lacks the column “name” in its first line."),
        ("slate", "key,kind,name,language,territory,since\na,film,A,fr,FR,soon\n", "not a day"),
        ("slate", "key,kind,name,language,territory,minutes\na,film,A,fr,FR,1.5\n", "whole number"),
        ("rates", "base,quote,on,rate,source\nUSD,EUR,2026-01-01,x,ECB\n", "not a number"),
        ("rates", "base,quote,on,rate,source\nUSD,EUR,2026-01-01,1e400000,ECB\n", "not a number"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(name, text, why):
    [one] = services.import_tables(tables={name: text}, actor=ACTOR).arrivals
    assert one.outcome == "refused"
    assert why in one.why


def test_a_table_that_nobody_knows_is_refused():
    with pytest.raises(services.UnreadableTable, match="none-such"):
        services.import_tables(tables={"none-such": ""}, actor=ACTOR)


def test_a_text_that_a_spreadsheet_would_run_goes_out_behind_a_quote():
    slate = "key,kind,name,language,territory\na,film,=HYPERLINK(1),fr,FR\n"
    services.import_tables(tables={"slate": slate}, actor=ACTOR)
    out = queries.bundle()["slate"]

    assert "'=HYPERLINK(1)" in out
    report = services.import_tables(tables={"slate": out}, actor=ACTOR)
    assert {one.outcome for one in report.arrivals} == {"unchanged"}


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(service, "prepare", lambda: None)
    return lambda *words: CliRunner().invoke(app, words)


def test_the_slate_of_a_day_from_the_shell(example, run):
    told = run("--at", "2018-09-28", "--in", "FR").output.splitlines()

    assert told[0] == "Vampires (Series, FR, fr): Development since 2018-09-01 [vampires]"
    assert told[1] == "  from Vampires by Thierry Jonquet (Novel)"
    assert told[2].startswith("  adaptation rights: missing: Author’s grant of the adaptation, ")
    assert "Osmosis (Series, FR, fr): Shoot since 2018-07-01 [osmosis]" in told
    assert not any("Marseille" in line for line in told)
    assert "Marseille" in run("--all").output


def test_folders_come_in_and_go_out_from_the_shell(run, tmp_path):
    (tmp_path / "works.csv").write_text(TABLES["works"])
    assert run("import", str(tmp_path), "--dry-run").exit_code == 0
    assert queries.works() == ()
    told = run("import", str(tmp_path))
    assert told.output.splitlines()[0] == "works line 2: added"

    assert run("export", str(tmp_path / "out")).exit_code == 0
    assert "Thierry Jonquet" in (tmp_path / "out" / "works.csv").read_text()
    (tmp_path / "works.csv").write_text("key,kind,name\nx,opera,X\n")
    assert run("import", str(tmp_path)).exit_code == 1
    assert run("--at", "soon").exit_code == 2
