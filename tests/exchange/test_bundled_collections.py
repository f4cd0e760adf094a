"""Collections of a bundle: kept in their order, and refused with their place."""

from __future__ import annotations

from collections import Counter

import pytest

from lanterne.catalogue import queries, services
from lanterne.catalogue.queries.collections import collection_records
from lanterne.catalogue.records import Verdict
from lanterne.core import audit
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from tests.titles import ACTOR, a_film, a_series

pytestmark = pytest.mark.django_db
FILM = "slug: x\nkind: film\noriginal_name: X\noriginal_language: fr\n"
LUNE = "slug: lune\noriginal_language: fr\nwords: {fr: {name: Lune, synopsis: Là-haut}}\n"


def lay(folder, told):
    folder.mkdir(exist_ok=True)
    (folder / "titles.yaml").write_text(FILM, encoding="utf-8")
    (folder / "collections.yaml").write_text(told, encoding="utf-8")
    return bundle.read(folder)


def test_a_collection_gathers_titles_of_the_file_and_titles_held(tmp_path):
    a_series("Marées")
    told = f"{LUNE}titles: [x, marees, x]\n"
    before = judge(lay(tmp_path, told))
    assert queries.collections(language="fr") == ()
    assert take_in(lay(tmp_path, told), name="b", actor=ACTOR) == before
    assert before.counts == Counter({Verdict.CREATED: 2})
    assert before.touched.titles
    [lune] = collection_records()
    assert (lune.slug, lune.titles) == ("lune", ("x", "marees"))
    assert {line.action for line in audit.lines(limit=5)} == {
        "catalogue.take_in", "catalogue.create_collection", "catalogue.name_collection",
        "catalogue.arrange", "exchange.import",
    }  # fmt: skip


def test_what_is_not_said_of_a_collection_stays_and_what_differs_is_told(tmp_path):
    a_film("X")
    take_in(lay(tmp_path, f"{LUNE}titles: [x]\n"), name="b", actor=ACTOR)
    told = "slug: lune\nwords: {fr: {name: La Lune}, en: {name: Moon}}\n"
    report = take_in(lay(tmp_path, told), name="b", actor=ACTOR)
    [finding] = report.findings
    assert (finding.place, finding.verdict) == ("collections.yaml:1", Verdict.CHANGED)
    assert finding.differences == ("words:fr", "words:en")
    [lune] = collection_records()
    assert (lune.names["fr"].name, lune.names["fr"].synopsis) == ("La Lune", "Là-haut")
    assert (lune.names["en"].name, lune.titles) == ("Moon", ("x",))
    take_in(lay(tmp_path, "slug: lune\ntitles: []\n"), name="b", actor=ACTOR)
    assert collection_records()[0].titles == ()


@pytest.mark.parametrize(
    ("told", "place", "sentence"),
    [
        (
            f"{LUNE}titles: [x, y]\n",
            1,
            "A collection holds films and series, and “y” is none that is here.",
        ),
        (
            f"{LUNE}titles: [season-1]\n",
            1,
            "A collection holds films and series, and “season-1” is none that is here.",
        ),
        (f"{LUNE}---\n{LUNE}", 5, "“lune” is told twice."),
        (
            "slug: lune\noriginal_language: fr\nwords: {en: {name: Moon}}\n",
            1,
            "A new collection needs its original language, and a name in that language.",
        ),
        (
            "slug: held\noriginal_language: de\n",
            1,
            "The collection “held” is held already, in another original language.",
        ),
        (
            "slug: lune\noriginal_language: fr_FR\nwords: {fr_FR: {name: X}}\n",
            1,
            "“fr_FR” is not a language tag such as fr or fr-CA.",
        ),
        (f"{LUNE}colour: red\n", 1, "There is no field “colour” here."),
        ("titles: [x]\n", 1, "A collection has a slug, by which it is known again."),
    ],
)
def test_a_collection_that_is_wrong_is_refused_and_nothing_is_written(
    tmp_path, told, place, sentence
):
    a_series("Marées", seasons=(1,))
    services.create_collection(name="Held", language="fr", actor=ACTOR)
    report = take_in(lay(tmp_path, told), name="b", actor=ACTOR)
    assert [(one.place, one.sentence) for one in report.refusals] == [
        (f"collections.yaml:{place}", sentence)
    ]
    assert queries.title_id(slug="x") is None
    assert [one.slug for one in collection_records()] == ["held"]
