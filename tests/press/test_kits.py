"""The press kit of a title: what the catalogue tells of it, under the title's own windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.catalogue import services as catalogue
from lanterne.newsroom.services import Draft, open_newsroom, publish_article
from lanterne.rights import services as rights
from lanterne.rights.rules import Terms, Window
from tests.titles import a_film, a_picture

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
END = NOW + timedelta(days=30)
KIT = "/newsroom/fr/en/kit/sintel/"


@pytest.fixture
def film(db):
    with time_machine.travel(NOW, tick=False):
        open_newsroom(territory="FR", language="en", name="France", actor="user:1")
        made = a_film("Sintel")
        catalogue.localise(
            title_id=made, language="en", name="Sintel", synopsis="A dragon.", actor="user:1"
        )
        catalogue.credit(title_id=made, person="Colin Levy", role="director", actor="user:1")
        catalogue.add_artwork(
            title_id=made, kind="still", language="", source="© Blender Foundation",
            content=a_picture(), actor="user:1",
        )  # fmt: skip
        yield made


def _grant(film, territory="FR", opens_at=NOW - timedelta(days=1), terms=None):
    window = Window(territory, opens_at, END, terms=terms or Terms())
    rights.grant_window(title_id=film, window=window, actor="user:1")


def test_the_kit_has_words_facts_and_pictures_with_their_credit(client, film):
    _grant(film)
    publish_article(
        draft=Draft(
            "FR", "en", "sintel-opens", "Sintel opens", "On Friday.",
            [{"type": "film", "value": {"title": "sintel", "note": ""}}],
        ),
        actor="user:1",
    )  # fmt: skip
    page = client.get(KIT).content.decode()
    for said in ("A dragon.", "Colin Levy", "© Blender Foundation", "Sintel opens"):
        assert said in page, said


@pytest.mark.parametrize("day", [0, 31])
def test_the_kit_ends_with_the_window_and_is_of_its_market_alone(client, film, day):
    _grant(film, territory="DE" if day == 0 else "FR")
    with time_machine.travel(NOW + timedelta(days=day), tick=False):
        assert client.get(KIT).status_code == 404


def test_nobody_learns_of_a_secret_title_by_its_kit(client, film):
    told = NOW + timedelta(days=2)
    _grant(film, opens_at=told, terms=Terms(public_from=told))
    assert client.get(KIT).status_code == 404
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert client.get(KIT).status_code == 200
