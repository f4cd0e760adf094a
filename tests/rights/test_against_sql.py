"""Availability against a second telling of it, by hand, in SQL: a hundred thousand cases without one disagreement.

What is compared three ways: the rules in Python, the set of the whole catalogue, and the statement below, which shares
nothing with either but the tables. Instants stand on and beside every edge of every window, in places whose
clocks are far apart and change in the middle of what is granted.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from lanterne.catalogue import queries as catalogue
from lanterne.rights import queries, rules
from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.models import LicenceWindow, spaced
from lanterne.rights.rules import Holdback, Market, Offer, Status, Use, Version, Window
from tests.playback.test_both_databases import passed, suite
from tests.titles import a_film, a_series

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CLOCKS = {"FR": "Europe/Paris", "US": "America/New_York", "AU": "Australia/Lord_Howe"}
OFFERS = (Offer.SUBSCRIPTION, Offer.RENTAL)
LANGUAGES = ("", "fr", "fr-CA", "es", "es-419", "es-ES", "zh-Hant-TW")
INSTANT = timedelta(microseconds=1)
# With the titles of a catalogue, how many questions make the cases of all seeds.
SIZES = {"sqlite": (5, 430, 100_000), "postgresql": (1, 60, 2_000)}

BY_HAND = """
WITH line(title, node, depth) AS (
    SELECT id, id, 0 FROM catalogue_title
    UNION ALL SELECT id, parent_id, 1 FROM catalogue_title WHERE parent_id IS NOT NULL
    UNION ALL SELECT id, series_id, 2 FROM catalogue_title
        WHERE series_id IS NOT NULL AND series_id <> parent_id
),
said AS (
    SELECT line.title, MIN(line.depth) AS depth
    FROM line JOIN rights_licencewindow w ON w.title_id = line.node
    WHERE w.territory = %(territory)s AND w.offer = %(offer)s AND w.status = 'approved'
    GROUP BY line.title
),
yes AS (
    SELECT DISTINCT line.title
    FROM line JOIN said ON said.title = line.title AND said.depth = line.depth
    JOIN rights_licencewindow w ON w.title_id = line.node
    WHERE w.territory = %(territory)s AND w.offer = %(offer)s AND w.status = 'approved' AND w.awaits = ''
    AND w.opens_at <= %(at)s AND (w.closes_at IS NULL OR w.closes_at > %(at)s)
    AND (%(language)s = '' OR (
        (NOT EXISTS (SELECT 1 FROM tongue g WHERE g.window_id = w.id AND g.word <> 'held')
         OR EXISTS (SELECT 1 FROM tongue g WHERE g.window_id = w.id AND g.word <> 'held'
             AND (g.word IN ('any', %(use)s) OR %(use)s = 'any')
             AND (%(language)s = g.language OR %(language)s LIKE g.language || '-%%')))
        AND NOT EXISTS (SELECT 1 FROM tongue g WHERE g.window_id = w.id AND g.word = 'held'
             AND (%(language)s = g.language OR %(language)s LIKE g.language || '-%%'))))
    AND NOT EXISTS (
        SELECT 1 FROM line above JOIN rights_holdback h ON h.title_id = above.node
        WHERE above.title = line.title AND (h.territory = '' OR h.territory = %(territory)s)
        AND (h.offer = '' OR h.offer = %(offer)s)
        AND h.begins_at <= %(at)s AND (h.ends_at IS NULL OR h.ends_at > %(at)s)
        AND (h.language = '' OR (%(language)s <> ''
             AND (%(language)s = h.language OR %(language)s LIKE h.language || '-%%'))))
)
SELECT title FROM yes
UNION SELECT t.parent_id FROM yes JOIN catalogue_title t ON t.id = yes.title WHERE t.kind = 'episode'
UNION SELECT t.series_id FROM yes JOIN catalogue_title t ON t.id = yes.title WHERE t.kind = 'episode'
"""


@pytest.fixture
def titles():
    """Films, and series of several seasons: 47 titles."""
    found = [a_film(f"Film {number}") for number in range(8)]
    for number in range(3):
        series, seasons, below = a_series(f"Series {number}", seasons=(3, 2, 4))
        found += [series, *seasons, *(one for episodes in below for one in episodes)]
    return found


@dataclass
class Programme:
    """What one seed granted: the windows and holdbacks of each title, and the instants at which something changes."""

    windows: dict[int, list[Window]]
    holdbacks: dict[int, list[Holdback]]
    edges: list[datetime]


def test_no_case_is_told_differently(titles):
    below = {one: catalogue.chains(title_id=one) for one in titles}
    lines = {chain[0]: chain for chains in below.values() for chain in chains}
    seeds, questions, cases = SIZES[connection.vendor]
    counted, opened = 0, 0
    for seed in range(seeds):
        chance = random.Random(seed)
        programme = granted(titles, chance)
        for number in range(questions):
            asked = a_market(chance), a_moment(programme, chance), a_version(chance)
            opens = {one for one, line in lines.items() if by_rule(programme, line, *asked)}
            told = {title for title, own in below.items() if any(one[0] in opens for one in own)}
            market, at, version = asked
            as_a_set = set(queries.open_title_ids(market=market, at=at, version=version))
            assert told == as_a_set == by_hand(*asked), (seed, asked)
            if number % 40 == 0:
                assert told == {title for title in titles if by_question(title, *asked)}
            counted, opened = counted + len(titles), opened + len(told)
    assert counted > cases
    # A catalogue that is always open, or never, would prove nothing.
    assert 0.1 < opened / counted < 0.9


@pytest.mark.postgres
def test_no_case_is_told_differently_on_postgresql(postgres_url):
    ours = ("-k", "differently and not on_postgresql", __file__)
    assert passed(suite(*ours, DATABASE_URL=postgres_url)) == 1


def by_rule(programme, line, market, at, version):
    """By the pure rule, on values."""
    return rules.availability(
        rules.nearest([programme.windows[one] for one in line], market=market),
        market=market,
        at=at,
        version=version,
        holdbacks=[held for one in line for held in programme.holdbacks[one]],
    ).is_open


def by_question(title, market, at, version):
    """By the one question, which reads the tables."""
    return queries.availability(title_id=title, market=market, at=at, version=version).is_open


def by_hand(market, at, version):
    """By the statement above."""
    asked = {
        "territory": market.territory,
        "offer": market.offer.value,
        "at": connection.ops.adapt_datetimefield_value(at),
        "language": version.language,
        "use": version.use.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, asked)
        return {row[0] for row in cursor.fetchall()}


def granted(titles, chance):
    """Other windows and holdbacks than before, by the clocks of their places; the languages once more in a table."""
    LicenceWindow.objects.all().delete()
    HoldbackRow.objects.all().delete()
    rows = [a_window(chance.choice(titles), chance) for _ in range(170)]
    LicenceWindow.objects.bulk_create(rows, ignore_conflicts=True)
    HoldbackRow.objects.bulk_create(a_holdback(chance.choice(titles), chance) for _ in range(14))
    _spread_languages()
    windows = {one: [held.window for held in queries.windows(title_id=one)] for one in titles}
    held = {one: [row.holdback for row in queries.holdbacks(title_id=one)] for one in titles}
    periods = [one.period for rows in windows.values() for one in rows]
    periods += [one.period for rows in held.values() for one in rows]
    edges = [one.opens_at for one in periods] + [one.closes_at for one in periods if one.closes_at]
    return Programme(windows, held, edges)


def _spread_languages():
    rows = []
    for pk, tongues, held_back in LicenceWindow.objects.values_list("pk", "tongues", "held_back"):
        rows += [(pk, *word.split(":")) for word in tongues.split()]
        rows += [(pk, word, "held") for word in held_back.split()]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tongue")
        cursor.execute("CREATE TEMPORARY TABLE tongue(window_id bigint, language text, word text)")
        cursor.executemany("INSERT INTO tongue VALUES (%s, %s, %s)", rows)


def a_period(territory, chance):
    """From a wall-clock moment of 2027 to another; many in the nights in which clocks change."""
    place = ZoneInfo(CLOCKS[territory])
    day = chance.choice(((3, 13), (3, 27), (4, 3), (10, 2), (10, 30), (11, 6), (6, 1), (8, 15)))
    opens = datetime(2027, *day, chance.randrange(24), chance.choice((0, 30)), tzinfo=place)
    length = timedelta(days=chance.choice((0, 1, 2, 30, 120)), hours=chance.randrange(1, 24))
    closes = (opens.replace(tzinfo=None) + length).replace(tzinfo=place)
    ends = closes.astimezone(UTC)
    begins = opens.astimezone(UTC)
    return begins, None if chance.random() < 0.2 or ends <= begins else ends


def a_window(title, chance):
    territory = chance.choice(list(CLOCKS))
    opens_at, closes_at = a_period(territory, chance)
    tongues = chance.choice(((), (), ("fr:any",), ("es-419:dub", "fr:sub"), ("es:any", "zh:sub")))
    return LicenceWindow(
        title_id=title,
        territory=territory,
        offer=chance.choice((*OFFERS, Offer.SUBSCRIPTION)),
        status=chance.choice((Status.APPROVED,) * 8 + (Status.PENDING, Status.REVOKED)),
        opens_at=opens_at,
        closes_at=closes_at,
        tongues=spaced(tongues),
        held_back=spaced(chance.choice(((), (), ("fr-CA",), ("es", "zh-Hant")))),
        awaits=chance.choice(("", "", "", "", "the film has left cinemas")),
        public_from=chance.choice((None, opens_at, opens_at - timedelta(days=30))),
    )


def a_holdback(title, chance):
    territory = chance.choice(list(CLOCKS))
    begins_at, ends_at = a_period(territory, chance)
    return HoldbackRow(
        title_id=title,
        territory=chance.choice((territory, territory, "")),
        offer=chance.choice(("", Offer.SUBSCRIPTION)),
        language=chance.choice(("", "", "fr", "es-419")),
        begins_at=begins_at,
        ends_at=ends_at,
    )


def a_market(chance):
    return Market(chance.choice(list(CLOCKS)), chance.choice((*OFFERS, Offer.SUBSCRIPTION)))


def a_moment(programme, chance):
    return chance.choice(programme.edges) + chance.choice((-INSTANT, timedelta(0), INSTANT))


def a_version(chance):
    return Version(chance.choice(LANGUAGES), chance.choice(list(Use)))
