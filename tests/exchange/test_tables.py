"""Titles out of CSV files as people keep them."""

from __future__ import annotations

import tracemalloc
from collections import Counter

import pytest

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.records import Verdict
from lanterne.core.errors import Refused
from lanterne.exchange import formats, tables
from lanterne.exchange.runs import judge, take_in
from tests.titles import ACTOR

pytestmark = pytest.mark.django_db
FRENCH = "Titre;Langue;Année;Durée;Pays;Genre;Synopsis (fr);Notes\n"
LINE = "Cafe\u0301 🎬;fr;1902;13;FR, BE;drama;«\u200f\u0633\u0644\u0627\u0645»;à voir\n"


def lay(tmp_path, told, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(told if isinstance(told, bytes) else told.encode())
    return path


def refused(path):
    report = take_in(formats.read(path), name="a", actor=ACTOR)
    assert list(catalogue.records()) == []
    return [(one.place, one.sentence) for one in report.refusals]


def test_columns_are_known_by_their_names(tmp_path):
    shown = tables.preview(lay(tmp_path, FRENCH + LINE))
    assert (shown.dialect.encoding, shown.dialect.delimiter) == ("utf-8", ";")
    assert [one.field for one in shown.columns] == [
        "original_name", "original_language", "year", "runtime_minutes", "countries", "genres",
        "synopsis:fr", "",
    ]  # fmt: skip
    assert shown.lines[0][-1] == "à voir"


def test_what_stands_there_is_kept_exactly(tmp_path):
    take_in(formats.read(lay(tmp_path, FRENCH + LINE)), name="a", actor=ACTOR)
    [(_id, film)] = catalogue.records()
    assert film.facts["original_name"] == "Cafe\u0301 🎬"
    assert (film.slug, film.facts["runtime_seconds"]) == ("cafe", 780)
    assert film.facts["countries"] == ["FR", "BE"]
    assert film.words["fr"].synopsis == "«\u200f\u0633\u0644\u0627\u0645»"


def test_the_same_file_again_changes_nothing(tmp_path):
    path = lay(tmp_path, FRENCH + LINE)
    take_in(formats.read(path), name="a", actor=ACTOR)
    assert judge(formats.read(path)).counts == Counter({Verdict.SAME: 1})


def test_a_name_alone_does_not_find_a_title_of_another_year(tmp_path):
    first = lay(tmp_path, "title,language,year\nLa Mer,fr,1902\n")
    take_in(formats.read(first), name="a", actor=ACTOR)
    other = lay(tmp_path, "title,language,year\nLa Mer,en,1995\n", "b.csv")
    report = take_in(formats.read(other), name="b", actor=ACTOR)
    told = [(one.place, one.sentence) for one in report.refusals]
    assert told == [("b.csv:2", "“la-mer” is a title of 1902 here.")]
    [(_id, film)] = catalogue.records()
    assert (film.facts["year"], film.facts["original_language"]) == (1902, "fr")
    corrected = lay(tmp_path, "slug,title,year\nla-mer,La Mer,1903\n", "c.csv")
    take_in(formats.read(corrected), name="c", actor=ACTOR)
    assert [film.facts["year"] for _id, film in catalogue.records()] == [1903]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_is_found_out(tmp_path, encoding):
    path = lay(tmp_path, "title\tlanguage\nÉté\tfr\n".encode(encoding))
    take_in(formats.read(path), name="a", actor=ACTOR)
    assert [film.facts["original_name"] for _id, film in catalogue.records()] == ["Été"]


def test_a_column_is_what_somebody_says(tmp_path):
    path = lay(tmp_path, "VO,language,name\nÉté,fr,Nom\n")
    said = {"VO": "original_name", "name": ""}
    take_in(formats.read(path, columns=said), name="a", actor=ACTOR)
    assert [film.facts["original_name"] for _id, film in catalogue.records()] == ["Été"]


@pytest.mark.parametrize(
    ("told", "line", "sentence"),
    [
        ("title,year\nX,soon\n", 2, "“year” is a whole number."),
        ('title,language\n"A\nB",fr\nX,fr_FR\n', 4,
         "“fr_FR” is not a language tag such as fr or fr-CA."),
        ("title,language\nX,fr\nX,fr\n", 3, "“x” is told twice."),
        ("title,language\nX\0,fr\n", 2,
         "“original_name” holds a character that no text may hold."),
        ("title,language,pays\nX,fr,QQ\n", 2, "“QQ” is not a country code such as FR."),
        ("title,language\nX,fr,more\n", 2, "This line has more cells than the first one."),
        ("title,name\nX,Y\n", 1, "Two columns would be “original_name”: say which one is meant."),
        ("a,b\nX,Y\n", 1, "No column names the titles."),
        ("", 1, "No column names the titles."),
        ('title,language\nX,fr\n"Y,fr\n', 2, "After this line the file is no CSV in utf-8."),
        ("title\nX\n", 2, "A new title needs a name and its original language."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_line(tmp_path, told, line, sentence):
    assert refused(lay(tmp_path, told)) == [(f"a.csv:{line}", sentence)]


def test_bytes_further_down_that_are_no_text_are_refused_with_their_line(tmp_path):
    told = b"title,language\n" + b"T,%s\n" % (b"x" * 1000) * 1_100
    path = lay(tmp_path, told + b"\xff\xff,fr\n")
    last = list(formats.read(path))[-1]
    assert last.refusal == "After this line the file is no CSV in utf-8."


def test_a_file_is_not_held_in_memory(tmp_path):
    path = lay(tmp_path, "title,language,synopsis:fr\n")
    with path.open("ab") as file:
        for number in range(1_000):
            file.write(b"T%d,fr,%s\n" % (number, b"x" * 10_000))
    tracemalloc.start()
    for _item in formats.read(path):
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 10_000_000
    assert most < 5_000_000


@pytest.mark.parametrize("said", [{"Z": "year"}, {"title": "colour"}])
def test_a_wrong_map_is_refused(tmp_path, said):
    path = lay(tmp_path, "title,language\nX,fr\n")
    [item] = formats.read(path, columns=said)
    assert item.refusal.startswith("There is no ")


def test_a_preview_of_what_is_no_csv_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(Refused) as refusal:
        tables.preview(lay(tmp_path, 'slug,year\n"a"b,1\n'))
    assert str(refusal.value) == "The first lines of the file are no CSV in utf-8."
