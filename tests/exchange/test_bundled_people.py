"""People of a bundle: who they are, in their languages."""

from __future__ import annotations

from collections import Counter

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries.biographies import held_biographies
from lanterne.catalogue.records import Verdict
from lanterne.core import audit
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from tests.titles import ACTOR, a_film

pytestmark = pytest.mark.django_db
TOLD = """---
name: Agnès Vallier
biographies:
  ar: تكتب عن المنارات.
  fr: |-
    Elle filme des phares.

    Elle vit à Brest.
"""


@pytest.fixture
def folder(tmp_path):
    catalogue.credit(title_id=a_film("X"), person="Idir", role="director", actor=ACTOR)
    bundle.write(tmp_path / "in")
    return tmp_path / "in"


def told(folder, words):
    (folder / "people.yaml").write_text(words, encoding="utf-8")
    return folder


def test_biographies_come_in_and_go_out_as_they_came(folder, tmp_path):
    before = judge(bundle.read(told(folder, TOLD)))
    assert held_biographies(name="Agnès Vallier") == {}
    assert take_in(bundle.read(folder), name="b", actor=ACTOR) == before
    (finding,) = before.findings
    assert (finding.place, finding.subject, finding.verdict, finding.differences) == (
        "people.yaml:2", "person: Agnès Vallier", Verdict.CREATED, ("biography:ar", "biography:fr"),
    )  # fmt: skip
    assert held_biographies(name="Agnès Vallier") == {
        "ar": "تكتب عن المنارات.", "fr": "Elle filme des phares.\n\nElle vit à Brest.",
    }  # fmt: skip
    bundle.write(tmp_path / "out")
    lines = audit.lines(limit=1)
    assert take_in(bundle.read(tmp_path / "out"), name="b", actor=ACTOR).counts == Counter(
        {Verdict.SAME: 2}
    )
    assert audit.lines(limit=1) == lines
    bundle.write(tmp_path / "again")
    for name in ("people.yaml", "titles.yaml"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_languages_that_are_not_said_stay_and_empty_ones_go(folder):
    take_in(bundle.read(told(folder, TOLD)), name="b", actor=ACTOR)
    words = "---\nname: Agnès Vallier\nbiographies: {ar: '', en: She films lighthouses.}\n"
    (finding,) = take_in(bundle.read(told(folder, words)), name="b", actor=ACTOR).findings
    assert (finding.verdict, set(finding.differences)) == (
        Verdict.CHANGED,
        {"biography:ar", "biography:en"},
    )
    assert sorted(held_biographies(name="Agnès Vallier")) == ["en", "fr"]


def test_somebody_is_found_by_the_name_under_which_they_are_kept(folder):
    words = "---\nname: '  Anna  Berg '\nbiographies: {fr: %s}\n"
    seen = []
    for text in ("Elle filme.", "Elle filme.", "Elle peint."):
        report = take_in(bundle.read(told(folder, words % text)), name="b", actor=ACTOR)
        subjects = [one.subject for one in report.findings]
        seen.append((report.counts[Verdict.SAME], report.counts[Verdict.CHANGED], subjects))
    # The film of the bundle is the same each time.
    assert seen == [
        (1, 0, ["person: Anna Berg"]),
        (2, 0, []),
        (1, 1, ["person: Anna Berg"]),
    ]
    assert held_biographies(name="Anna Berg") == {"fr": "Elle peint."}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("name: A\nbiographies: {deutsch!: B}", "“deutsch!” is not a language tag such as fr or fr-CA."),
        (f"name: A\nbiographies: {{fr: {'b' * 1501}}}", "This text has 1501 characters; there is room for 1500."),
        ("name: A\nborn: 1961", "There is no field “born” here."),
        ("name: ''", "Somebody needs a name."),
    ],
)  # fmt: skip
def test_what_no_editor_could_write_is_refused(folder, said, sentence):
    report = take_in(bundle.read(told(folder, f"---\n{said}\n")), name="b", actor=ACTOR)
    assert [one.sentence for one in report.refusals] == [sentence]
    assert held_biographies(name="A") == {}
