"""The desk of rights shows what comes and what is doubtful, market by market."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.rights import services
from lanterne.rights.rules import Terms, Tongue, Window
from tests.studio.conftest import NOW
from tests.titles import ACTOR, a_film, a_window

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def desk(console, **asked) -> str:
    return console.get("/studio/rights/", asked).content.decode()


def in_german(title_id, territory="FR"):
    terms = Terms(tongues=(Tongue("de"),))
    window = Window(territory, NOW + DAY, None, terms)
    services.grant_window(title_id=title_id, window=window, actor=ACTOR)


def test_a_doubt_says_what_to_do_on_the_desk_and_on_the_titles_page(console, moon):
    in_german(moon)
    told = "French, the language of this market, is not licensed: add it to the window"
    assert told in desk(console)
    assert told in console.get(f"/studio/titles/{moon}/windows/").content.decode()


def test_the_desk_is_filtered_by_market_kind_and_time(console, moon):
    a_window(moon, "FR", opens_at=NOW + 2 * DAY)
    a_window(a_film("Sintel"), "BE", opens_at=NOW - DAY, closes_at=NOW + 40 * DAY)
    assert "Lune" in desk(console)
    assert "Sintel" not in desk(console)
    assert "Sintel" in desk(console, days="90")
    for asked in ({"market": "BE"}, {"coming": "closes"}):
        page = desk(console, days="90", **asked)
        assert "Sintel" in page
        assert "Lune" not in page


def test_doubts_keep_to_the_market_that_is_asked(console, moon):
    in_german(moon)
    in_german(moon, "BE")
    assert desk(console).count("is not licensed") == 2
    assert desk(console, market="BE").count("is not licensed") == 1


def test_what_makes_no_sense_in_the_address_is_passed_over(console):
    page = desk(console, days="-7", market="XX", coming="never")
    assert "Nothing opens, closes or lapses in this time." in page


def test_closings_of_the_start_page_are_those_of_the_desk(console, moon):
    a_window(moon, "FR", opens_at=NOW - DAY, closes_at=NOW + 5 * DAY)
    (closing,) = console.get("/studio/").context["waiting"].closing
    assert (closing.territory, closing.closes_at) == ("FR", NOW + 5 * DAY)
