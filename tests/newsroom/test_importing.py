"""Newsrooms out of YAML, with the pictures that lie beside it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from lanterne.newsroom.models import Article, Newsroom, Picture
from lanterne.newsroom.services import import_newsrooms
from tests.newsroom.conftest import STAFF

TOLD = """
newsroom: {market: FR, language: en, name: Newsroom}
articles:
  - slug: an-office
    title: An office
    lead: It opens.
    picture: {file: roofs.png, credit: Anna Berg, shows: Roofs at dusk, caption: Paris}
"""


@pytest.fixture
def roofs():
    held = BytesIO()
    Image.new("RGB", (640, 360), "#884422").save(held, "PNG")
    yield held.getvalue()
    for row in Picture.objects.all():
        for name in (row.file.name, *row.renditions.values_list("file", flat=True)):
            row.file.storage.delete(name)


def taken(told=TOLD, **pictures):
    held = {name.replace("_", "."): content for name, content in pictures.items()}
    return [
        (outcome, why)
        for _place, outcome, why in import_newsrooms(texts={"en": told}, pictures=held, actor=STAFF)
    ]


@pytest.mark.django_db
def test_an_article_brings_its_picture(client, roofs):
    assert taken(roofs_png=roofs) == [("added", "")]
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.credit) == (640, 360, "Anna Berg")
    page = client.get("/newsroom/fr/en/an-office/").content.decode()
    assert 'alt="Roofs at dusk"' in page
    assert "Anna Berg" in page


@pytest.mark.django_db
def test_the_same_picture_is_taken_once_for_each_language_that_says_what_it_shows(client, roofs):
    world = TOLD.replace("market: FR, ", "")
    french = TOLD.replace("language: en", "language: fr").replace("Roofs at dusk", "Des toits")
    for told in (TOLD, world, french):
        assert taken(told, roofs_png=roofs) == [("added", "")]
    assert sorted(one.description for one in Picture.objects.all()) == [
        "Des toits",
        "Roofs at dusk",
    ]
    assert 'alt="Des toits"' in client.get("/newsroom/fr/fr/an-office/").content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "There is no picture “roofs.png” beside it."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "roofs.png: "),
        (b"\x89PNG\r\n\x1a\n", "roofs.png: "),
    ],
)
@pytest.mark.django_db
def test_a_picture_that_cannot_be_shown_keeps_its_file_out(content, why):
    held = {} if content is None else {"roofs_png": content}
    [(outcome, said)] = taken(**held)
    assert outcome == "refused"
    assert said.startswith(why)
    assert not Article.objects.exists()
    assert not Newsroom.objects.exists()
    assert not Picture.objects.exists()
