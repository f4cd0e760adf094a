"""The counts of filters are read once, until something changes or the clock changes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.catalogue import services as catalogue
from lanterne.core import revision
from lanterne.rights import services as licences
from lanterne.rights.rules import Window
from lanterne.studio import facets
from lanterne.studio.titles_page import Wanted
from lanterne.territories import services as territories
from tests.titles import a_film, published

# What is kept is kept outside of transactions.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh(markets):
    facets._kept = facets.Answers(facets.MOST_KEPT)
    revision.watch()


def counted(name, *, at=NOW, market="FR"):
    return dict(facets.counts(wanted=Wanted(market=market), at=at)[name])


def test_counts_change_with_the_clock_and_with_every_change():
    film = a_film("Un")
    window = Window("FR", NOW + HOUR, NOW + 2 * HOUR)
    licences.grant_window(title_id=film, window=window, actor="system:test")
    assert counted("window") == {"open": 0, "coming": 1, "over": 0, "nowhere": 0}
    assert counted("window", at=NOW + HOUR)["open"] == 1
    assert counted("window", at=NOW + 2 * HOUR)["over"] == 1
    assert counted("streams") == {"yes": 0, "no": 1}
    published(film)
    assert counted("streams") == {"yes": 1, "no": 0}
    a_film("Deux")
    assert counted("window")["nowhere"] == 1
    assert counted("window", market="BE")["coming"] == 0


def test_another_market_asks_for_its_language():
    a_film("Un")
    catalogue.localise(
        title_id=a_film("Deux"), language="nl", name="Twee", synopsis="Twee.", actor="system:test"
    )
    assert "nl" not in counted("missing")
    territories.open_market(
        territory="NL", currency="EUR", default_language="nl", actor="system:test"
    )
    assert counted("missing")["nl"] == 1


def test_every_table_that_counts_are_made_of_is_watched():
    a_film("Un")
    with CaptureQueriesContext(connection) as caught:
        counted("window")
    said = " ".join(query["sql"] for query in caught.captured_queries)
    tables = [one for one in connection.introspection.table_names() if f'"{one}"' in said]
    assert {"catalogue_title", "territories_market"} <= set(tables) <= set(revision.watched())
    with CaptureQueriesContext(connection) as again:
        counted("window")
    assert len(again) == 1  # the mark
