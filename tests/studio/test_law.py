"""What the law asks, as staff read it and state what it asks for."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from lanterne.core import audit
from lanterne.regulation import queries
from lanterne.regulation.rules import Matter, Stated, Verdict
from tests.regulation.house import a_catalogue, of_the_report, spend, state, yearly
from tests.titles import a_film

NOW = "2026-11-23T12:00:00Z"


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(console):
    of_the_report()
    state(
        yearly(Matter.TURNOVER, "1000000000"),
        yearly(Matter.AUDIENCE_SHARE, "4"),
        yearly(Matter.WORKS, "40"),
    )
    a_catalogue()
    spend("150", "european", "audiovisual")
    return console


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_first_who_is_exempt_then_where_we_stand(house):
    page = text(house.get("/studio/law/?territory=FR"))
    assert page.index("Not exempt as a small service") < page.index("Where we stand")
    assert "€150M" in page
    assert "of €200M asked" in page
    assert "€50M more by 31 December 2026." in page
    assert page.count("This is not legal advice") == 1


def test_of_no_titles_no_share_is_drawn(console):
    of_the_report()
    state(yearly(Matter.TURNOVER, "1000000000"))

    def gauges():
        page = console.get("/studio/law/?territory=FR&at=2026-11-23").context["page"]
        return [one.label for one in page.gauges]

    assert gauges() == ["Duty to invest (FR-SMAD-2021-INV)"]
    a_catalogue()
    assert "Share of the catalogue (EU-AVMSD-13-1)" in gauges()


def test_the_day_of_the_address_is_asked(house):
    page = text(house.get("/studio/law/?territory=FR&at=2018-09-28"))
    assert "36 months after their release in cinemas" in page
    assert "15 months after" in text(house.get("/studio/law/?territory=FR&at=2023-01-01"))


def test_the_page_is_french_for_the_french(house):
    page = text(house.get("/studio/law/?territory=FR", headers={"accept-language": "fr"}))
    assert "Ce que la loi demande" in page
    assert "Obligation d’investissement" in page


def test_a_rule_shows_its_rows_and_takes_a_new_one(house):
    address = "/studio/law/rules/of/FR-TSV-2020/"
    assert "5.15%" in text(house.get(address))
    said = {
        "value": "6",
        "valid_from": "2027-01-01",
        "status": "adopted",
        "source": "Finance bill",
        "confidence": "sourced",
        "reason": "Voted in November",
    }
    assert house.post(f"{address}change/", said).url == address
    page = text(house.get(address))
    assert "Voted in November" in page
    assert "shipped" in page
    assert audit.lines(limit=1)[0].action == "regulation.supersede_rule"


@pytest.mark.parametrize(
    ("figure", "asked"),
    [("2.5", "1.8% to 2.5% by brackets"), ("3", "3%, since 1 January 2027")],
)
def test_a_figure_that_is_written_anew_takes_the_place_of_brackets(console, figure, asked):
    address = "/studio/law/rules/of/DE-FFG-LEVY/"
    said = {
        "value": figure,
        "valid_from": "2027-01-01",
        "status": "adopted",
        "source": "A bill",
        "confidence": "sourced",
        "reason": "Voted",
    }
    assert console.post(f"{address}change/", said).url == address
    assert console.get(address).context["shown"].versions[0][1].startswith(asked)


def test_a_new_row_without_a_reason_is_refused(house):
    page = text(house.post("/studio/law/rules/of/FR-TSV-2020/change/", {"value": "6"}))
    assert "st-form" in page
    assert len(queries.history(rule_id="FR-TSV-2020")) == 1


OWN = {
    "country": "LU",
    "unit": "percent",
    "of": "revenue",
    "applies_to": "targeting",
    "valid_from": "2026-01-01",
    "status": "in_force",
    "source": "Law",
    "confidence": "sourced",
    "reason": "New",
}


def write(console, name, kind, value, **more):
    said = OWN | {"rule_id": name, "kind": kind, "value": value} | more
    answer = console.post("/studio/law/rules/new/", said)
    assert answer.url == f"/studio/law/rules/of/{name}/"


def told_of(name, *, on=date(2026, 11, 23)):
    return queries.briefing(territory="LU", on=on).briefing.answer(name)


@pytest.fixture
def luxembourg(house):
    state(Stated(Matter.TARGETED, "LU"), yearly(Matter.TURNOVER, "1000000", territory="LU"))
    return house


def test_a_rule_of_our_own_is_written(luxembourg):
    write(luxembourg, "LU-OWN-1", "levy", "1")
    assert "LU-OWN-1" in text(luxembourg.get("/studio/law/rules/"))
    assert told_of("LU-OWN-1").part.asked == 10_000


def test_a_window_a_threshold_and_a_surcharge_of_our_own_count(luxembourg):
    write(luxembourg, "LU-OWN-WIN", "window", "6", unit="months", of="", service="svod")
    write(luxembourg, "LU-OWN-SUR", "surcharge", "2", unless="3")
    write(luxembourg, "LU-OWN-INV", "investment", "5", group="LU-OWN")
    write(
        luxembourg,
        "LU-OWN-THR",
        "turnover_threshold",
        "2000000",
        unit="EUR",
        of="",
        group="LU-OWN",
        exempts="alone",
    )
    assert told_of("LU-OWN-WIN").window.months == 6
    assert told_of("LU-OWN-SUR").part.asked == 20_000
    assert told_of("LU-OWN-INV").applies.verdict is Verdict.EXEMPT


def test_the_operator_is_stated_and_taken_back(console):
    assert "Nothing is stated of this service." in text(console.get("/studio/law/operator/"))
    said = {
        "matter": "turnover",
        "territory": "FR",
        "year": "2025",
        "amount": "5",
        "currency": "eur",
    }
    assert console.post("/studio/law/operator/", said).status_code == 302
    [held] = queries.facts()
    assert (held.stated.amount, held.stated.currency) == (5, "EUR")
    console.post(f"/studio/law/operator/{held.id}/withdraw/")
    assert queries.facts() == ()


def test_a_statement_that_is_not_whole_is_refused_with_a_sentence(console):
    page = text(console.post("/studio/law/operator/", {"matter": "turnover", "territory": "FR"}))
    assert "Say of which year, and how much." in page


def test_an_expense_is_recorded_and_taken_back(console):
    said = {
        "name": "Vampires",
        "spent_on": "2026-05-01",
        "amount": "1200000",
        "currency": "EUR",
        "territories": "FR",
        "buckets": "european cinema language:fr",
    }
    assert console.post("/studio/law/expenses/", said).status_code == 302
    page = text(console.get("/studio/law/expenses/?territory=FR"))
    assert "Vampires" in page
    assert "European works, originally in French" in page
    [held] = queries.held_expenses(year=2026, territory="FR")
    console.post(f"/studio/law/expenses/{held.id}/withdraw/")
    assert queries.expenses(year=2026) == ()


def test_a_slate_is_counted_and_kept_nowhere(house):
    slate = "Vampires; FR; fr; 20000000; european cinema language:fr"
    page = text(house.get("/studio/law/what-if/", {"territory": "FR", "slate": slate}))
    assert "57.1%: 4 of 7 titles" in page
    assert "€170M spent, of €200M." in page
    assert len(queries.expenses(year=2026)) == 1


def test_a_slate_whose_words_no_rule_knows_is_refused(house):
    page = text(house.get("/studio/law/what-if/", {"slate": "Vampires; FR; fr; 1; typo"}))
    assert "No rule counts “typo”" in page


def test_a_slate_with_no_number_is_refused(house):
    page = text(house.get("/studio/law/what-if/", {"slate": "Vampires; FR; fr; much"}))
    assert "“much” is not a number." in page


@pytest.mark.parametrize("spend", ["1e40", "1e999999", "1e-9", "-1", "NaN", "Infinity"])
def test_a_slate_with_a_number_that_is_no_amount_is_refused(house, spend):
    asked = {"territory": "FR", "slate": f"Vampires; FR; fr; {spend}; european"}
    assert f"“{spend}” is not a number." in text(house.get("/studio/law/what-if/", asked))


def test_the_filing_is_a_page_and_a_table(house):
    page = text(house.get("/studio/law/filing/FR/2026/"))
    assert "50% on average, over the first days of 11 months." in page
    answer = house.get("/studio/law/filing/FR/2026/table/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "line,rule,name,country,asked,standing,missing,unit,source"
    assert any(
        line.startswith(
            "duty,FR-SMAD-2021-INV,investment,FR,200000000.00,150000000.00,50000000.00,EUR"
        )
        for line in lines
    )
    assert any(line.startswith("share,EU-AVMSD-13-1,share,EU,30,3/6,0") for line in lines)
    assert "expense,audiovisual european,Osmose,FR,,150000000.00,,EUR,2026-05-04" in lines
    assert house.get("/studio/law/filing/FR/2027/").status_code == 404


def test_what_a_spreadsheet_would_run_leaves_in_a_filing_as_text(house):
    spend("1", "european", name='=HYPERLINK("https://example.org")')
    table = house.get("/studio/law/filing/FR/2026/table/").content.decode()
    assert (
        """expense,european,"'=HYPERLINK(""https://example.org"")",FR,,1000000.00,,EUR""" in table
    )


def test_a_release_in_cinemas_is_stated_and_taken_back(console):
    film = a_film()
    said = {"territory": "FR", "released_on": "2026-01-07", "source": "CNC"}
    address = f"/studio/titles/{film}/releases/"
    assert console.post(address, said).status_code == 302
    assert queries.releases(title_id=film) == (("FR", date(2026, 1, 7), "CNC"),)
    assert "7 Jan 2026" in text(console.get(address))
    console.post(f"{address}FR/withdraw/")
    assert queries.releases(title_id=film) == ()


def test_where_nothing_is_asked_it_is_the_country_that_we_are_established_in(house):
    assert house.get("/studio/law/").context["asked"].territory == "NL"
