"""``lanterne availability``: the same answer as everywhere, for a shell."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from lanterne.cli.main import app
from lanterne.core.errors import Refused
from tests.titles import a_film, a_window

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = a_film("Le Voyage")
    # From midnight in Brussels, which is an hour before midnight in London.
    a_window(film, "BE", datetime(2027, 3, 2, 23, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    return film


def said(*words):
    result = CliRunner().invoke(app, ["availability", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_a_day_is_the_day_of_the_country(film):
    assert said("le-voyage", "--in", "BE", "--at", "2027-03-02") == (
        1,
        """Opens on 3 March 2027 in Belgium.
  A window opens on 3 March 2027.
Opens at 2027-03-03T00:00:00+01:00.
""",
    )
    code, words = said(str(film), "--in", "BE", "--at", "2027-03-03")
    assert (code, words) == (
        0,
        "Available in Belgium until 1 January 2028.\nCloses at 2028-01-01T01:00:00+01:00.\n",
    )


def test_programs_get_the_reasons(film):
    code, words = said("le-voyage", "--in", "FR", "--at", "2027-03-02T00:00+00:00", "--json")
    assert code == 1
    assert json.loads(words) == {
        "title": film,
        "territory": "FR",
        "at": "2027-03-02T00:00:00+00:00",
        "is_open": False,
        "reason": "no_window_here",
        "because": [{"reason": "no_window_here", "at": None, "words": ""}],
        "changes_at": None,
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere", "--in", "FR"), "There is no title “nowhere”."),
        (("999999", "--in", "FR"), "There is no title “999999”."),
        (("le-voyage", "--in", "XX"), "“XX” is not a country code such as FR."),
        (("le-voyage", "--in", "FR", "--at", "soon"), "“soon” is not a day such as 2027-03-01."),
        (
            ("le-voyage", "--in", "FR", "--offer", "loan"),
            "“loan” is not an offer: subscription, advertising, rental, purchase, free.",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(film, words, sentence):
    with pytest.raises(Refused, match=sentence):
        said(*words)
