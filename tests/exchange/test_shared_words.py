"""What several formats read alike, because one place reads it for them."""

from __future__ import annotations

import pytest
from django.utils import translation

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.genres import NAMES
from lanterne.exchange import formats, genres, running
from lanterne.exchange.fields import Unreadable
from lanterne.exchange.runs import take_in
from tests.exchange.test_mec import a_work, told
from tests.titles import ACTOR


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("PT1H42M", 6120), ("PT45S", 45), ("PT1M0.5S", 60), ("P1DT1H", 90_000), ("1:42:00", 6120),
        ("", None),
    ],
)  # fmt: skip
def test_a_running_time_is_read_in_seconds(said, seconds):
    assert running.seconds(said) == seconds


@pytest.mark.parametrize("said", ["P", "PT", "1:2:3", "PT1H42", "90"])
def test_what_is_no_running_time_is_refused(said):
    with pytest.raises(Unreadable, match="is no running time"):
        running.seconds(said)


@pytest.mark.parametrize(
    ("said", "genre"),
    [
        ("Sci-Fi", "science-fiction"), ("SCIENCE FICTION", "science-fiction"), ("Anime", "animation"),
        ("Thriller/Suspense", "thriller"), ("kids & family", "family"), ("Comédie", "comedy"),
        ("Western", ""),
    ],
)  # fmt: skip
def test_a_genre_of_another_house_is_ours_in_every_format(said, genre):
    assert genres.code(said) == genre


def test_a_genre_goes_out_in_english_and_comes_in_again():
    with translation.override("fr"):
        assert genres.written("science-fiction") == "Science Fiction"
        assert [genres.code(genres.written(one)) for one in NAMES] == list(NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["mec", "nfo"])
def test_both_formats_ask_the_one_table(tmp_path, settings, form):
    settings.MEDIA_ROOT = tmp_path / "stored"
    (tmp_path / "movie.nfo").write_text(
        "<movie><title>Havet</title><genre>Anime</genre><genre>Suspense</genre></movie>"
    )
    work = a_work("Havet", 1999, "a").replace(
        "</LocalizedInfo>", "<Genre>Anime</Genre><Genre>Suspense</Genre></LocalizedInfo>"
    )
    path = told(tmp_path, work) if form == "mec" else tmp_path
    take_in(formats.read(path), name="f", actor=ACTOR)
    [(_id, film)] = catalogue.records()
    assert film.genres == ("animation", "thriller")
