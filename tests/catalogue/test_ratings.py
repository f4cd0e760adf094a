"""What boards say: by their own labels, with the age that follows, and the age that counts."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.catalogue import boards, queries, rules, services
from lanterne.catalogue.boards import AgeKind
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import AgeSource
from lanterne.territories import queries as territories
from tests.titles import a_film, a_series

TABLE = resources.files("lanterne.catalogue") / "data" / "age_ratings.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def rated(title_id):
    return [
        (one.territory, one.system, one.label, one.minimum_age)
        for one in editing.ratings(title_id=title_id)
    ]


@pytest.mark.parametrize(
    ("territory", "system", "label", "age"),
    [
        ("FR", "CNC", "T", 0),
        ("FR", "CNC", "12", 12),
        ("DE", "FSK", "16", 16),
        ("GB", "BBFC", "12A", 12),
        ("US", "MPAA", "NC-17", 18),
        ("US", "TVPG", "TV-Y7", 7),
        # Adopted by a neighbour.
        ("BE", "Kijkwijzer", "9", 9),
        # Where the table of the source contradicts its own label.
        ("CA", "AFC", "14A", 14),
        ("BR", "DJCTQ", "L-18", 18),
    ],
)
def test_the_age_follows_from_the_label(editor, territory, system, label, age):
    film = a_film()
    services.rate(
        title_id=film, territory=territory, system=system, label=label, actor=editor.actor
    )
    assert rated(film) == [(territory, system, label, age)]
    [card] = queries.cards(title_ids=[film], language="en", territory=territory)
    assert card.minimum_age == age


@pytest.mark.parametrize(
    ("said", "refusal", "sentence"),
    [
        (
            {"territory": "FR", "system": "FSK", "label": "12"},
            services.SystemUnknown,
            "No rating system “FSK” is known in FR.",
        ),
        (
            {"territory": "FR", "system": "CNC", "label": "13"},
            services.LabelUnknown,
            "CNC has no label “13”.",
        ),
        (
            {"territory": "AU", "system": "NCS", "label": "RC"},
            services.LabelUnknown,
            "“RC” of NCS forbids that the title be shown at all.",
        ),
        (
            {"territory": "US", "system": "MPAA", "label": "PG"},
            services.WrongFacts,
            "“PG” of MPAA states no age: say from which age it is shown.",
        ),
        (
            {"territory": "FR", "system": "CNC", "label": "16", "minimum_age": 6},
            services.WrongFacts,
            "“16” of CNC means from age 16.",
        ),
        ({"territory": "FR", "label": "Tous"}, services.WrongFacts, "needs its age"),
        ({"territory": "FR", "label": " ", "minimum_age": 3}, services.LabelUnknown, "its label"),
        (
            {"territory": "FR", "label": "1\u202e2", "minimum_age": 12},
            services.UnreadableText,
            "U\\+202E",
        ),
    ],
)
def test_a_rating_that_cannot_be_is_refused_and_the_earlier_one_stays(
    editor, said, refusal, sentence
):
    film = a_film()
    services.rate(title_id=film, territory="FR", label="TP", minimum_age=0, actor=editor.actor)
    with pytest.raises(refusal, match=sentence):
        services.rate(title_id=film, actor=editor.actor, **said)
    assert rated(film) == [("FR", "", "TP", 0)]


def test_a_label_without_an_age_is_given_one(editor):
    film = a_film()
    said = {"territory": "US", "system": "MPAA", "label": "PG", "minimum_age": 8}
    services.rate(title_id=film, actor=editor.actor, **said)
    assert rated(film) == [("US", "MPAA", "PG", 8)]


def test_the_table_is_whole():
    assert len(ROWS) == 572
    assert len({(row["territories"], row["system"], row["label"]) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        one = boards.Label.from_row(row)
        assert all(territories.exists(code) for code in one.territories)
        assert (one.minimum_age is None) == (one.kind in {AgeKind.UNSTATED, AgeKind.REFUSED})
        assert (one.minimum_age == 0) == (one.kind is AgeKind.ALL)
        assert len(one.label) <= 40
        assert len(one.system) <= 40


def test_no_label_that_names_an_age_lets_the_younger_in():
    milder = [
        (row["territories"], row["system"], row["label"])
        for row in ROWS
        if row["label"].isdigit()
        and row["minimum_age"]
        and int(row["minimum_age"]) < int(row["label"])
    ]
    assert milder == []


def test_the_age_that_counts_says_who_stated_it(editor):
    series, [season], [[first, second]] = a_series(minimum_age=10)
    services.rate(title_id=season, territory="FR", system="CSA", label="12", actor=editor.actor)
    services.set_facts(title_id=first, minimum_age=6, actor=editor.actor)
    services.rate(title_id=first, territory="DE", system="FSK", label="16", actor=editor.actor)
    asked = ("DE", "FR", "GB")

    def said(title_id):
        found = queries.effective(title_id=title_id, territories=asked)
        assert [one.territory for one in found] == list(asked)
        return [(one.minimum_age, one.source) for one in found]

    assert said(first) == [
        (16, AgeSource.BOARD),
        (6, AgeSource.DEFAULT),
        (6, AgeSource.DEFAULT),
    ]
    assert said(second) == [
        (10, AgeSource.DEFAULT_ABOVE),
        (12, AgeSource.BOARD_ABOVE),
        (10, AgeSource.DEFAULT_ABOVE),
    ]
    assert said(series)[1] == (10, AgeSource.DEFAULT)
    film = a_film()
    assert said(film) == [(None, AgeSource.NOBODY)] * 3
    assert not queries.is_suited(title_id=film, ceiling=18, territory="FR")
    assert queries.effective(title_id=999_999, territories=asked) == ()


AGES = st.none() | st.integers(0, 21)


@given(st.lists(st.tuples(AGES, AGES), min_size=1, max_size=3))
def test_the_age_that_counts_is_the_one_that_hides(line):
    """``effective_age`` says who, ``nearest_age`` hides: they never disagree about the age."""
    merged = [default if board is None else board for board, default in line]
    assert rules.effective_age("FR", line).minimum_age == rules.nearest_age(merged)
