"""Charts of commission and grow to take away, as SVG and PNG."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
import time_machine
from PIL import Image

from lanterne.commissioning import services as slate
from lanterne.commissioning.drafts import ComplexDraft
from lanterne.growth import services
from lanterne.regulation.rules import Matter
from lanterne.studio import pictured
from lanterne.ui.charts import Bars, Part, Row, Tone
from tests.commissioning.slating import ACTOR, a_project
from tests.growth import world
from tests.growth.test_tables import MORE
from tests.regulation.house import of_the_report, spend, state, yearly

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
DAY = "at=2018-09-28"


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        yield


@pytest.fixture
def grown(console):
    world.told()
    orders = {"commissions": MORE["commissions"]}
    assert not services.import_tables(tables=orders, actor=ACTOR).is_refused
    return console


def drawn(client, address, language="en"):
    answer = client.get(f"/studio/{address}", headers={"accept-language": language})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.content)


def words(found):
    return [one.text for one in found.iter(f"{SVG}text")]


def bars(found):
    return [
        one
        for one in found.iter(f"{SVG}rect")
        if one.get("height") == "20" and one.get("rx") is None
    ]


def test_competitors_are_drawn_as_the_page_counts_them(grown):
    found = drawn(grown, f"competitors/chart.svg?{DAY}&country=FR")
    assert words(found)[:2] == [
        "In the pipeline on the day",
        "28 September 2018 · Made in: France · One is: a season",
    ]
    assert "1 (announced 1)" in words(found)
    assert [one.get("width") for one in bars(found)] == ["440.0"]


def test_offices_are_drawn_under_the_rule_of_the_page(grown):
    found = drawn(grown, f"offices/chart.svg?{DAY}&heads=planned&where=europe", "fr")
    assert words(found)[0] == "Bureaux"
    assert "28 septembre 2018 · Selon l’effectif" in words(found)[1]
    assert "inconnu" in words(found)
    assert "Pays-Bas, numéro 1 sur 3" in words(found)


def test_each_future_of_a_market_is_drawn_with_its_band_and_target(grown):
    found = drawn(grown, f"markets/FR/chart.svg?{DAY}")
    assert len(list(found.iter(f"{SVG}polygon"))) == 1
    assert "Target: 50%" in words(found)
    assert grown.get(f"/studio/markets/FR/chart.svg?{DAY}&scenario=1").status_code == 404
    assert grown.get("/studio/markets/FR/chart.svg?at=2013-01-01").status_code == 404


def test_the_slate_and_its_stages_are_drawn_on_a_calendar(console):
    a_project("Osmosis", stage="shoot", on=date(2026, 1, 5))
    jinn = a_project("جنّ", territory="JO", original_language="ar")
    slate.plan(project_id=jinn, stage="greenlit", on=date(2026, 9, 1), actor=ACTOR)
    found = drawn(console, "slate/chart.svg?shown=all", "fr")
    assert words(found)[:2] == [
        "Projets",
        "2 mars 2026 · Lesquels\N{NARROW NO-BREAK SPACE}: Aussi ce qui est fini",
    ]
    assert {"Osmosis", "Tournage", "جنّ"} <= set(words(found))
    assert [one.get("class") for one in bars(found)].count("tone-open") == 1


def test_rooms_are_drawn_with_who_is_in_them(console):
    place = slate.add_complex(draft=ComplexDraft("abq", "ABQ Studios", "US"), actor=ACTOR)
    room = slate.add_room(complex_id=place, name="Stage 1", kind="stage", actor=ACTOR)
    days = {"begins_on": date(2026, 3, 11), "ends_on": date(2026, 3, 21)}
    slate.hold_room(project_id=a_project("Osmosis"), room_id=room, actor=ACTOR, **days)
    found = drawn(console, "facilities/chart.svg")
    assert words(found)[:8] == [
        "Facilities",
        "1 March 2026 – 31 May 2026",
        "03/2026",
        "04/2026",
        "05/2026",
        "Stage 1",
        "ABQ Studios",
        "Osmosis",
    ]
    assert [one.get("class") for one in bars(found)] == ["tone-lamp"]


def test_what_the_law_asks_is_drawn_with_what_is_wanted(console):
    of_the_report()
    state(
        yearly(Matter.TURNOVER, "1000000000"),
        yearly(Matter.AUDIENCE_SHARE, "4"),
        yearly(Matter.WORKS, "40"),
    )
    spend("150", "european", "audiovisual")
    found = drawn(console, "law/chart.svg?territory=FR&at=2026-11-23")
    assert words(found)[:2] == ["Where we stand", "France · 23 November 2026"]
    assert "€150M of €200M asked" in words(found)


def test_the_same_is_sent_as_a_picture_and_as_nothing_else(grown):
    answer = grown.get(f"/studio/competitors/chart.png?{DAY}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="commissions.png"'
    assert Image.open(BytesIO(answer.content)).size[0] == 1920
    assert grown.get("/studio/competitors/chart.gif").status_code == 404


@pytest.mark.parametrize("page", ["competitors", "offices", "markets/FR"])
def test_the_page_names_its_pictures_with_what_it_asks_for(grown, page):
    shown = grown.get(f"/studio/{page}/?{DAY}").content.decode()
    assert f'href="/studio/{page}/chart.svg?{DAY}' in shown
    assert f'href="/studio/{page}/chart.png?{DAY}' in shown


def test_a_picture_of_very_many_rows_says_how_many_it_leaves_out():
    many = Bars("Slate", "Today", tuple(Row(f"Project {n}", (Part(0, 10, Tone.LAMP),)) for n in range(5000)))  # fmt: skip

    drawn = pictured.sent(many, "svg", "slate").content.decode()

    assert "Today · and 4880 more" in drawn
    assert ("Project 119<" in drawn, "Project 120<" in drawn) == (True, False)
