"""``lanterne brief``, the page of the studio and the API say one thing of a country on a day, each figure with its source."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.accounts.scopes import Scope
from lanterne.cli import briefing
from lanterne.growth import services
from lanterne.growth.brief import brief, slate
from lanterne.growth.brief.lines import Asked
from lanterne.growth.drafts import PresenceDraft
from tests.api.partners import a_program, problem

REPORT = date(2018, 9, 28)


def sections(language="en", on=REPORT, territory="FR"):
    return {one.code: one for one in brief(territory=territory, on=on, language=language).sections}


def said(section):
    return {line.name: line.said for line in section.lines}


def test_the_figures_of_the_report(france):
    figures = sections()["figures"]

    assert said(figures) == {
        "Households": "28,996,752 households",
        "Subscribers, claimed": "about 3.5 million households",
        "Target": "more than 50%",
        "Penetration": "12.1% (mind: they speak of different parts of the world)",
        "Target in households": "14.5 million households",
        "Missing to the target": (
            "11 million households (mind: they speak of different parts of the world)"
        ),
    }
    households, *_others, gap = figures.lines
    [census] = households.origins
    assert (census.as_of, census.claim, census.confidence) == (
        "1 January 2018",
        "households-fr-2018",
        "official",
    )
    assert census.name.startswith("Institut national d’études démographiques · Households by")
    assert (gap.amount, gap.unit, [one.claim for one in gap.origins]) == (
        "10998376.000000",
        "households",
        ["netflix-subscribers-fr", "households-fr-2018"],
    )


def test_a_forecast_is_told_with_its_band_and_never_as_one_date(france):
    free, fixed = sections()["forecast"].lines

    assert free.said == (
        "50% is reached by 28 September 2038 with a chance of 37%. In nine of ten cases not before "
        "5 February 2023; there is no saying when at the latest. The counts cannot tell a ceiling of "
        "18.7% from one of 85%."
    )
    assert fixed.name == "A ceiling of 60 per cent"
    assert fixed.details[0] == "The ceiling is fixed at 60% of the households."


def test_offices_works_rights_and_competitors_of_that_day(france):
    told = sections()

    offices = told["offices"]
    assert [(line.name, line.said) for line in offices.lines] == [
        ("Paris", "Office, planned"),
        ("Rank of Paris in Europe", "Number 3 of 3."),
        ("Rank of Paris in Europe", "Number 3 to 4 of 4: it is open how many work in Madrid."),
        ("Paris (first)", "Office, moved"),
    ]
    assert offices.lines[0].details[:2] == (
        "Opened 2019",
        "Planned there: about 20 people on 1 January 2019",
    )
    assert offices.lines[-1].details[:2] == (
        "Opened 2015 (others say: 2014 – clubic.com)",
        "Moved 2016 to Amsterdam: In protest against the French rules for audiovisual services.",
    )
    # How many work there in 2020 was not known in 2018.
    assert not any("40" in detail for line in offices.lines for detail in line.details)
    assert said(told["under_way"]) == {
        "Vampires": "Series, Development since 28 September 2018",
        "Banlieusards": "Film, Greenlit since 28 September 2018",
        "Osmosis": "Series, Greenlit since 28 September 2018",
    }
    assert said(told["rights"]) == {
        "Vampires": "missing: Author’s grant of the adaptation, Publisher’s release, "
        "Proof of payment, Writers’ agreement"
    }
    assert said(told["outcomes"]) == {"Marseille": "Failure"}
    assert said(told["competitors"]) == {
        "Apple (Apple)": "entering since 28 September 2018",
        "Facebook (Facebook)": "entering since 28 September 2018",
        "Prime Video (Amazon)": "there since 14 December 2016",
        "YouTube (Google)": "entering since 28 September 2018",
    }


def test_what_was_published_after_the_day_is_not_in_its_briefing(france):
    services.place_service(
        draft=PresenceDraft("facebook", "FR", entered_on="2018-01", claim="paris-announced"),
        actor="user:1",
    )
    the_day_before, then = sections(on=date(2018, 9, 27)), sections()

    def cited(told, code, name):
        [line] = [line for line in told[code].lines if line.name == name]
        return [one.claim for one in line.origins], line.details

    where = ("outcomes", "Marseille")
    known = ["marseille-audience", "marseille-cost", "marseille-years"]
    claims, details = cited(the_day_before, *where)
    assert (claims, len(details)) == (known, 4)
    claims, details = cited(then, *where)
    assert (sorted(claims), len(details)) == (sorted([*known, "marseille-failed"]), 5)
    facebook = ("competitors", "Facebook (Facebook)")
    assert cited(the_day_before, *facebook)[0] == [""]
    assert cited(then, *facebook)[0] == ["paris-announced"]
    paris = ("offices", "Paris")
    assert cited(the_day_before, *paris)[0] == [""]
    assert "paris-opened" in cited(then, *paris)[0]


def test_the_claims_on_the_pages_of_works_are_read_at_once(france):
    with CaptureQueriesContext(connection) as caught:
        slate.sections(Asked("FR", REPORT, "en"))
    of_figures = [one for one in caught if 'FROM "commissioning_figure"' in one["sql"]]
    of_claims = [one for one in caught if 'FROM "facts_claim"' in one["sql"]]
    assert (len(of_figures), len(of_claims)) == (1, 1)


def test_counts_stand_beside_their_like_only(france):
    counts = sections()["counts"]

    assert said(counts) == {
        "In the pipeline on the day": (
            "Netflix more than 250 titles, Disney 19 titles, Prime Video about 100 titles"
        ),
        "In the catalogue on the day": "Netflix 229 titles, Prime Video 105 titles",
    }
    assert counts.lines[0].details == ("Netflix: 4 on record",)
    assert counts.note == (
        "Figures of one line may be compared; those of two lines count different things."
    )


def test_the_rules_of_that_day_and_where_we_stand(france):
    law = sections()["law"]

    assert said(law)["Chronology of media"] == (
        "It applies to this service. Films may be shown 36 months after their release in cinemas; "
        "the rule on the day of release governs."
    )
    assert said(law)["Levy"] == (
        "It applies to this service. 2%; the turnover that it is reckoned of is not stated."
    )
    assert said(law)["Duty to invest"].startswith("It does not apply: it binds those who are")
    [window] = [line for line in law.lines if line.name == "Chronology of media"]
    assert window.origins[0].name.startswith("FR-WIN-2009-SVOD: ")
    later = said(sections(on=date(2026, 11, 23))["law"])
    assert "Films may be shown 15 months after" in later["Chronology of media"]


def test_a_complex_is_there_from_the_day_on_which_it_is_ours(france):
    assert sections()["facilities"].note == "No complex is ours on that day."
    [abq] = sections(on=date(2018, 10, 8))["facilities"].lines
    assert (abq.name, abq.said) == ("ABQ Studios", "Albuquerque: 8 stages")
    assert "Price paid: about $30,000,000.00" in abq.details


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_line_says_from_where_and_as_of_when(france, language):
    for code, section in sections(language).items():
        for line in section.lines:
            assert line.origins, (code, line.name)
            for origin in line.origins:
                assert origin.name, (code, line.name)
                assert origin.as_of, (code, line.name)
                assert origin.confidence, (code, line.name)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_terminal_page_file_and_api_say_the_same(france, sign_in, editor, language, tmp_path):
    asked = ("brief", "FR", "--at", "2018-09-28", "--language", language)
    terminal = "\n".join(france(*asked))
    france(*asked, "--html", tmp_path / "france.html")
    studio = sign_in(editor).get(
        "/studio/markets/FR/brief/?at=2018-09-28", headers={"Accept-Language": language}
    )
    program = a_program(editor, scopes=[Scope.GROWTH_READ, Scope.SLATE_READ])
    told = program.get("/growth/brief?territory=FR&on=2018-09-28", Accept_Language=language).json()

    words = [told["title"]]
    for section in told["sections"]:
        words += [section["title"], *filter(None, [section["note"]])]
        for line in section["lines"]:
            words += [line["name"], line["said"], *line["details"]]
            words += [part for one in line["origins"] for part in (one["name"], one["as_of"])]
    assert len(words) > 200
    shown = {
        "terminal": terminal,
        "file": unescape((tmp_path / "france.html").read_text(encoding="utf-8")),
        "studio": unescape(studio.content.decode()),
    }
    for face, text in shown.items():
        assert (face, [word for word in words if word not in text]) == (face, [])
    title = {"en": "France, 28 September 2018", "fr": "France, 28 septembre 2018"}[language]
    assert told["title"] == title


def test_a_figure_on_the_page_leads_to_its_claim(france, sign_in, editor):
    page = sign_in(editor).get("/studio/markets/FR/brief/?at=2018-09-28").content.decode()
    assert '<a href="/studio/figures/of/households-fr-2018/">' in page
    market = sign_in(editor).get("/studio/markets/FR/?at=2018-09-28").content.decode()
    assert 'href="/studio/markets/FR/brief/?at=2018-09-28"' in market
    assert sign_in(editor).get("/studio/markets/ZZ/brief/").status_code == 404


def test_the_file_needs_nothing_else_and_runs_nothing(france, tmp_path):
    france("brief", "FR", "--at", "2018-09-28", "--html", tmp_path / "france.html")
    text = (tmp_path / "france.html").read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert not [word for word in ("<script", "<link", "src=", "@import") if word in text]
    assert ".br-line" in text


def test_a_country_of_which_nothing_is_known_says_so(db):
    told = sections(territory="IS")
    assert [told[code].note for code in ("offices", "under_way", "competitors", "facilities")] == [
        "No office is on record there.",
        "Nothing is under way there.",
        "No other service is known there.",
        "No complex is ours on that day.",
    ]
    assert told["figures"].lines == ()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"territory": "ZZ"}, "“ZZ” is not a country code such as FR."),
        ({"at": "soon"}, "“soon” is not a day such as 2018-09-28."),
        ({"language": "de"}, "“de” is not one of: en, fr."),
    ],
)
def test_the_command_refuses_what_makes_no_question(db, asked, sentence):
    with pytest.raises(briefing.WrongQuestion) as refused:
        briefing.assembled(**{"territory": "FR", "at": "", "language": "en", **asked})
    assert str(refused.value) == sentence


def test_a_token_needs_both_scopes_and_its_market(france, editor):
    growing = a_program(editor, scopes=[Scope.GROWTH_READ])
    refused = growing.get("/growth/brief?territory=FR")
    assert problem(refused) == (403, "scope_missing")
    assert "slate:read" in refused.json()["detail"]
    belgian = a_program(editor, scopes=[Scope.GROWTH_READ, Scope.SLATE_READ], markets=["BE"])
    assert problem(belgian.get("/growth/brief?territory=FR")) == (403, "foreign_market")
    everywhere = a_program(editor, scopes=[Scope.GROWTH_READ, Scope.SLATE_READ])
    assert problem(everywhere.get("/growth/brief?territory=ZZ")) == (404, "nothing_there")
    assert problem(everywhere.get("/growth/brief")) == (422, "unreadable")
