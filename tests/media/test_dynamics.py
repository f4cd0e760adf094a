"""The ranges of brightness: what is declared, what is kept, and what is never made up."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media import dynamics, pipeline, quality
from lanterne_media.encode import Take, command, encode_shot
from lanterne_media.model import (
    POLICIES,
    Bars,
    BrightPictures,
    Codec,
    Dynamics,
    FieldOrder,
    Finding,
    LadderChosen,
    Light,
    Mastering,
    Mezzanine,
    Plan,
    Policy,
    Rate,
    Rung,
    Severity,
    Shot,
    StreamReady,
    VideoFacts,
)
from lanterne_media.pipeline import Site, ranges
from lanterne_media.probe import brightness, probe
from lanterne_media.qc import brightness as judging
from lanterne_media.quality import Comparison
from lanterne_media.reference import (
    Reference,
    as_is,
    conform,
    conform_command,
    plate,
    plate_of,
    scale,
)
from lanterne_media.store import VALUE, Workshop
from lanterne_media.tools import Finished
from lanterne_media.verify import verify
from tests.media.test_pipeline import OneByOne

# Display P3, as a screen for grading has it.
RED, GREEN, BLUE, WHITE = (0.68, 0.32), (0.265, 0.69), (0.15, 0.06), (0.3127, 0.329)
SCREEN = Mastering((RED, GREEN, BLUE), WHITE, 0.005, 1000.0)
LIGHT = Light(780, 210)
PQ = VideoFacts(
    *(0, "hevc", 640, 360, Rate(25), 4.0),
    pixel_format="yuv420p10le",
    bit_depth=10,
    primaries="bt2020",
    transfer="smpte2084",
    matrix="bt2020nc",
    colour_range="tv",
    dynamics=Dynamics.PQ,
    mastering=SCREEN,
    light=LIGHT,
)
FILM = Mezzanine("/films/film.mov", "identity", 1, "mov,mp4,m4a", 4.0, PQ)
POLICY = Policy(codecs=(Codec.H264, Codec.HEVC, Codec.AV1))


def planned(policy=POLICY, **changes):
    return Plan(replace(FILM, video=replace(PQ, **changes)), policy)


# What is kept


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({}, True),
        ({"dynamics": Dynamics.HLG, "transfer": "arib-std-b67"}, True),
        ({"primaries": "", "matrix": ""}, True),
        ({"primaries": "smpte432", "matrix": "", "pixel_format": "rgb48le"}, True),
        ({"primaries": "bt709"}, False),
        ({"matrix": "bt709"}, False),
        ({"bit_depth": 8}, False),
        ({"dynamics": Dynamics.SDR}, False),
    ],
)
def test_a_bright_picture_is_kept_unless_its_tags_contradict_that(changes, is_kept):
    assert dynamics.can_be_kept(replace(PQ, **changes)) is is_kept
    assert (ranges.kept(planned(**changes)) is not Dynamics.SDR) is is_kept


def test_the_standard_version_leaves_hevc_to_the_bright_one():
    assert ranges.standard_policy(planned()).codecs == (Codec.H264, Codec.AV1)
    assert ranges.bright_policy(POLICY).codecs == (Codec.HEVC, Codec.AV1)
    only = planned(Policy(codecs=(Codec.HEVC,)))
    assert ranges.standard_policy(only).codecs == (Codec.HEVC,)
    assert ranges.standard_policy(planned(dynamics=Dynamics.SDR)) == POLICY


def test_a_policy_may_map_or_have_no_codec_for_it():
    assert ranges.kept(planned(replace(POLICY, hdr=BrightPictures.MAP))) is Dynamics.SDR
    assert ranges.kept(planned(Policy(codecs=(Codec.H264,)))) is Dynamics.SDR
    assert Policy().hdr is BrightPictures.KEEP
    assert POLICIES["swift"].hdr is BrightPictures.MAP


def test_rungs_of_two_ranges_have_two_names():
    standard = Rung(Codec.AV1, 640, 360, 30.0, "7")
    assert standard.name == "av1-360p-30"
    assert replace(standard, dynamics=Dynamics.PQ).name == "av1-pq-360p-30"


# What is believed


@pytest.mark.parametrize("order", [(RED, GREEN, BLUE), (GREEN, BLUE, RED), (BLUE, RED, GREEN)])
def test_a_screen_is_known_whatever_the_order_of_its_primaries(order):
    told = replace(SCREEN, primaries=order)
    assert dynamics.believed_mastering(told) == SCREEN


@pytest.mark.parametrize(
    "changes",
    [
        {"darkest": None, "brightest": None},
        {"brightest": 40_000.0},
        {"brightest": 0.1},
        {"darkest": 200.0},
        {"primaries": ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))},
        {"primaries": (RED, RED, RED)},
        {"white": (0.9, 0.9)},
    ],
)
def test_a_screen_that_cannot_be_is_left_out_and_told(changes):
    video = replace(PQ, mastering=replace(SCREEN, **changes))
    assert dynamics.believed_mastering(video.mastering) is None
    assert [one.code for one in judging.judge(video)] == ["wrong_hdr_metadata"]
    assert dynamics.x265_words(video) == ("max-cll=780,210",)
    assert dynamics.svt_words(video) == ("content-light=780,210",)


@pytest.mark.parametrize("light", [Light(65535, 400), Light(400, 900), Light(0, 900)])
def test_light_that_cannot_be_is_left_out_and_told(light):
    video = replace(PQ, light=light)
    told = (
        f"A brightest pixel of {light.pixel} cd/m² and a brightest frame of {light.frame} "
        "cannot be meant, so both are left out."
    )
    values = {"pixel": light.pixel, "frame": light.frame}
    assert tuple(judging.judge(video)) == (
        Finding("wrong_hdr_metadata", Severity.WARNING, told, values=values),
    )
    assert "max-cll" not in "".join(dynamics.x265_words(video))


def test_nothing_is_made_up_for_a_film_that_says_nothing():
    silent = replace(PQ, mastering=None, light=None)
    assert [(one.code, one.severity) for one in judging.judge(silent)] == [
        ("missing_hdr_metadata", Severity.NOTE)
    ]
    assert (dynamics.x265_words(silent), dynamics.svt_words(silent)) == ((), ())
    hlg = replace(silent, dynamics=Dynamics.HLG)
    assert tuple(judging.judge(hlg)) == ()
    # Zeroes say that nobody knows.
    assert tuple(judging.judge(replace(PQ, light=Light(0, 0)))) == ()


def test_a_bright_picture_that_is_not_kept_is_told():
    [finding] = judging.judge(replace(PQ, primaries="bt709"))
    assert (finding.code, finding.severity) == ("hdr_not_kept", Severity.WARNING)
    assert tuple(judging.judge(replace(PQ, dynamics=Dynamics.SDR))) == ()


def test_what_ffmpeg_says_of_the_screen_is_read():
    said = (
        "[showinfo] side data - Mastering display metadata: has_primaries:1 has_luminance:{} "
        "r(0.6800,0.3200) g(0.2650,0.6900) b(0.1500 0.0600) wp(0.3127, 0.3290) "
        "min_luminance=0.005000, max_luminance=1000.000000\n"
        "[showinfo] side data - Content light level metadata: MaxCLL=780, MaxFALL=210\n"
    )
    assert brightness.read(said.format(1)) == (SCREEN, LIGHT)
    assert brightness.read(said.format(0)) == (replace(SCREEN, darkest=None, brightest=None), LIGHT)
    assert brightness.read("nothing") == (None, None)


# What encoders are told


def test_encoders_are_told_screen_and_light_in_their_own_units():
    assert dynamics.x265_words(PQ) == (
        "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)",
        "max-cll=780,210",
    )
    assert dynamics.svt_words(PQ) == (
        "mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.005)",
        "content-light=780,210",
    )


def test_a_bright_shot_is_encoded_in_its_own_colours():
    reference = Reference("/films/film.mov", "identity", PQ, 100)
    rung = Rung(Codec.AV1, 320, 180, 35.0, "10")
    words = command(Take(reference, Shot(1, 50, 25), rung, 50), Path("/desk/shot.mp4"))
    assert words[words.index("-vf") + 1] == (
        "scale=320:180:flags=lanczos:in_color_matrix=bt2020:out_color_matrix=bt2020:in_range=tv"
        ":out_range=tv,setsar=1,setparams=color_primaries=bt2020:color_trc=smpte2084"
        ",settb=1/25,setpts=N"
    )
    assert words[words.index("-svtav1-params") + 1].startswith(
        "lp=1:scd=0:irefresh-type=2:mastering-display=G(0.265,0.69)"
    )
    place = words.index("-color_primaries")
    assert words[place : place + 8] == [
        *("-color_primaries", "bt2020", "-color_trc", "smpte2084"),
        *("-colorspace", "bt2020nc", "-color_range", "tv"),
    ]


# References


class Counter:
    """Stands in for ffprobe: counts so many packets."""

    def run(self, *_, **__):
        return Finished(b'{"streams": [{"nb_read_packets": "100"}]}', "", 0.0)


def test_a_bright_film_is_its_own_reference_for_its_range_alone():
    assert as_is(FILM, run=Counter()) is None
    found = as_is(FILM, run=Counter(), kept=Dynamics.PQ)
    assert found == Reference("/films/film.mov", "identity", PQ, 100)
    wide = replace(FILM, video=replace(PQ, primaries="smpte432"))
    assert as_is(wide, run=Counter(), kept=Dynamics.PQ) is None


def test_a_bright_copy_has_ten_bits_and_is_mapped_to_nothing():
    words = conform_command(FILM, Path("/desk/copy.mkv"), kept=Dynamics.PQ)
    assert words[words.index("-vf") + 1] == (f"fps=25/1,{scale(PQ, 640, 360)},format=yuv420p10le")
    assert words[words.index("-c:v") + 1] == "ffv1"


def test_the_colours_of_a_master_become_those_of_its_range():
    master = replace(
        PQ, primaries="smpte432", matrix="", colour_range="", pixel_format="rgb48le", bit_depth=12
    )
    words = conform_command(replace(FILM, video=master), Path("/desk/copy.mkv"), kept=Dynamics.PQ)
    assert words[words.index("-vf") + 1].startswith(
        "zscale=pin=smpte432:tin=smpte2084:min=gbr:rangein=full"
        ":p=bt2020:t=smpte2084:m=bt2020nc:r=limited,format=yuv420p10le,fps=25/1,scale=640:360"
    )


def test_a_bright_copy_is_cut_and_read_as_the_standard_one_is():
    fields = replace(PQ, field_order=FieldOrder.BOTTOM_FIRST, bars=Bars(46, 46))
    words = conform_command(replace(FILM, video=fields), Path("/desk/copy.mkv"), kept=Dynamics.PQ)
    assert words[words.index("-vf") + 1].startswith(
        "bwdif=mode=send_field:parity=bff,fps=50/1,crop=640:268:0:46,scale=640:268:"
    )
    # Flagged as fields, and found to be whole frames.
    whole = replace(FILM, video=replace(PQ, bars=Bars(46, 46)))
    flagged = conform_command(
        whole, Path("/desk/copy.mkv"), FieldOrder.BOTTOM_FIRST, kept=Dynamics.PQ
    )
    assert "setfield=prog,fps=25/1,crop=640:268:0:46," in flagged[flagged.index("-vf") + 1]


def test_a_bright_film_with_bars_is_its_own_reference_without_them():
    barred = replace(PQ, bars=Bars(46, 46))
    reference = as_is(replace(FILM, video=barred), run=Counter(), kept=Dynamics.PQ)
    assert reference.video == barred
    assert scale(reference.video, 640, 268).startswith("crop=640:268:0:46,scale=640:268:")
    made = plate_of(reference, Shot(0, 0, 10), "/desk/plate").video
    assert (made.width, made.height, made.bars) == (640, 268, Bars())


def test_a_plate_of_a_bright_film_stays_bright():
    made = plate_of(
        Reference("/films/film.mov", "identity", PQ, 100), Shot(0, 0, 10), "/desk/plate"
    )
    told = made.video
    assert (told.dynamics, told.matrix, told.bit_depth) == (Dynamics.PQ, "bt2020nc", 10)
    assert (told.mastering, told.light) == (SCREEN, LIGHT)


# Measuring


def test_both_sides_are_mapped_alike_with_the_films_own_peak():
    reference = Reference("/films/film.mov", "identity", PQ, 100)
    wanted = Comparison(reference, Shot(0, 0, 10), (Path("/desk/shot.mp4"),), 1)
    words = quality.command(wanted, Path("/desk"))
    graph = words[words.index("-filter_complex") + 1].split(";")
    mapped = (
        "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv,"
        "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0:peak=7.8,"
        "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
    )
    assert graph[0].count(mapped) == graph[1].count(mapped) == 1


@pytest.mark.parametrize(
    ("changes", "peak"),
    [({"light": None}, "peak=10,"), ({"light": None, "mastering": None}, "peak=10,"),
     ({"light": None, "mastering": replace(SCREEN, brightest=4000.0)}, "peak=40,"),
     ({"light": Light(65535, 1)}, "peak=10,")],
)  # fmt: skip
def test_the_peak_is_only_believed_where_it_can_be(changes, peak):
    assert peak in dynamics.compared(replace(PQ, **changes))


# What viewers get


def declared(path, tools):
    """Primaries, transfer, matrix and range, as a player finds them."""
    entries = "stream=color_primaries,color_transfer,color_space,color_range"
    words = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(path)]
    [stream] = json.loads(tools.run(words, reads=[path]).stdout)["streams"]
    names = ("color_primaries", "color_transfer", "color_space", "color_range")
    return tuple(stream.get(name) for name in names)


@pytest.mark.slow
@pytest.mark.parametrize(
    "rung",
    [
        Rung(Codec.H264, 160, 90, 30.0, "ultrafast"),
        Rung(Codec.HEVC, 160, 90, 30.0, "ultrafast"),
        Rung(Codec.AV1, 160, 90, 50.0, "12"),
    ],
)
def test_what_viewers_get_says_its_colours_though_plates_say_none(clip, tools, tmp_path, rung):
    film = clip("colours.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=0.4)
    reference, shot = as_is(probe(film, run=tools), run=tools), Shot(0, 0, 10)
    path = str(tmp_path / plate(reference, shot, tmp_path, run=tools))
    made = encode_shot(Take(plate_of(reference, shot, path), shot, rung, 25), tmp_path, run=tools)
    assert declared(tmp_path / Path(made.file), tools) == ("bt709", "bt709", "bt709", "tv")


TINY = Policy(
    name="tiny",
    codecs=(Codec.H264, Codec.HEVC, Codec.AV1),
    h264_preset="ultrafast",
    hevc_preset="ultrafast",
    av1_preset="12",
    trial_seconds=0.4,
    trial_points=1,
    most_rungs=1,
    quality_every=8,
    segment_seconds=2.0,
    has_first_light=False,
)


@pytest.fixture(scope="module")
def bright(clip):
    """A second of PQ with a screen and light."""
    return in_pq(clip, "pq.mp4", "testsrc2=s=160x90:r=25")


@pytest.fixture(scope="module")
def bright_with_bars(clip):
    return in_pq(clip, "pq-bars.mp4", "testsrc2=s=160x68:r=25,pad=160:90:0:12")


def in_pq(clip, name, picture):
    params = ":".join(("log-level=none", *dynamics.x265_words(PQ)))
    tagged = (
        f"{picture},scale=out_color_matrix=bt2020nc,format=yuv420p10le,setparams="
        "range=limited:color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc"
    )
    words = ("-c:v", "libx265", "-x265-params", params)
    return clip(name, picture=tagged, sound=None, seconds=1.0, words=words)


def side_data(path, tools):
    words = ["ffmpeg", "-v", "info", "-hide_banner", "-i", str(path), "-frames:v", "1"]
    ask = [*words, "-vf", "showinfo=checksum=0", "-f", "null", "-"]
    return brightness.read(tools.run(ask, reads=[path]).stderr)


def published(film, policy, tools, folder):
    """All that is told, and the package, of a film published in the clear."""
    workshop = Workshop(folder / "work")
    try:
        site = Site(workshop, OneByOne(), tools)
        events = list(pipeline.execute(pipeline.plan(film, policy, run=tools), site, None))
        [ready] = [event for event in events if isinstance(event, StreamReady)]
        (Path(ready.package.folder) / VALUE).unlink()
        return events, Path(ready.package.folder)
    finally:
        workshop.close()


def joined(track, folder):
    whole = folder / f"{track.name}.mp4"
    pieces = [track / "init.mp4", *sorted(track.glob("*.m4s"))]
    whole.write_bytes(b"".join(piece.read_bytes() for piece in pieces))
    return whole


@pytest.mark.slow
def test_of_a_bright_film_both_ladders_are_foretold(bright, tools, tmp_path):
    workshop = Workshop(tmp_path / "work")
    try:
        site = Site(workshop, OneByOne(), tools)
        *_, told = pipeline.foretell(pipeline.plan(bright, TINY, run=tools), site)
    finally:
        workshop.close()
    names = [re.sub(r"-[\d.]+$", "", rung.name) for rung in told.ladder.rungs]
    assert names == ["h264-90p", "av1-90p", "hevc-pq-90p", "av1-pq-90p"]
    assert {point.dynamics for point in told.ladder.points} == {Dynamics.SDR, Dynamics.PQ}


@pytest.mark.slow
def test_a_bright_film_is_published_bright_and_standard(bright, tools, tmp_path):
    assert probe(bright, run=tools).video.light == LIGHT
    events, folder = published(bright, TINY, tools, tmp_path)
    report = events[-1].report
    # Told once, of both ranges, or nobody could count what is left.
    [chosen] = [event for event in events if isinstance(event, LadderChosen)]
    assert len(chosen.rungs) == 4
    names = [re.sub(r"-[\d.]+$", "", one.rung.name) for one in report.renditions]
    assert names == ["h264-90p", "av1-90p", "hevc-pq-90p", "av1-pq-90p"]
    for one in report.renditions:
        track = joined(folder / one.path, tmp_path)
        if one.rung.dynamics is Dynamics.SDR:
            assert declared(track, tools) == ("bt709", "bt709", "bt709", "tv")
            assert side_data(track, tools) == (None, None)
            assert one.compared_through == ""
        else:
            assert declared(track, tools) == ("bt2020", "smpte2084", "bt2020nc", "tv")
            screen, light = side_data(track, tools)
            assert (screen.primaries, screen.brightest, light) == (SCREEN.primaries, 1000.0, LIGHT)
            assert "tonemap=hable" in one.compared_through
        assert one.quality.mean > 60
    assert "wrong_hdr_metadata" not in {one.code for one in report.findings}
    playlist = (folder / "master.m3u8").read_text()
    assert re.findall(r"STREAM-INF:.*?VIDEO-RANGE=(\w+).*\nvideo/(\w+)(-pq)?", playlist) == [
        ("SDR", "h264", ""),
        ("SDR", "av1", ""),
        ("PQ", "hevc", "-pq"),
        ("PQ", "av1", "-pq"),
    ]
    mpd = (folder / "manifest.mpd").read_text()
    switching = re.findall(r'adaptation-set-switching:2016" value="([\d,]+)"', mpd)
    assert switching == ["1", "0", "3", "2"]
    # Where nobody asks the screen, the standard version is taken.
    assert re.findall(r'<AdaptationSet id="(\d)".* selectionPriority="2"', mpd) == ["0", "1"]
    kinds = re.findall(
        r'<(\w+)Property schemeIdUri="\S+:TransferCharacteristics" value="(\d+)"', mpd
    )
    assert kinds == [("Supplemental", "1")] * 2 + [("Essential", "16")] * 2

    # And the verifier would have told of another transfer.
    (folder / "manifest.mpd").write_text(
        mpd.replace('Characteristics" value="16"', 'Characteristics" value="18"', 1)
    )
    wrong = verify(folder, duration=1.0, frames=25, rate=Rate(25), keys=None, run=tools)
    assert re.sub(r"90p-[\d.]+", "90p", " ".join(wrong)) == (
        "manifest.mpd gives video/hevc-pq-90p the transfer 18, it has 16."
    )


@pytest.mark.slow
def test_a_film_that_is_mapped_has_only_its_standard_version(bright, tools, tmp_path):
    policy = replace(TINY, hdr=BrightPictures.MAP)
    report = published(bright, policy, tools, tmp_path)[0][-1].report
    assert {one.rung.dynamics for one in report.renditions} == {Dynamics.SDR}
    assert {one.rung.codec for one in report.renditions} == set(policy.codecs)


@pytest.mark.slow
def test_bars_are_left_out_of_both_versions(bright_with_bars, tools, tmp_path):
    policy = replace(TINY, codecs=(Codec.H264, Codec.HEVC))
    events, folder = published(bright_with_bars, policy, tools, tmp_path)
    report = events[-1].report
    sizes = {(one.rung.dynamics, one.rung.width, one.rung.height) for one in report.renditions}
    assert sizes == {(Dynamics.SDR, 160, 68), (Dynamics.PQ, 160, 68)}
    assert [one.code for one in report.findings].count("bars_cut") == 1
    for one in report.renditions:
        assert one.quality.mean > 60
        track = joined(folder / one.path, tmp_path)
        words = [*("ffmpeg", "-v", "error", "-i", str(track), "-frames:v", "1"), "-f", "rawvideo"]
        lines = tools.run([*words, "-pix_fmt", "gray", "-"], reads=[track]).stdout
        edges = lines[: 2 * 160], lines[-2 * 160 :]
        assert all(sum(edge) / len(edge) > 40 for edge in edges)


# Wide colours in the standard range

WIDE = {
    "primaries": "bt2020",
    "transfer": "bt2020-10",
    "matrix": "bt2020nc",
    "dynamics": Dynamics.SDR,
}


@pytest.mark.parametrize(
    ("changes", "filters"),
    [
        ({}, "zscale=pin=bt2020:tin=bt709:min=bt2020nc:rangein=limited:p=bt709:t=bt709:m=bt709:r=limited"),
        ({"matrix": ""}, "zscale=pin=bt2020:tin=bt709:min=bt2020nc:rangein=limited:p=bt709:t=bt709:m=bt709:r=limited"),
        ({"primaries": "smpte432", "matrix": "", "colour_range": "pc"},
         "zscale=pin=smpte432:tin=bt709:min=bt709:rangein=full:p=bt709:t=bt709:m=bt709:r=limited"),
        ({"primaries": "smpte432", "pixel_format": "gbrp10le"},
         "zscale=pin=smpte432:tin=bt709:min=gbr:rangein=full:p=bt709:t=bt709:m=bt709:r=limited"),
        ({"primaries": "bt709"}, ""),
        ({"primaries": "smpte170m", "matrix": "smpte170m"}, ""),
    ],
)  # fmt: skip
def test_wide_colours_become_those_of_every_screen(changes, filters):
    video = replace(PQ, **{**WIDE, **changes})
    assert ",".join(dynamics.into(video, Dynamics.SDR)) == filters
    assert dynamics.is_ready(video) is not bool(filters)
    wanted = ("bt709", "tv") if filters else (video.matrix, video.colour_range)
    after = dynamics.after(video, Dynamics.SDR)
    assert (after.matrix, after.colour_range) == wanted


def test_a_red_of_wide_primaries_is_published_as_the_same_red(clip, tools, tmp_path):
    to_wide = (
        "color=red:s=1280x720:r=25,format=gbrp,zscale=pin=bt709:tin=bt709:min=gbr:rangein=full"
        ":p=bt2020:t=bt709:m=bt2020nc:r=limited,format=yuv420p10le"
    )
    tags = ("-color_primaries", "bt2020", "-color_trc", "bt709", "-colorspace", "bt2020nc")
    words = ("-c:v", "libx264", "-qp", "1", *tags)
    path = clip("wide.mp4", picture=to_wide, sound=None, seconds=0.2, words=words)
    film = probe(path, run=tools)
    assert as_is(film, run=tools) is None
    made = conform(film, tmp_path, run=tools)
    shown = ["ffmpeg", "-v", "error", "-i", f"file:{made.path}", "-frames:v", "1"]
    shown += ["-vf", "scale=1:1", "-pix_fmt", "yuv444p", "-f", "rawvideo", "-"]
    seen = tools.run(shown, reads=[Path(made.path)]).stdout
    # 63, 102, 240 is the red of BT.709; taken for one of its own, that of BT.2020 was 117, 96, 189.
    assert all(abs(one - wanted) <= 4 for one, wanted in zip(seen, (63, 102, 240), strict=True))
