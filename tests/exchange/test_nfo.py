"""NFO folders as Kodi and Jellyfin keep them: in, out, and what is left out told."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services
from lanterne.catalogue.records import RatingRecord, Verdict
from lanterne.catalogue.rules import CreditLine, IdentifierLine
from lanterne.exchange import nfo
from lanterne.exchange.formats import Format, guessed
from lanterne.exchange.nfo.walking import NoFolder
from lanterne.exchange.runs import judge, take_in
from tests.exchange.test_bundle import empty
from tests.titles import ACTOR, a_film, a_picture, a_series

pytestmark = pytest.mark.django_db
FILM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie>
  <title>A Trip to the Moon</title>
  <originaltitle>Le Voyage dans la Lune</originaltitle>
  <language>en</language>
  <languages>fr</languages>
  <year>1902</year>
  <runtime>13</runtime>
  <plot>Six scholars go to the Moon.</plot>
  <outline>To the Moon.</outline>
  <tagline>Up!</tagline>
  <mpaa>FR-12</mpaa>
  <genre>Science Fiction</genre>
  <genre>Western</genre>
  <country>France</country>
  <country>Narnia</country>
  <director>Georges Méliès</director>
  <credits>Jules Verne</credits>
  <actor><name>Bleuette Bernon</name><role>Phoebe</role><order>1</order></actor>
  <actor><name>Victor André</name><role>Barbenfouillis</role><order>0</order></actor>
  <uniqueid type="imdb" default="true">tt0000417</uniqueid>
  <uniqueid type="tmdb">775</uniqueid>
  <uniqueid type="tvdb">1</uniqueid>
</movie>
https://www.themoviedb.org/movie/775
"""
SLUG = "le-voyage-dans-la-lune"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"


def lay(folder, files):
    for name, told in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(told if isinstance(told, bytes) else told.encode())
    return folder


def take(folder):
    return take_in(nfo.read(folder), name="f", actor=ACTOR)


def held(slug):
    return next((one for _id, one in catalogue.records() if one.slug == slug), None)


def test_a_film_comes_in_with_what_is_known_and_the_rest_is_told(tmp_path):
    folder = lay(tmp_path / "f", {"moon/movie.nfo": FILM, "moon/moon.mkv": b"x"})
    assert guessed(folder) is Format.NFO
    report = take(folder)
    assert report.refusals == []
    film = held(SLUG)
    assert film.facts == {
        "original_name": "Le Voyage dans la Lune",
        "original_language": "fr",
        "year": 1902,
        "runtime_seconds": 780,
        "countries": ["FR"],
        "minimum_age": None,
        "spoken_languages": ["fr"],
        "copyright_line": "",
    }
    words = film.words["en"]
    assert (words.name, words.tagline, words.synopsis_short) == (
        "A Trip to the Moon",
        "Up!",
        "To the Moon.",
    )
    assert words.synopsis == "Six scholars go to the Moon."
    assert film.genres == ("science-fiction",)
    assert film.ratings == {"FR": RatingRecord("12", 12, "CNC")}
    assert film.credits == (
        CreditLine("Georges Méliès", "director", ""),
        CreditLine("Jules Verne", "writer", ""),
        CreditLine("Victor André", "cast", "Barbenfouillis"),
        CreditLine("Bleuette Bernon", "cast", "Phoebe"),
    )
    assert film.identifiers == (
        IdentifierLine("imdb", "tt0000417"),
        IdentifierLine("tmdb", "movie/775"),
    )
    assert report.notes == [
        ("moon/moon.mkv", "The film itself is left where it is: “lanterne ingest” takes it in."),
        ("moon/movie.nfo:14", "“Western” (genre) is not known here and is left out."),
        ("moon/movie.nfo:16", "“Narnia” (country) is not known here and is left out."),
    ]


def test_a_report_writes_nothing_and_the_same_folder_again_changes_nothing(tmp_path):
    folder = lay(tmp_path / "f", {"movie.nfo": FILM})
    Image.new("RGB", (400, 600), "red").save(folder / "poster.jpg")
    [finding] = judge(nfo.read(folder)).findings
    assert (finding.place, finding.subject, finding.verdict) == (
        "movie.nfo:2",
        SLUG,
        Verdict.CREATED,
    )
    assert held(SLUG) is None
    take(folder)
    assert [one.kind for one in held(SLUG).pictures] == ["poster"]
    assert take(folder).counts == Counter({Verdict.SAME: 1})


def test_a_series_brings_the_season_that_only_its_episodes_tell_of(tmp_path):
    episode = "<episodedetails><title>{0}</title><season>1</season><episode>{0}</episode></episodedetails>"
    folder = lay(
        tmp_path / "f",
        {
            "tides/tvshow.nfo": "<tvshow><title>Tides</title></tvshow>",
            "tides/Season 01/t1.nfo": episode.format(1) + "\n" + episode.format(2),
            "tides/Season 02/season.nfo": "<season><title>Two</title></season>",
        },
    )
    assert take(folder).refusals == []
    told = [(one.slug, one.parent, one.number) for _id, one in catalogue.records()]
    assert told == [
        ("tides", "", None),
        ("tides-s1", "tides", 1),
        ("tides-s2", "tides", 2),
        ("tides-s1-e1", "tides-s1", 1),
        ("tides-s1-e2", "tides-s1", 2),
    ]
    assert take(folder).counts == Counter({Verdict.SAME: 5})


def test_two_films_of_one_name_are_told_apart_by_their_years(tmp_path):
    told = "<movie><title>Solaris</title><year>{}</year></movie>"
    folder = lay(tmp_path / "f", {f"{one}/movie.nfo": told.format(one) for one in (1972, 2002)})
    take(folder)
    assert [one.slug for _id, one in catalogue.records()] == ["solaris", "solaris-2002"]
    assert take(folder).counts == Counter({Verdict.SAME: 2})


@pytest.mark.parametrize(
    ("told", "place", "sentence"),
    [
        (b"<movie>\n<title>X</movie>", "b.nfo:2", "This is not XML from here on."),
        (
            b'<!DOCTYPE movie [<!ENTITY a "b">]><movie><title>&a;</title></movie>',
            "b.nfo:1",
            "A file with a DTD or entities is not taken.",
        ),
        (b"<movie><year>1902</year></movie>", "b.nfo:1", "A work needs a title."),
        (b"<movie>" + b"<a>" * 9, "b.nfo:1", "This is too deep for an NFO file."),
        (b"<movie><title>\xff</title></movie>", "b.nfo:1", "This is not XML from here on."),
        (
            b"<movie><title>X</title><year>1700</year></movie>",
            "b.nfo:1",
            "No film was made in 1700.",
        ),
        (
            b"<episodedetails><title>X</title><season>1</season><episode>1</episode></episodedetails>",
            "b.nfo:1",
            "A season or an episode lies below a folder with tvshow.nfo.",
        ),
        (b"<movie>" + b" " * 2_000_000, "b.nfo:1", "An NFO file has at most 2 MB."),
        (
            b"<movie>\n<title>X&#x7f;</title></movie>",
            "b.nfo:1",
            "It holds a character that no text may hold.",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place_and_keeps_everything_out(
    tmp_path, told, place, sentence
):
    report = take(lay(tmp_path / "f", {"a/movie.nfo": FILM, "b.nfo": told}))
    assert [(one.place, one.sentence) for one in report.refusals] == [(place, sentence)]
    assert list(catalogue.records()) == []


def test_what_leads_outside_or_says_nothing_is_noted(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/movie.nfo").write_text(FILM)
    folder = lay(
        tmp_path / "f",
        {
            "a.nfo": "https://www.imdb.com/title/tt0000417/",
            "b.nfo": "<artist/>",
            "poster.jpg": b"x",
        },
    )
    (folder / "link").symlink_to(tmp_path / "outside")
    report = take(folder)
    assert report.notes == [
        ("link", "A link is not followed."),
        ("a.nfo", "This file only names an address: there is nothing to take in."),
        ("b.nfo", "<artist> is no film, series or episode."),
    ]
    assert not report.is_change


@pytest.mark.parametrize("name", ["poster.jpg", "movie-poster.jpg"])
def test_a_picture_that_is_a_link_is_not_followed(tmp_path, name):
    (tmp_path / "private.jpg").write_bytes(a_picture())
    folder = lay(tmp_path / "f", {"movie.nfo": FILM})
    (folder / name).symlink_to(tmp_path / "private.jpg")
    report = take(folder)
    assert (name, "A link is not followed.") in report.notes
    assert report.refusals == []
    assert held(SLUG).pictures == ()


def test_a_folder_without_nfo_files_is_refused(tmp_path):
    folder = lay(tmp_path / "f", {"moon.mkv": b"x"})
    for one in (folder, tmp_path / "nowhere"):
        with pytest.raises(NoFolder, match="holds no NFO files"):
            judge(nfo.read(one))


def test_the_same_film_again_in_its_folder_is_left_out(tmp_path):
    report = take(lay(tmp_path / "f", {"a/movie.nfo": FILM, "a/moon.nfo": FILM}))
    assert ("a/moon.nfo", "This says the same film again, and is left out.") in report.notes
    assert report.counts == Counter({Verdict.CREATED: 1})


def test_what_is_held_is_added_to(tmp_path):
    film = a_film("Le Voyage dans la Lune", year=1902, countries=["BE"])
    services.set_genres(title_id=film, codes=["comedy"], actor=ACTOR)
    take(lay(tmp_path / "f", {"movie.nfo": FILM}))
    assert held(SLUG).genres == ("comedy", "science-fiction")
    assert held(SLUG).facts["countries"] == ["BE", "FR"]


@pytest.mark.parametrize(
    ("folder", "poster", "slug"),
    [
        ("Season 01", "season01-poster.jpg", "tides-s1"),
        ("Specials", "season-specials-poster.png", "tides-s0"),
    ],
)
def test_a_season_has_the_poster_beside_its_series(tmp_path, folder, poster, slug):
    place = lay(
        tmp_path / "f",
        {
            "tides/tvshow.nfo": "<tvshow><title>Tides</title></tvshow>",
            f"tides/{poster}": a_picture(),
            f"tides/{folder}/season.nfo": "<season><title>Some</title></season>",
            f"tides/{folder}/a.nfo": "<episodedetails><title>A</title><episode>1</episode></episodedetails>",
        },
    )
    assert take(place).refusals == []
    assert [one.kind for one in held(slug).pictures] == ["poster"]
    assert held(f"{slug}-e1").parent == slug


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    told = mark + FILM.replace('"UTF-8"', f'"{encoding[:6]}"' if mark else '"UTF-8"').encode(
        encoding
    )
    take(lay(tmp_path / "f", {"movie.nfo": told}))
    assert held(SLUG).credits[0].person == "Georges Méliès"


def test_a_picture_that_is_none_is_told_and_left_out(tmp_path):
    report = take(lay(tmp_path / "f", {"movie.nfo": FILM, "fanart.jpg": b"<svg/>"}))
    assert report.notes[-1] == (
        "fanart.jpg",
        "SVG drawings can carry scripts. Save it as PNG and send that.",
    )
    assert held(SLUG).pictures == ()


def stage():
    film = a_film(
        "Le Voyage", year=1902, runtime_seconds=785, countries=["FR", "BE"], spoken_languages=["fr"]
    )
    services.localise(
        title_id=film, language="fr", name="Le Voyage & retour", synopsis="Un\n\nlong.",
        synopsis_short="Court.", tagline="Là-haut", actor=ACTOR,
    )  # fmt: skip
    services.set_genres(title_id=film, codes=["science-fiction", "short"], actor=ACTOR)
    services.rate(title_id=film, territory="FR", system="CNC", label="12", actor=ACTOR)
    services.identify(title_id=film, scheme="imdb", value="tt0000417", actor=ACTOR)
    services.identify(title_id=film, scheme="tmdb", value="775", actor=ACTOR)
    for person, role, character in (
        ("Ada", "cast", "Elle"), ("Zoé", "director", ""), ("Max", "composer", ""),
        ("Jules", "writer", ""),
    ):  # fmt: skip
        services.credit(title_id=film, person=person, role=role, character=character, actor=ACTOR)
    services.add_artwork(
        title_id=film, kind="poster", content=a_picture(), source="Studio", actor=ACTOR
    )
    a_series(seasons=(2, 1))


def test_what_goes_out_comes_in_the_same(tmp_path, settings):
    stage()
    before = [one for _id, one in catalogue.records()]
    assert nfo.write(tmp_path / "out") == 7
    assert take(tmp_path / "out").counts == Counter({Verdict.SAME: 7})
    empty()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    report = take(tmp_path / "out")
    assert (report.refusals, report.notes) == ([], [])
    after = [one for _id, one in catalogue.records()]
    assert len(after) == 7
    for was, now in zip(before, after, strict=True):
        assert (was.slug, was.kind, was.number, was.words) == (
            now.slug,
            now.kind,
            now.number,
            now.words,
        )
        assert (was.parent, was.genres, was.credits) == (now.parent, now.genres, now.credits)
        assert (was.ratings, was.identifiers) == (now.ratings, now.identifiers)
        long = was.facts["runtime_seconds"] and 780
        assert dict(was.facts) | {"runtime_seconds": long} == now.facts
        assert [one.kind for one in was.pictures] == [one.kind for one in now.pictures]
    assert all(default_storage.exists(name) for name in after[0].pictures[0].files)


def test_a_title_that_is_there_keeps_its_original_name_unless_the_file_says_it(tmp_path):
    moon = a_film("Le Voyage dans la Lune", year=1902)
    services.identify(title_id=moon, scheme="imdb", value="tt0000417", actor=ACTOR)
    told = (
        "<movie><title>Die Reise zum Mond</title>{}<language>de</language><year>1902</year>"
        "<uniqueid type='imdb'>tt0000417</uniqueid></movie>"
    )
    [finding] = take(lay(tmp_path / "f", {"m/movie.nfo": told.format("")})).findings
    assert finding.differences == ("words:de",)
    said = told.format("<originaltitle>Die Reise</originaltitle>")
    [finding] = judge(nfo.read(lay(tmp_path / "f", {"m/movie.nfo": said}))).findings
    assert finding.differences == ("original_name",)


def test_the_catalogue_is_asked_once_for_each_work(tmp_path, django_assert_max_num_queries):
    told = "<movie><title>F{0}</title><year>1999</year><imdbid>tt00004{0}</imdbid></movie>"
    folder = lay(tmp_path / "f", {f"{one}/movie.nfo": told.format(one) for one in range(10, 50)})
    with django_assert_max_num_queries(2 * 40):
        assert len(list(nfo.read(folder))) == 40
    take(folder)
    # Whose identifier it is, which title has the address, and the ten parts of what is held.
    with django_assert_max_num_queries(12 * 40):
        assert len(list(nfo.read(folder))) == 40


def test_two_films_of_one_name_and_year_are_told_apart_by_their_identifiers(tmp_path):
    film = a_film("Film", year=1999)
    services.identify(title_id=film, scheme="imdb", value="tt0000417", actor=ACTOR)
    told = (
        "<movie><title>Film</title><year>1999</year>"
        "<uniqueid type='imdb'>tt0000001</uniqueid></movie>"
    )
    folder = lay(tmp_path / "f", {"a/movie.nfo": told})
    assert take(folder).counts == Counter({Verdict.CREATED: 1})
    assert held("film").identifiers == (IdentifierLine("imdb", "tt0000417"),)
    assert held("film-imdb-tt0000001").identifiers == (IdentifierLine("imdb", "tt0000001"),)
    assert take(folder).counts == Counter({Verdict.SAME: 1})
