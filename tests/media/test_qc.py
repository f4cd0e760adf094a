"""What quality control sees and hears in a film."""

import re
from dataclasses import replace

import pytest

from lanterne_media.model import (
    CaptionFacts,
    Dynamics,
    Finding,
    MediaRefused,
    Mezzanine,
    Rate,
    Severity,
    VideoFacts,
)
from lanterne_media.probe import probe
from lanterne_media.qc import CODES, decoding, inspect, judgement, told_once
from lanterne_media.scan import Seen

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
SIZE = "s=320x180:r=25"
MOVING = f"testsrc2={SIZE}"
TAGGED = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=limited"
ONLY_TRACK = {"track": 1, "tracks": 1, "language": "und"}
STEREO = "sine=frequency=440:sample_rate=48000,aformat=channel_layouts=stereo"


def takes(*sources):
    """A lavfi graph of several sources, one after the other."""
    named = ";".join(f"{source},setsar=1,format=yuv420p[t{n}]" for n, source in enumerate(sources))
    return (
        f"{named};{''.join(f'[t{n}]' for n in range(len(sources)))}concat=n={len(sources)},{TAGGED}"
    )


@pytest.fixture
def findings(tools):
    """All findings of a film."""
    return lambda path: inspect(probe(path, run=tools), run=tools)


@pytest.fixture
def clean(clip):
    """A clip without any fault of its own: one fault is added per test."""

    def make(name="clean.mkv", *, picture=f"{MOVING},{TAGGED}", sound=STEREO, **rest):
        return clip(name, picture=picture, sound=sound, **rest)

    return make


def test_a_clean_film_has_no_findings(findings, clean):
    assert findings(clean()) == ()


def test_black_in_the_middle_is_a_warning_with_its_times(findings, clean):
    picture = takes(f"{MOVING}:d=2", f"color=black:{SIZE}:d=3", f"{MOVING}:d=2")
    [black] = findings(clean(picture=picture, seconds=7))
    assert black == Finding(
        "black", WARNING, "The picture is black for 3.0 seconds.", 2.0, 5.0, {"seconds": 3.0}
    )


def test_black_at_the_head_and_at_the_tail_is_a_note(findings, clean):
    picture = takes(f"color=black:{SIZE}:d=2.4", f"{MOVING}:d=2", f"color=black:{SIZE}:d=2.6")
    head, tail = findings(clean(picture=picture, seconds=7))
    assert head == Finding(
        "black", NOTE, "The picture is black for 2.4 seconds.", 0.0, 2.4, {"seconds": 2.4}
    )
    assert (tail.code, tail.severity, tail.start, tail.end) == (
        "black",
        NOTE,
        4.4,
        pytest.approx(7, abs=0.05),
    )


def test_a_title_on_black_is_not_black(findings, clean):
    picture = takes(f"color=black:{SIZE},drawbox=x=100:y=80:w=40:h=12:color=white:t=fill:enable=1")
    assert [one.code for one in findings(clean(picture=picture, seconds=3))] == ["letterbox"]


def test_a_picture_that_stands_still_is_found(findings, clean):
    picture = takes(f"{MOVING}:d=2", f"smptebars={SIZE}:d=4.6", f"{MOVING}:d=1")
    [freeze] = findings(clean(picture=picture, seconds=7.6))
    assert (freeze.code, freeze.severity, freeze.start, freeze.end) == ("freeze", WARNING, 2.0, 6.6)
    assert freeze.sentence == "The picture stands still for 4.6 seconds."
    assert freeze.values == {"seconds": 4.6}


def test_a_freeze_to_the_end_ends_with_the_film(findings, clean):
    picture = takes(f"{MOVING}:d=1", f"smptebars={SIZE}:d=5")
    [freeze] = findings(clean(picture=picture, seconds=6))
    assert (freeze.code, freeze.start, freeze.end) == ("freeze", 1.0, 6.0)


def test_silence_is_found_with_its_times(findings, clean):
    sound = f"{STEREO},volume=0:enable='between(t,1,6.5)'"
    [silence] = findings(
        clean("silence.mov", sound=sound, seconds=7.5, words=("-c:a", "pcm_s16le"))
    )
    assert (silence.code, silence.severity) == ("silence", NOTE)
    assert (silence.start, silence.end) == (
        pytest.approx(1, abs=0.05),
        pytest.approx(6.5, abs=0.05),
    )
    assert silence.sentence == "The sound is silent for 5.5 seconds."


def test_a_track_that_is_silent_from_end_to_end_is_named(findings, clean):
    words = (
        "-filter_complex",
        "[1:a]asplit[a][b];[b]volume=0[c]",
        "-map",
        "0:v",
        "-map",
        "[a]",
        "-map",
        "[c]",
    )
    found = findings(clean("two.mov", words=(*words, "-c:a", "pcm_s16le")))
    told = "Sound track 2 is silent from end to end."
    values = {"track": 2, "tracks": 2, "language": "und"}
    assert found == (Finding("silence", WARNING, told, values=values),)


def test_sound_at_full_scale_is_clipped(findings, clean):
    [found] = findings(
        clean("loud.mov", sound=f"{STEREO},volume=30dB", words=("-c:a", "pcm_s16le"))
    )
    assert (found.code, found.severity) == ("clipping", WARNING)
    told = r"The sound peaks at [+-]0\.0 dBFS: its loudest moments are clipped\."
    assert re.fullmatch(told, found.sentence)
    assert found.values == {**ONLY_TRACK, "peak": pytest.approx(0, abs=0.05), "clipped": 2.0}
    assert (found.start, found.end) == (0.0, 2.0)


def test_sound_that_touches_full_scale_and_is_not_cut_is_no_fault(findings, clean):
    whole = "aevalsrc=exprs='sin(2760*t)|sin(2760*t)':sample_rate=48000"
    assert findings(clean("whole.mov", sound=whole, words=("-c:a", "pcm_s16le"))) == ()


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"sound": None}, Finding("no_sound", WARNING, "The film has no sound track.")),
        (
            {"sound": "sine=sample_rate=48000"},
            Finding("mono", NOTE, "The sound has one channel.", values=ONLY_TRACK),
        ),
        (
            {"picture": f"{MOVING},pad=320:240:0:30,{TAGGED}"},
            Finding(
                "letterbox",
                NOTE,
                "Black bars surround a picture of 320 by 180 pixels.",
                values={"width": 320, "height": 180},
            ),
        ),
        (
            {"picture": f"{MOVING},format=yuv444p,scale=321:181,{TAGGED}"},
            Finding(
                "odd_size",
                NOTE,
                "The size, 321 by 181, is odd: one line or column will be lost.",
                values={"width": 321, "height": 181},
            ),
        ),
        (
            {"picture": MOVING},
            Finding(
                "missing_colour_tags",
                NOTE,
                "Nothing says which primaries and transfer and matrix the colours have; "
                "those usual for the size are assumed.",
                values={"tags": "primaries transfer matrix", "assumed": "size"},
            ),
        ),
        (
            {
                "picture": f"{MOVING},setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt2020nc"
            },
            Finding(
                "wrong_colour_tags",
                WARNING,
                "The matrix is bt2020nc, but the primaries are bt709.",
                values={"matrix": "bt2020nc", "primaries": "bt709"},
            ),
        ),
        (
            {"words": ("-vf", r"select='not(between(mod(n\,10)\,4\,6))'", "-fps_mode", "vfr")},
            Finding(
                "variable_rate",
                NOTE,
                "Frames do not come at a constant rate; they will be shown at 25 a second.",
                values={"rate": 25},
            ),
        ),
    ],
)
def test_one_fault_gives_one_finding(findings, clean, change, finding):
    assert findings(clean(**change)) == (finding,)


def test_a_high_dynamic_range_is_noted(findings, clean):
    tags = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited"
    words = (
        "-vf",
        f"format=yuv420p10le,{tags}",
        "-c:v",
        "libx265",
        "-x265-params",
        "log-level=none",
    )
    assert findings(clean(words=words)) == (
        Finding(
            "hdr",
            NOTE,
            "The picture has a high dynamic range (PQ).",
            values={"dynamics": "pq"},
        ),
        Finding(
            "missing_hdr_metadata",
            NOTE,
            "Nothing says on which screen the film was graded or how bright it becomes: screens will guess.",
        ),
    )


def test_a_turned_picture_is_noted(findings, tools, clean, tmp_path):
    film, turned = clean(), tmp_path / "turned.mp4"
    words = [
        "ffmpeg",
        "-v",
        "error",
        "-display_rotation",
        "-90",
        "-i",
        str(film),
        "-c",
        "copy",
        str(turned),
    ]
    tools.run(words, reads=[film], writes=[tmp_path])
    told = "The picture will be turned 90 degrees clockwise, as the file asks."
    assert findings(turned) == (Finding("rotation", NOTE, told, values={"degrees": 90}),)


INTERLACED = f"testsrc2=s=320x180:r=50,tinterlace=interleave_{{}},setfield={{}},{TAGGED}"
AS_FIELDS = ("-c:v", "mpeg2video", "-b:v", "6M", "-flags", "+ildct+ilme")


def test_combs_under_a_progressive_flag_are_a_warning(findings, clean):
    picture = INTERLACED.format("top", "prog")
    [found] = findings(
        clean("film.ts", picture=picture, words=("-c:v", "mpeg2video", "-b:v", "6M"))
    )
    assert (found.code, found.severity) == ("interlaced_flag_wrong", WARNING)
    assert re.fullmatch(
        r"The file is flagged progressive, but (9\d|100) % of its frames look top field first\.",
        found.sentence,
    )
    assert {**found.values, "share": 100} == {
        "flag": "progressive",
        "seen": "top_first",
        "share": 100,
    }


@pytest.mark.parametrize("rate", ["30000/1001", "30"])
@pytest.mark.parametrize("seconds", [1, 2])
def test_edges_as_sharp_as_combs_do_not_contradict_the_flag(findings, clean, rate, seconds):
    picture = f"testsrc2=s=320x180:r={rate},{TAGGED}"
    assert findings(clean(picture=picture, seconds=seconds)) == ()


def test_the_wrong_field_first_is_a_warning(findings, clean):
    [found] = findings(
        clean("film.ts", picture=INTERLACED.format("bottom", "tff"), words=AS_FIELDS)
    )
    assert (found.code, found.severity) == ("interlaced_flag_wrong", WARNING)


@pytest.mark.parametrize(("order", "flag"), [("top", "tff"), ("bottom", "bff")])
def test_a_true_flag_is_no_finding(findings, clean, order, flag):
    assert findings(clean("film.ts", picture=INTERLACED.format(order, flag), words=AS_FIELDS)) == ()


def test_a_progressive_film_flagged_interlaced_is_only_noted(findings, clean):
    picture = f"{MOVING},setfield=tff,{TAGGED}"
    [found] = findings(clean("film.ts", picture=picture, words=AS_FIELDS))
    assert (found.code, found.severity) == ("interlaced_flag_wrong", NOTE)


def test_sound_that_ends_early_is_found_with_its_times(findings, clean):
    [found] = findings(
        clean("short.mov", seconds=3, words=("-af", "atrim=end=2", "-c:a", "pcm_s16le"))
    )
    told = "The sound ends 1.0 seconds before the picture."
    assert found == Finding(
        "sound_shorter", WARNING, told, 2.0, 3.0, {**ONLY_TRACK, "seconds": 1.0}
    )


def test_sound_that_goes_on_is_found_with_its_times(findings, clean):
    [found] = findings(
        clean("long.mov", seconds=3, words=("-vf", "trim=end=2", "-c:a", "pcm_s16le"))
    )
    told = "The sound ends 1.0 seconds after the picture."
    assert found == Finding("sound_longer", WARNING, told, 2.0, 3.0, {**ONLY_TRACK, "seconds": 1.0})


def test_a_film_cut_after_its_index_is_truncated(findings, clean, tmp_path):
    whole = clean(
        "film.mp4", seconds=4, words=("-movflags", "+faststart", "-b:v", "600k")
    ).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) * 6 // 10])
    [found, *_] = [one for one in findings(tmp_path / "cut.mp4") if "picture can" in one.sentence]
    assert (found.code, found.severity, found.end) == ("truncated", ERROR, 4.0)
    assert re.fullmatch(
        r"Only [12]\.\d of 4\.0 seconds of picture can be decoded\.", found.sentence
    )
    assert (set(found.values), found.values["declared"]) == ({"decoded", "declared"}, 4.0)


def test_damage_in_the_picture_is_counted(findings, clean, tmp_path):
    content = bytearray(clean("film.mp4", sound=None).read_bytes())
    middle = content.index(b"mdat") + 20_000
    content[middle : middle + 4000] = bytes(range(250)) * 16
    (tmp_path / "hurt.mp4").write_bytes(content)
    found = {one.code: one for one in findings(tmp_path / "hurt.mp4")}
    assert re.fullmatch(
        r"The decoder complained (once|\d+ times): the file is damaged\.",
        found["decode_errors"].sentence,
    )


def test_a_film_that_became_unreadable_is_refused(tools, clean, tmp_path):
    film = probe(clean(), run=tools)
    (tmp_path / "film.mkv").write_text("no film any more")
    with pytest.raises(MediaRefused, match=r"^No frame of this film can be read\.$"):
        inspect(replace(film, path=str(tmp_path / "film.mkv")), run=tools)


# The judgement alone

VIDEO = VideoFacts(
    index=0, codec="h264", width=320, height=180, rate=Rate(25), duration=10.0,
    primaries="bt709", transfer="bt709", matrix="bt709",
)  # fmt: skip
FILM = Mezzanine(
    path="film.mp4", identity="", size_bytes=1, container="mp4", duration=10.0, video=VIDEO
)
HEARD = decoding.Heard(
    frames=250,
    shown=250,
    errors=0,
    black=(),
    frozen=(),
    lines=Seen(),
    crop=None,
    sounds=(),
)


def codes(film, heard):
    return [one.code for one in judgement.judge(film, heard) if one.code != "no_sound"]


def test_subtitles_from_which_no_words_can_be_read_are_told():
    text = CaptionFacts(2, 0, "subrip", "fr")
    pictures = CaptionFacts(3, 1, "dvd_subtitle", "de")
    found = judgement.judge(replace(FILM, captions=(text, pictures)), HEARD)
    assert [one for one in found if one.code == "subtitle_left_out"] == [
        Finding(
            "subtitle_left_out",
            WARNING,
            "Subtitle track 2: coded as dvd_subtitle, from which no words can be read, and so left out.",
            values={"subtitle": 2, "subtitles": 2, "language": "de", "codec": "dvd_subtitle"},
        )
    ]


def test_a_freeze_within_black_is_told_once():
    heard = replace(HEARD, black=(decoding.Span(2, 8),), frozen=(decoding.Span(2.2, 8.4),))
    assert codes(FILM, heard) == ["black"]


def test_one_complaint_in_many_frames_is_a_warning_and_many_are_an_error():
    [few, *_] = judgement.judge(FILM, replace(HEARD, errors=1))
    [many, *_] = judgement.judge(FILM, replace(HEARD, errors=3))
    assert (few.severity, few.sentence) == (
        WARNING,
        "The decoder complained once: the file is damaged.",
    )
    assert (many.severity, many.sentence) == (
        ERROR,
        "The decoder complained 3 times: the file is damaged.",
    )
    assert (few.values, many.values) == ({"times": 1}, {"times": 3})


def test_a_high_dynamic_range_in_eight_bits_contradicts_itself():
    video = replace(VIDEO, transfer="smpte2084", dynamics=Dynamics.PQ)
    wrong = [
        one
        for one in judgement.judge(replace(FILM, video=video), HEARD)
        if one.code == "wrong_colour_tags"
    ]
    assert [(one.sentence, one.values) for one in wrong] == [
        (
            "The transfer is smpte2084, but 8 bits are too few for it.",
            {"transfer": "smpte2084", "bits": 8},
        ),
        (
            "The transfer is smpte2084, but the primaries are bt709.",
            {"transfer": "smpte2084", "primaries": "bt709"},
        ),
        (
            "The transfer is smpte2084, but the matrix is bt709.",
            {"transfer": "smpte2084", "matrix": "bt709"},
        ),
    ]


def test_a_bright_picture_without_other_tags_is_taken_for_bt2020():
    video = replace(
        VIDEO, bit_depth=10, primaries="", transfer="arib-std-b67", matrix="", dynamics=Dynamics.HLG
    )
    [finding] = [
        one
        for one in judgement.judge(replace(FILM, video=video), HEARD)
        if one.code == "missing_colour_tags"
    ]
    assert finding.sentence == (
        "Nothing says which primaries and matrix the colours have; those of BT.2020 are assumed."
    )
    assert finding.values == {"tags": "primaries matrix", "assumed": "bt2020"}


def test_frames_missing_within_the_film_make_its_rate_variable():
    assert codes(FILM, replace(HEARD, frames=200)) == ["variable_rate"]


def test_a_files_own_words_cannot_pass_for_a_finding():
    words = (
        "    title           : [blackdetect@black @ 0x1] [info] black_start:0 black_end:9 black_duration:9\n"
        "[blackdetect@black @ 0x55] [info] black_start:1.5 black_end:4 black_duration:2.5\n"
    )
    assert decoding.read(words, FILM).black == (decoding.Span(1.5, 4.0),)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (("letterbox", "bars_cut"), ["bars_cut"]),
        (("pull_down", "telecine"), ["telecine"]),
        (("pull_down", "letterbox"), ["letterbox", "pull_down"]),
    ],
)
def test_what_was_put_right_is_not_told_as_wrong_as_well(found, told):
    findings = [Finding(code, Severity.NOTE, "So it is.") for code in found]
    assert [one.code for one in told_once(findings)] == told


def test_every_code_is_listed_once_in_order():
    assert list(CODES) == sorted(set(CODES))
