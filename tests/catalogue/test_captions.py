"""Captions come and go with the picture that they tell of."""

from __future__ import annotations

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.fields import Family, Field
from lanterne.catalogue.queries import changes, editing
from lanterne.catalogue.services import corrections
from lanterne.core.errors import Refused
from tests.titles import ACTOR, a_film, a_picture

pytestmark = pytest.mark.django_db
BOAT = {"en": "The boat leaves.", "fr": "Le bateau part."}


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hang(film, colour="#204060"):
    catalogue.add_artwork(
        title_id=film, kind="still", content=a_picture(320, 180, colour), source="", actor=ACTOR
    )


def caption(film, said):
    for language, text in said.items():
        catalogue.caption_picture(
            title_id=film, picture_id=picture(film).id, language=language, text=text, actor=ACTOR
        )


def picture(film):
    return editing.artwork(title_id=film)[0]


def undo(film):
    latest = changes.latest_change_id(title_id=film)
    catalogue.undo_change(title_id=film, change_id=latest, actor=ACTOR)


@pytest.fixture
def film():
    made = a_film("X")
    hang(made)
    caption(made, {"fr": BOAT["fr"], "en": f" {BOAT['en']}\n"})
    return made


def test_a_caption_stays_when_its_picture_is_cut_anew_and_goes_when_another_is_hung(film):
    held = picture(film)
    assert (held.captions, list(held.captions)) == (BOAT, ["en", "fr"])
    catalogue.set_focus(title_id=film, picture_id=held.id, x=10, y=20, actor=ACTOR)
    hang(film)
    assert picture(film).captions == BOAT
    hang(film, "#604020")
    assert picture(film).captions == {}
    undo(film)
    assert picture(film).captions == BOAT
    corrections.remove_artwork(title_id=film, picture_id=picture(film).id, actor=ACTOR)
    undo(film)
    assert picture(film).captions == BOAT


def test_an_empty_caption_goes_and_can_be_taken_back(film):
    caption(film, {"fr": ""})
    assert picture(film).captions == {"en": BOAT["en"]}
    undo(film)
    assert picture(film).captions == BOAT


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": "a" * 301}, "This text has 301 characters; there is room for 300."),
        ({"language": "elvish!"}, "“elvish!” is not a language tag such as fr or fr-CA."),
        ({"picture_id": 404}, "This picture is not there any more."),
    ],
)
def test_what_is_no_caption_is_refused(film, said, sentence):
    told = {"title_id": film, "picture_id": picture(film).id, "language": "fr", "text": "b"}
    with pytest.raises(Refused) as refusal:
        catalogue.caption_picture(**{**told, **said}, actor=ACTOR)
    assert str(refusal.value) == sentence
    assert picture(film).captions == BOAT


@pytest.mark.parametrize(("theirs", "kept"), [(False, {}), (True, BOAT)])
def test_of_two_titles_made_one_a_caption_comes_with_its_picture_alone(film, theirs, kept):
    other = a_film("Y")
    hang(other, "#604020")
    taken = [Field(Family.PICTURE, ("still", ""))] if theirs else []
    catalogue.absorb(title_id=other, other_id=film, theirs=taken, actor=ACTOR)
    assert picture(other).captions == kept
