"""A card is drawn once for everybody who would see the same, and anew for everybody else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation

from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.discovery.rules import Entry, Home, Row
from lanterne.ui.words import TIGHT
from lanterne.web.templatetags import cards

MOON = TitleCard(
    id=1, slug="moon", kind=Kind.FILM, name="Moon & Sea", tagline="", synopsis="A tide.", year=2019,
    runtime_seconds=5400, minimum_age=0, genres=(), poster=None, still=None, parent_name=None,
    number=None, language_shown="en",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_drawn_before():
    cards._drawn.cache_clear()
    cards._drawn_piece.cache_clear()


def drawn(*, is_child=False, **changes):
    context = {"profile": SimpleNamespace(is_child=is_child)}
    return cards.card(context, Entry(MOON, **changes))


def test_who_sees_the_same_is_shown_what_was_drawn():
    assert drawn() is drawn()
    assert "Moon &amp; Sea" in drawn()
    assert cards._drawn.cache_info().misses == 1


def test_a_title_alone_is_a_card_as_well():
    assert cards.card({"profile": SimpleNamespace(is_child=False)}, MOON) == drawn()


def test_a_child_sees_fewer_words():
    assert "A tide." in drawn()
    assert "A tide." not in drawn(is_child=True)


def test_each_language_has_its_own():
    drawn(closes_at=datetime(2099, 3, 2, tzinfo=UTC))
    with translation.override("fr"):
        french = drawn(closes_at=datetime(2099, 3, 2, tzinfo=UTC))
    assert "mars" in french


def test_one_moment_is_told_by_the_clocks_of_each_country():
    moment = datetime(2099, 12, 4, 23, 30, tzinfo=UTC)
    in_paris = drawn(closes_at=moment.astimezone(ZoneInfo("Europe/Paris")))
    in_london = drawn(closes_at=moment.astimezone(ZoneInfo("Europe/London")))
    assert f"5{TIGHT}December" in in_paris
    assert f"4{TIGHT}December" in in_london


def test_progress_and_reason_are_the_viewers():
    assert 'value="40"' in drawn(progress=0.4)
    assert "progress" not in drawn()
    assert "New in French" in drawn(reason="New in French")


def test_tomorrow_a_day_is_named_anew():
    closes_at = datetime(2026, 3, 2, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 2, 1, tzinfo=UTC), tick=False):
        far = drawn(closes_at=closes_at)
    with time_machine.travel(datetime(2025, 2, 1, tzinfo=UTC), tick=False):
        farther = drawn(closes_at=closes_at)
    assert far != farther


def a_piece(name="title_name", *, is_child=False, **shown):
    return cards.piece({"profile": SimpleNamespace(is_child=is_child)}, name, **shown)


def test_a_piece_is_drawn_once_for_the_same_words():
    assert a_piece(card=MOON) is a_piece(card=MOON)
    assert "Moon &amp; Sea" in a_piece(card=MOON)
    assert "Star" in a_piece(card=replace(MOON, name="Star"))
    assert cards._drawn_piece.cache_info().misses == 2


def test_a_piece_is_another_one_for_a_child_and_in_another_language():
    card = replace(MOON, tagline="It rises.")
    assert "It rises." in a_piece(card=card)
    assert "It rises." not in a_piece(card=card, is_child=True)
    spoken = {"card": MOON, "sound": ("en",)}
    assert "English" in a_piece(**spoken)
    with translation.override("fr"):
        assert "Anglais" in a_piece(**spoken)


def test_a_piece_knows_nothing_of_who_looks_but_whether_it_is_a_child():
    drawn = cards.piece(
        {"profile": SimpleNamespace(is_child=False, name="Camille"), "user": "camille"},
        "row",
        row=Row("similar", "More", "Why", (Entry(MOON),)),
    )
    assert "Why" in drawn
    assert [field.name for field in fields(cards.Onlooker)] == ["is_child"]


def test_a_row_of_the_home_page_tells_a_moment_by_the_clocks_of_each_country():
    """Its rows are pieces, and the moment that they hold is the same one."""
    moment = datetime(2099, 12, 4, 23, 30, tzinfo=UTC)

    def page(country, place):
        leaves = Entry(MOON, closes_at=moment.astimezone(ZoneInfo(place)))
        home = Home(None, (Row("new", "New", "Why", (leaves,)),))
        profile = SimpleNamespace(is_child=False)
        return render_to_string(
            "web/home.html", {"home": home, "profile": profile, "country": country}
        )

    assert f"5{TIGHT}December" in page("FR", "Europe/Paris")
    assert f"4{TIGHT}December" in page("GB", "Europe/London")


def test_a_piece_for_a_stranger_is_that_of_an_adult():
    assert cards.piece({}, "title_name", card=MOON) is a_piece(card=MOON)


def test_cards_of_one_title_are_told_apart_by_their_words():
    """Whatever is kept is found by the title alone, and is another one for other words."""
    changed = replace(MOON, name="Star")
    assert hash(changed) == hash(MOON)
    assert changed != MOON
    assert "Star" in cards.card({"profile": SimpleNamespace(is_child=False)}, changed)
    row = Row("new", "New", "Why", (Entry(MOON),))
    assert "Moon" in a_piece("row", row=row)
    assert "Star" in a_piece("row", row=replace(row, entries=(Entry(changed),)))
    assert 'value="40"' in a_piece("row", row=replace(row, entries=(Entry(MOON, 0.4),)))
