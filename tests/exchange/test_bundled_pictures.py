"""Pictures of a bundle: their originals travel, and are cut anew where they arrive."""

from __future__ import annotations

import io
import shutil
from collections import Counter

import pytest
from django.apps import apps
from PIL import Image

from lanterne.catalogue import queries
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.records import Verdict
from lanterne.core import audit
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from tests.titles import ACTOR, a_film, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"


@pytest.fixture
def out(tmp_path):
    """A bundle of a film with two posters, one of them with its point off the middle."""
    film = a_film("X")
    for language, colour in (("", "#204060"), ("fr", "#604020")):
        catalogue.add_artwork(
            title_id=film, kind="poster", content=a_picture(300, 400, colour), source="Studio",
            language=language, actor=ACTOR,
        )  # fmt: skip
    catalogue.set_focus(title_id=film, picture_id=posters().get(language="").pk, x=10, y=0, actor=ACTOR)  # fmt: skip
    catalogue.caption_picture(
        title_id=film, picture_id=posters().get(language="fr").pk, language="ar", text="ضوء",
        actor=ACTOR,
    )  # fmt: skip
    bundle.write(tmp_path / "out")
    return tmp_path / "out"


def posters():
    return apps.get_model("catalogue.Artwork").objects


def emptied(settings, tmp_path):
    apps.get_model("catalogue.Title").objects.all().delete()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    return tmp_path / "elsewhere"


def files(folder):
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def reworded(folder, was, now):
    titles = folder / "titles.yaml"
    told = titles.read_text("utf-8")
    assert was in told
    titles.write_text(told.replace(was, now, 1), "utf-8")


def test_originals_and_points_come_back_and_are_cut_anew(out, settings, tmp_path):
    masters = sorted(posters().values_list("master", flat=True))
    assert sorted(name for name in files(out / "media")) == masters
    stored = emptied(settings, tmp_path)
    before = judge(bundle.read(out))
    assert not stored.exists()
    assert take_in(bundle.read(out), name="b", actor=ACTOR) == before
    assert before.counts == Counter({Verdict.CREATED: 1})
    row = posters().get(language="")
    assert (row.crops["focus"], row.width, row.height, row.source) == ([10, 0], 300, 400, "Studio")
    assert {f"{row.path}-{row.widths[0]}.{kind}" for kind in ("webp", "avif")} <= files(
        stored
    ).keys()
    assert posters().get(language="fr").captions == {"ar": "ضوء"}
    bundle.write(tmp_path / "again")
    assert files(tmp_path / "again") == files(out)


def test_a_picture_that_is_held_is_not_cut_again(out, settings, tmp_path):
    before, rows, lines = files(tmp_path / "stored"), list(posters().values()), audit.lines(limit=1)
    report = take_in(bundle.read(out), name="b", actor=ACTOR)
    assert report.counts == Counter({Verdict.SAME: 1})
    assert (files(tmp_path / "stored"), list(posters().values())) == (before, rows)
    assert audit.lines(limit=1) == lines


def test_a_picture_that_is_held_is_not_opened_to_find_that_out(out):
    items = list(bundle.read(out))
    shutil.rmtree(out / "media")
    report = take_in(items, name="b", actor=ACTOR)
    assert report.counts == Counter({Verdict.SAME: 1})
    for item in items:
        for told in item.originals:
            film = queries.title_id(slug="x")
            catalogue.take_in_original(title_id=film, told=told, content=b"", actor=ACTOR)


def test_another_point_is_told_and_cuts_that_picture_alone(out):
    untouched = posters().values().get(language="fr")
    reworded(out, "focus:\n  - 10\n", "focus:\n  - 20\n")
    report = take_in(bundle.read(out), name="b", actor=ACTOR)
    [finding] = report.findings
    assert (finding.verdict, finding.differences) == (Verdict.CHANGED, ("pictures",))
    assert posters().get(language="").crops["focus"] == [20, 0]
    assert posters().values().get(language="fr") == untouched
    actions = [line.action for line in audit.lines(limit=3)]
    assert actions == ["exchange.import", "catalogue.add_artwork", "catalogue.take_in"]


def test_captions_that_a_file_says_are_written_and_others_stay(out):
    reworded(out, "    ar: ضوء\n", "    fr: Un phare.\n")
    [finding] = take_in(bundle.read(out), name="b", actor=ACTOR).findings
    assert (finding.verdict, finding.differences) == (Verdict.CHANGED, ("captions",))
    assert posters().get(language="fr").captions == {"ar": "ضوء", "fr": "Un phare."}
    reworded(out, "Un phare.", "a" * 301)
    [refused] = take_in(bundle.read(out), name="b", actor=ACTOR).refusals
    assert refused.sentence == "This text has 301 characters; there is room for 300."


def test_an_original_larger_than_what_is_kept_comes_back_with_its_own_size(settings, tmp_path):
    catalogue.add_artwork(
        title_id=a_film("X"), kind="poster", content=a_picture(2600, 900), source="", actor=ACTOR
    )
    bundle.write(tmp_path / "out")
    emptied(settings, tmp_path)
    report = take_in(bundle.read(tmp_path / "out"), name="b", actor=ACTOR)
    assert report.refusals == []
    assert posters().values_list("width", "height").get() == (2600, 900)
    bundle.write(tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")


def moving() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (300, 400), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "media/{} is missing, or no name of an original."),
        (b"<svg>", "SVG drawings can carry scripts. Save it as PNG and send that."),
        (b"RIFF", "This file is not a JPEG, PNG or WebP picture."),
        (a_picture(300, 400), "This file is called .webp, but it is a PNG picture."),
        (moving(), "This picture moves. Send one that stands still."),
        (
            a_picture(300, 401, form="WEBP"),
            "An original is named and measured as an export tells it.",
        ),
    ],
)
def test_an_original_that_nobody_could_send_is_refused(out, settings, tmp_path, content, sentence):
    name = posters().get(language="").master
    stored = emptied(settings, tmp_path)
    if content is None:
        (out / "media" / name).unlink()
    else:
        (out / "media" / name).write_bytes(content)
    report = take_in(bundle.read(out), name="b", actor=ACTOR)
    told = [(one.place, one.sentence) for one in report.refusals]
    assert told == [("titles.yaml:2", sentence.format(name))]
    assert (posters().count(), stored.exists()) == (0, False)


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("original: masters/", "original: ../out/masters/", "media/{} is missing, or no name of an original."),
        ("focus:\n  - 10\n", "focus:\n  - 101\n", "A point of a picture lies between 0 and 100 per cent."),
        ("focus:\n  - 10\n", "focus:\n", "A focus is two numbers, such as [50, 50]."),
        ("kind: poster", "kind: banner", "“banner” is none of poster, still, backdrop."),
        ("  source: Studio", "  source: Studio\n  path: poster/x", "There is no field “path” here."),
    ],
)  # fmt: skip
def test_an_original_told_otherwise_than_an_export_tells_it_is_refused(
    out, settings, tmp_path, was, now, sentence
):
    stored = emptied(settings, tmp_path)
    reworded(out, was, now)
    report = take_in(bundle.read(out), name="b", actor=ACTOR)
    [finding] = report.refusals
    assert finding.place == "titles.yaml:2"
    head, _braces, tail = sentence.partition("{}")
    assert finding.sentence.startswith(head)
    assert finding.sentence.endswith(tail)
    assert (posters().count(), stored.exists()) == (0, False)
