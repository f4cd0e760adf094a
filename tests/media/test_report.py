"""The page that shows what a publish did: it stands alone, is whole in words, and tells the truth in figures."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lanterne_media.model import (
    POLICIES,
    Bars,
    Codec,
    Course,
    Dynamics,
    Finding,
    Ground,
    Ladder,
    Mezzanine,
    Moment,
    Outcome,
    Package,
    Point,
    Quality,
    Rate,
    Rendition,
    Report,
    Rung,
    Severity,
    Shot,
    ShotResult,
    Verdict,
    VideoFacts,
    from_json,
)
from lanterne_media.reference import smaller
from lanterne_media.report import Worst, best, page, pictures, shown
from lanterne_media.report.canvas import NARROW, WIDE, Scale, apart, stairs
from lanterne_media.report.curves_chart import foretold, hull
from lanterne_media.report.figures import bandwidth, clock, signed, size, timecode
from lanterne_media.report.markup import tag
from lanterne_media.report.worst import Pair, rendition_command, source_command
from lanterne_media.tools import Tools
from tests.media.shell import lanterne_media, quick_policy

RATE = Rate(25)
VIDEO = VideoFacts(0, "prores", 1280, 720, RATE, 8.0)
KEY = "00112233445566778899aabbccddeeff:0123456789abcdef0123456789abcdef"


def rendition(height, bits, mean, *, codec=Codec.H264, factor=24.0) -> Rendition:
    width = height * 16 // 9
    shots = tuple(
        ShotResult(n, bits // 2, 100, Quality(mean, mean - 0.2, mean - 8), factor + n, mean - 1, bits // 2 * 1.25)
        for n in range(2)
    )  # fmt: skip
    course = Course(
        (2, 7, 102), (mean, mean - 4, mean + 1), (mean - 2, mean - 9, mean), (Moment(7, mean - 9),)
    )
    return Rendition(
        rung=Rung(codec, width, height, factor, "medium"),
        path=f"video/{codec}-{height}p-{factor:g}",
        codec_string="avc1",
        rate=RATE,
        frames=200,
        bits=bits,
        average_bandwidth=bits // 8,
        peak_bandwidth=bits // 4,
        quality=Quality(mean, mean - 0.2, mean - 8, mean + 3),
        shots=shots,
        encoder="libx264",
        commands=("ffmpeg -i '<film>' a", "ffmpeg -i film b"),
        cpu_seconds=12.0,
        course=course,
    )


def points(height, *pairs, codec=Codec.H264):
    return [Point(codec, height * 16 // 9, height, 20.0, bits, vmaf) for bits, vmaf in pairs]


TRIED = (
    *points(720, (4e6, 97.0), (1e6, 85.0), (4e5, 60.0)),
    *points(360, (1e6, 80.0), (3e5, 70.0), (1e5, 45.0)),
)
REPORT = Report(
    mezzanine=Mezzanine("/films/<moon> & sun.mov", "0" * 64, 4_000_000, "mov", 8.0, VIDEO),
    findings=(Finding("black", Severity.WARNING, "The picture is black for 2.0 seconds.", 61.5, 63.5),),
    shots=(Shot(0, 0, 100), Shot(1, 100, 100)),
    ladder=Ladder((), points=TRIED),
    renditions=(rendition(720, 16_000_000, 95.0), rendition(360, 2_400_000, 78.0)),
    sounds=(),
    captions=(),
    trick_play=None,
    posters=(),
    package=Package(".", "manifest.mpd", "master.m3u8", (), 8.0, False, 2_600_000),
    policy=POLICIES["standard"],
    tools={"ffmpeg": "ffmpeg version 9"},
    costs={"trials": 6.0, "encode": 24.0},
)  # fmt: skip


def drawn(report=REPORT, worst=None) -> str:
    return page(report, worst or Worst(best(report), (), "There are no pictures."))


def words(html) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def row(html, head) -> list[str]:
    """The figures of the first table row that begins with these words."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    cells = [
        [words(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", one)] for one in rows
    ]
    return next(one for one in cells if one and one[0] == head)


class _Sources(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.found += [
            value for name, value in attrs if name in {"src", "href", "style", "onclick"}
        ]


def test_the_page_stands_alone():
    pair = Pair(Moment(7, 86.0), b"\xff\xd8 film", b"\xff\xd8 rendition")
    sources = _Sources(drawn(worst=Worst(REPORT.renditions[0], (pair,))))
    assert len(sources.found) == 2
    assert all(one.startswith("data:image/jpeg;base64,") for one in sources.found)
    assert not {"script", "link", "iframe", "object", "form"} & set(sources.tags)


def test_its_policy_allows_its_own_style_and_nothing_else():
    html = drawn()
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:" in html
    assert "url(" not in style
    assert "@import" not in style


def test_a_name_from_a_stranger_stays_a_name():
    html = drawn()
    assert "<h1>&lt;moon&gt; &amp; sun.mov</h1>" in html
    assert "<moon>" not in html
    assert "'&lt;film&gt;'" in html.replace("&#x27;", "'")
    assert tag("a", "</a>", title='"x"') == '<a title="&quot;x&quot;">&lt;/a&gt;</a>'


def test_every_chart_is_whole_and_drawn_for_desks_and_for_phones():
    charts = re.findall(r'<svg class="(wide|narrow)".*?</svg>', drawn(), re.DOTALL)
    assert charts == ["wide", "narrow"] * 3
    for chart in re.findall(r'<svg class="(?:wide|narrow)".*?</svg>', drawn(), re.DOTALL):
        root = ET.fromstring(chart)
        assert root.get("aria-label")
        width, height = map(float, root.get("viewBox").split()[2:])
        assert (width, height) in {WIDE, NARROW}
        for line in root.iter("polyline"):
            for place in line.get("points").split():
                x, y = map(float, place.split(","))
                assert 0 <= x <= width
                assert 0 <= y <= height


def test_the_rungs_are_told_in_figures_with_units():
    assert row(drawn(), "H.264 1280×720") == [
        *(
            "H.264 1280×720",
            "2.00 Mb/s",
            "4.00 Mb/s",
            "95.0",
            "94.8",
            "87.0",
            "98.0",
            "24",
            "2.0 MB",
        ),
    ]
    assert row(drawn(), "H.264 640×360")[1] == "300 kb/s"


def test_foretold_is_held_against_reached():
    far = replace(REPORT.renditions[0].shots[1], foretold=95.5)
    made = replace(REPORT.renditions[0], shots=(REPORT.renditions[0].shots[0], far))
    html = drawn(replace(REPORT, renditions=(made,)))
    assert row(html[html.index("Foretold and reached") :], "H.264 720p, 2.00 Mb/s") == [
        *("H.264 720p, 2.00 Mb/s", "94.8", "95.0", "+0.2", "1 of 2", "+1.0 (shot 1)"),
    ]
    assert foretold(made) == 94.75


def test_what_sharing_bits_saved_is_a_sentence():
    assert (
        "Sharing bits among shots saved 575.0 kB of 2.9 MB (\N{MINUS SIGN}20.0 %), as the trials foretell it."
        in words(drawn())
    )


def test_a_film_that_was_not_tried_claims_no_saving():
    bare = replace(
        REPORT.renditions[0],
        shots=(replace(REPORT.renditions[0].shots[0], bits_at_one_factor=None),) * 2,
    )
    assert "Sharing bits among shots" not in drawn(replace(REPORT, renditions=(bare,)))


def test_what_the_work_cost_is_told_by_stage_and_by_minute():
    assert row(drawn(), "encode") == ["encode", "24.0 s", "180.0 s"]
    assert row(drawn(), "together") == ["together", "30.0 s", "225.0 s"]


def test_findings_are_told_and_their_absence_too():
    assert row(drawn(), "warning") == [
        *("warning", "1:01.5", "1:03.5", "The picture is black for 2.0 seconds."),
    ]
    assert "Nothing: the film is clean." in drawn(replace(REPORT, findings=()))


def test_a_finding_is_shown_where_its_picture_lies(tmp_path):
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings/01-black.jpg").write_bytes(b"a picture")
    (tmp_path.parent / "secret").write_bytes(b"another")
    [black] = REPORT.findings
    found = [replace(black, picture=name) for name in ("findings/01-black.jpg", "../secret", "gone.jpg", "")]  # fmt: skip
    seen = tuple(shown(found, tmp_path))
    assert seen == ((found[0], b"a picture"),)
    html = page(REPORT, Worst(best(REPORT), (), ""), seen)
    assert _Sources(html).found == [
        f"data:image/jpeg;base64,{base64.b64encode(b'a picture').decode()}"
    ]
    assert "1:01.5 · The picture is black for 2.0 seconds." in words(html)


def test_verdicts_are_told_with_their_grounds():
    grounds = (
        Ground(Outcome.REDELIVERY, "EBU R 128", {"en": "Too loud."}, fact="sound.loudness", value=-20.0, track=1),
        Ground(Outcome.NOTED, "House rule", {"en": "Is it <meant>?"}, finding=0),
    )  # fmt: skip
    said = (
        Verdict("broadcast-ebu", {"en": "Broadcast in Europe"}, Outcome.REDELIVERY, grounds),
        Verdict("streaming", {"en": "Streaming service"}, Outcome.NOTED),
    )
    html = drawn(replace(REPORT, verdicts=said))
    assert row(html, "redelivery") == ["redelivery", "Too loud.", "sound.loudness of sound track 1 is -20.0", "EBU R 128"]  # fmt: skip
    assert row(html, "noted") == ["noted", "Is it &lt;meant&gt;?", "The picture is black for 2.0 seconds.", "House rule"]  # fmt: skip
    assert "Broadcast in Europe : redelivery." in words(html)
    assert "Streaming service : accepted with notes." in words(html)
    assert "Verdicts" not in drawn()


def test_every_shot_is_told_for_those_who_see_no_chart():
    html = drawn()
    assert row(html, "2 · 00:00:04:00")[1:] == ["95.0", "78.0"]


def test_two_codecs_have_their_own_charts():
    av1 = rendition(720, 9_000_000, 94.0, codec=Codec.AV1)
    both = replace(REPORT, renditions=(*REPORT.renditions, av1),
                   ladder=Ladder((), points=(*TRIED, *points(720, (1e6, 90.0), codec=Codec.AV1))))  # fmt: skip
    html = drawn(both)
    assert len(re.findall(r'<svg class="wide"', html)) == 6
    assert row(html, "AV1 1280×720")[1] == "1.12 Mb/s"


def test_a_bright_version_has_its_own_charts_and_lends_no_pictures():
    plain = rendition(720, 9_000_000, 94.0, codec=Codec.AV1)
    bright = replace(plain, rung=replace(plain.rung, dynamics=Dynamics.PQ), average_bandwidth=10**9)
    [tried] = points(720, (1e6, 90.0), codec=Codec.AV1)
    points_of_both = (tried, replace(tried, dynamics=Dynamics.PQ, vmaf=89.0))
    report = replace(REPORT, renditions=(plain, bright), ladder=Ladder((), points=points_of_both))
    html = drawn(report)
    assert len(re.findall(r'<svg class="wide"', html)) == 6
    assert row(html, "AV1 1280×720")[1] == "1.12 Mb/s"
    assert row(html, "AV1 PQ 1280×720")[1] == "1000.00 Mb/s"
    assert best(report) is plain


def test_a_report_of_before_has_its_page():
    old = tuple(replace(made, course=None, shots=tuple(replace(shot, bits_at_one_factor=None) for shot in made.shots))
                for made in REPORT.renditions)  # fmt: skip
    html = drawn(replace(REPORT, renditions=old, costs={}))
    assert "written before its frames were kept" in html


def test_a_film_of_one_shot_and_one_rung_has_its_page():
    one = replace(
        REPORT.renditions[0],
        shots=REPORT.renditions[0].shots[:1],
        course=Course((0,), (95.0,), (95.0,)),
    )
    html = drawn(replace(REPORT, shots=(Shot(0, 0, 200),), renditions=(one,), ladder=Ladder(())))
    assert "nan" not in html


def test_a_film_of_ten_thousand_shots_has_a_page_that_can_be_opened():
    shots = tuple(Shot(n, n * 18, 18) for n in range(10_000))
    result = REPORT.renditions[0].shots[0]
    made = replace(
        REPORT.renditions[0],
        frames=180_000,
        shots=tuple(replace(result, shot=n, frames=18) for n in range(10_000)),
    )
    assert len(drawn(replace(REPORT, shots=shots, renditions=(made,)))) < 8_000_000


def test_a_hull_holds_what_no_mixture_beats():
    found = [(point.bits_per_second, point.vmaf) for point in hull(TRIED)]
    assert found == [(1e5, 45.0), (3e5, 70.0), (1e6, 85.0), (4e6, 97.0)]


def test_a_scale_of_ratios_puts_equal_ratios_at_equal_distances():
    scale = Scale(100, 10_000, 0, 200, is_log=True)
    assert [round(scale.at(value), 6) for value in (100, 1000, 10_000, 99_999)] == [
        0,
        100,
        200,
        200,
    ]
    assert scale.ticks(6) == [100, 300, 1000, 3000, 10_000]
    assert Scale(0, 100, 300, 0).ticks(6) == [0, 20, 40, 60, 80, 100]


def test_labels_make_room_for_one_another():
    assert apart([50, 52, 90], 15, 0, 200) == [50, 65, 90]
    assert apart([195, 198], 15, 0, 200) == [185, 200]


def test_steps_have_their_corners():
    assert stairs([0, 10, 30], [5, 7]) == [(0, 5), (10, 5), (10, 7), (30, 7)]


def test_figures_have_units():
    assert [bandwidth(value) for value in (149_600, 999_400, 5_021_130)] == [
        "150 kb/s",
        "999 kb/s",
        "5.02 Mb/s",
    ]
    assert [size(value) for value in (12, 1500, 3.2e9)] == ["12 bytes", "1.5 kB", "3.2 GB"]
    assert [clock(value) for value in (59.6, 3725)] == ["1:00", "1:02:05"]
    assert timecode(90_061, RATE) == "01:00:02:11"
    assert [signed(value) for value in (0.04, -1.25, 2)] == ["0.0", "\N{MINUS SIGN}1.2", "+2.0"]


def test_without_the_film_the_page_says_so(tmp_path):
    gone = replace(REPORT, mezzanine=replace(REPORT.mezzanine, path=str(tmp_path / "gone.mov")))
    found = pictures(gone, tmp_path, None, run=Tools())
    assert (found.pairs, found.why) == (
        (),
        f"There are no pictures: the film is not at {tmp_path / 'gone.mov'} any more.",
    )


def test_another_file_under_the_films_name_is_not_taken_for_it(tmp_path):
    (tmp_path / "film.mov").write_bytes(b"another")
    other = replace(REPORT, mezzanine=replace(REPORT.mezzanine, path=str(tmp_path / "film.mov")))
    found = pictures(other, tmp_path, None, run=Tools())
    assert found.why.endswith("film.mov is another file than the one that was published.")


def test_a_frame_is_found_half_a_frame_early():
    command = source_command(Path("/film.mov"), VIDEO, RATE, 50, Path("/out/a.jpg"))
    assert command[command.index("-ss") + 1] == "1.980000"
    assert command[command.index("-frames:v") + 1] == "1"
    assert "select=eq(n\\,7)" in rendition_command(Path("/s"), VIDEO, 7, Path("/b.jpg"))[-10]


def test_bars_that_were_cut_off_are_cut_off_the_films_own_frame_alone():
    barred = replace(VIDEO, bars=Bars(138, 138))
    size = "scale={}:{}:".format(*smaller(barred, 720))
    source = source_command(Path("/film.mov"), barred, RATE, 50, Path("/out/a.jpg"))
    ours = rendition_command(Path("/s"), barred, 7, Path("/b.jpg"))
    source_filters, our_filters = (words[words.index("-vf") + 1] for words in (source, ours))
    assert f"crop={VIDEO.width}:{VIDEO.height - 276}:0:138,{size}" in source_filters
    assert size in our_filters
    assert "crop" not in our_filters


# Through the command


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def film(clip):
    scenes = "testsrc2=s=320x180:r=25:d=1.6[a];mandelbrot=s=320x180:r=25,trim=duration=1.4[b];[a][b]concat"
    return clip("two scenes.mp4", picture=scenes, seconds=3.0, words=("-c:a", "aac"))


@pytest.fixture(scope="module")
def published(film, bench):
    out = bench / "clear"
    said = lanterne_media(
        "publish", film, out, "--policy", quick_policy(bench), "--clear", "--json"
    )
    assert said.code == 0, said.err
    return out


@pytest.mark.slow
def test_the_command_draws_the_page_beside_the_streams(published):
    said = lanterne_media("report", published, "--json")
    assert said.code == 0, said.err
    assert (said.json["path"], said.json["why"]) == (str(published / "report.html"), "")
    html = (published / "report.html").read_text()
    report = from_json(Report, (published / "report.json").read_bytes())
    assert html.count("<img") == 2 * len(best(report).course.worst) == 2 * said.json["pictures"] > 0
    assert sum(report.costs.values()) > 0
    assert lanterne_media("verify", published).code == 0


def grey(jpeg) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"), dtype=float)


@pytest.mark.slow
def test_the_pictures_of_a_pair_show_the_same_frame(published, film, tmp_path):
    report = from_json(Report, (published / "report.json").read_bytes())
    found = pictures(report, published, None, run=Tools())
    assert [pair.moment for pair in found.pairs] == list(best(report).course.worst)
    for pair in found.pairs:
        seen, frame = grey(pair.rendition), pair.moment.frame
        assert seen.shape == grey(pair.source).shape == (180, 320)
        far = {frame: np.abs(seen - grey(pair.source)).mean()}
        # No neighbour in the film is nearer to what viewers get.
        for other in (frame - 1, frame + 1):
            beside = tmp_path / f"{other}.jpg"
            command = source_command(film, report.mezzanine.video, RATE, other, beside)
            Tools().run(command, reads=[film], writes=[tmp_path])
            far[other] = np.abs(seen - grey(beside.read_bytes())).mean()
        assert min(far, key=lambda one: far[one]) == frame


@pytest.mark.slow
def test_encrypted_streams_are_looked_into_with_their_key_only(film, bench):
    out = bench / "encrypted"
    policy = quick_policy(bench)
    assert lanterne_media("publish", film, out, "--policy", policy, "--key", KEY).code == 0
    without = lanterne_media("report", out, "--json", "--out", bench / "without.html")
    assert (without.json["pictures"], without.json["why"]) == (
        0,
        "There are no pictures: the streams are encrypted, and no key was given to look inside.",
    )
    assert lanterne_media("report", out, "--json", "--key", KEY).json["pictures"] > 0
    assert KEY.partition(":")[2] not in (out / "report.html").read_text()


@pytest.mark.slow
def test_a_folder_without_a_report_is_refused(tmp_path):
    said = lanterne_media("report", tmp_path)
    assert (said.code, said.err.strip()) == (2, f"There is no report.json in {tmp_path}.")


@pytest.mark.slow
def test_a_page_that_cannot_be_written_is_refused_first(published, tmp_path):
    said = lanterne_media("report", published, "--out", tmp_path / "none" / "page.html")
    assert said.code == 2
    assert said.err.strip().endswith("cannot be written: name a file in a folder that is there.")


def test_of_a_package_the_page_says_that_the_film_was_put_together(tmp_path):
    package = replace(REPORT, mezzanine=replace(REPORT.mezzanine, path=str(tmp_path)))
    assert pictures(package, tmp_path, None, run=Tools()).why == (
        f"There are no pictures: {tmp_path} is a package, and what was made of it is gone."
    )
