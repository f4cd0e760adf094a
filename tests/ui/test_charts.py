"""Charts that stand alone: their words, their lengths, and the faces that a picture of them is drawn with."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from lanterne.ui import charts
from lanterne.ui.charts import Bars, Course, Part, Point, Row, Tick, Tone, raster

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
COUNTS = Bars(
    "Commandes",
    "28 septembre 2018",
    (
        Row("Netflix", (Part(0, 60), Part(60, 40, Tone.LAMP)), "250", mark=50),
        Row("<Arte>", (Part(0, 25, Tone.OPEN),), "105", "œuvre"),
    ),
    legend=((Tone.QUIET, "annoncées"), (Tone.LAMP, "en production")),
)
FUTURE = Course(
    "France",
    "As the counts leave it",
    tuple(Point(str(2018 + year), 10, 20 + year, 30 + year) for year in range(5)),
    "per cent",
    (50, "Target"),
)


def drawn(chart):
    return ElementTree.fromstring(charts.svg(chart))


def boxes(found, tone):
    return [
        (float(one.get("x")), float(one.get("width")))
        for one in found.iter(f"{SVG}rect")
        if one.get("class") == f"tone-{tone}" and one.get("height") == "20"
    ]


def words(found):
    return [one.text for one in found.iter(f"{SVG}text")]


def picture(chart):
    return Image.open(BytesIO(charts.png(charts.svg(chart)))).convert("RGB")


def test_bars_are_as_long_as_their_parts_and_one_begins_where_another_ends():
    found = drawn(COUNTS)
    assert boxes(found, "quiet") == [(280, 264)]
    assert boxes(found, "lamp") == [(544, 176)]
    assert boxes(found, "open") == [(280, 110)]
    assert words(found) == [
        "Commandes", "28 septembre 2018", "Netflix", "250", "<Arte>", "œuvre", "105", "annoncées",
        "en production",
    ]  # fmt: skip


def test_a_calendar_without_figures_takes_the_whole_sheet_and_shows_the_day():
    chart = Bars("Slate", "", (Row("Osmosis", (Part(50, 50),)),), (Tick(0, "01/2026"),), now=25)
    found = drawn(chart)
    assert boxes(found, "quiet") == [(604, 324)]
    [now] = [one for one in found.iter(f"{SVG}line") if one.get("class") == "now"]
    assert now.get("x1") == "442.0"


def test_a_long_label_is_cut_and_never_runs_into_the_bar():
    chart = Bars("A", "", (Row("a service with a name of many words " * 4, ()),))
    label = words(drawn(chart))[1:]
    assert len(label) == 2
    assert max(map(len, label)) <= 32
    assert label[-1].endswith("…")


def test_a_course_has_its_band_its_line_and_its_target():
    found = drawn(FUTURE)
    [line] = found.iter(f"{SVG}polyline")
    assert line.get("points").split()[0] == "84.0,344.0"
    [target] = [one for one in found.iter(f"{SVG}line") if one.get("class") == "target"]
    assert target.get("y1") == "128.0"
    assert words(found)[2:] == [
        "per cent",
        "0",
        "10",
        "20",
        "30",
        "40",
        "50",
        "Target",
        "2018",
        "2022",
    ]


def test_what_is_no_chart_is_not_drawn():
    with pytest.raises(TypeError, match="str is no chart"):
        charts.svg("chart")


def test_the_picture_has_two_pixels_for_each_unit_of_the_drawing():
    found = drawn(COUNTS)
    held = picture(COUNTS)
    assert held.size == (1920, round(float(found.get("height")) * 2))
    # In the first part of the first bar, and on the bare ground.
    assert held.getpixel((2 * 300, 2 * 134)) == (0x55, 0x53, 0x4F)
    assert held.getpixel((4, 4)) == (0xFA, 0xF7, 0xF2)


def test_french_and_arabic_are_drawn_with_the_faces_of_the_house(monkeypatch, tmp_path):
    """A letter that no face has is an empty box, the same for every one of them."""

    def letters(text):
        return picture(Bars(text, "", ()))

    def is_same(one, other):
        return ImageChops.difference(one, other).getbbox() is None

    assert not is_same(letters("é«œ»"), letters("è»œ«"))
    assert not is_same(letters("جن"), letters("فن"))
    # Letters that stand together are joined: apart they have other forms.
    joined, apart = letters("ببب"), letters("ب\u200cب\u200cب")
    assert not is_same(joined, apart)
    latin = sorted(raster.FONTS.glob("inter-*.ttf"))
    for face in latin:
        (tmp_path / face.name).write_bytes(face.read_bytes())
    monkeypatch.setattr(raster, "FONTS", tmp_path)
    assert is_same(letters("جن"), letters("فن"))


def test_the_colours_are_those_of_paper():
    """Drawings that stand alone cannot ask for tokens; what tokens name opaquely is the same here."""
    tokens = (ROOT / "src/lanterne/ui/static/ui/tokens.css").read_text()
    light = dict(
        re.findall(
            r"--([a-z-]+): (#[0-9a-f]{6});",
            tokens.partition('[data-theme="light"] {')[2].partition("}")[0],
        )
    )
    style = (ROOT / "src/lanterne/ui/templates/ui/chart_style.svg").read_text()
    used = dict(re.findall(r"\.([a-z-]+) \{ fill: (#[0-9a-f]{6})", style))
    assert used["ground"] == light["ground"]
    assert used["tone-well"] == light["well"]
    assert used["tone-alarm"] == light["alarm"]


def test_faces_are_unpacked_once(tmp_path):
    def unpack():
        command = [sys.executable, str(ROOT / "scripts" / "fonts.py"), "--to", str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    faces = runpy.run_path(str(ROOT / "scripts" / "fonts.py"))["FACES"]
    assert unpack().endswith(f"{len(faces)} unpacked.\n")
    assert unpack().endswith("0 unpacked.\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(faces)
