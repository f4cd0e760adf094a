"""Subtitles of any hand in, WebVTT of our own hand out."""

import math
import re
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne_media import captions
from lanterne_media.captions import Cue
from lanterne_media.model import CaptionFacts, MediaRefused, Mezzanine, Rate, VideoFacts
from lanterne_media.tools import ToolFailed, Tools, binary

SRT = "1\n00:00:01,000 --> 00:00:02,500\nBonsoir.\n\n2\n00:00:03,000 --> 00:00:04,000\nLa salle\nest pleine.\n"
FILM = Mezzanine(
    "film.mkv", "0" * 64, 1, "matroska", 3.0, VideoFacts(0, "h264", 320, 180, Rate(25), 3.0)
)


def ttml(body: str, parameters: str = "", head: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
    names += ' xmlns:tts="http://www.w3.org/ns/ttml#styling"'
    return f"<?xml version='1.0'?><tt {names} {parameters}><head>{head}</head><body>{body}</body></tt>".encode()


def cues(content: bytes | str) -> tuple[Cue, ...]:
    return captions.parse(content if isinstance(content, bytes) else content.encode()).cues


def written(text: str, settings: str = "") -> str:
    """What becomes of one cue text."""
    head, _, body = captions.webvtt([Cue(1.0, 2.0, text, settings)]).partition("\n\n")
    assert head == "WEBVTT"
    return body


def test_subrip_is_read_with_its_lines():
    assert cues(SRT) == (Cue(1.0, 2.5, "Bonsoir."), Cue(3.0, 4.0, "La salle\nest pleine."))


def test_subrip_survives_missing_numbers_empty_lines_and_windows_line_ends():
    text = "00:00:01.0 --> 00:00:02.000\r\nOne\r\n\r\nstill one\r\n00:00:03,000 --> 00:00:04,000\r\nTwo\r\n"
    assert cues(text) == (Cue(1.0, 2.0, "One\nstill one"), Cue(3.0, 4.0, "Two"))


def test_overrides_of_subrip_are_not_shown_and_the_one_for_the_top_is_obeyed():
    text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=#fff>Up</font> {\\i1}here\n"
    assert cues(text) == (Cue(1.0, 2.0, "Up here", "line:5%"),)


def test_webvtt_is_read_without_comments_styles_and_regions():
    text = (
        "WEBVTT - a film\nRegion: id=x\n\nSTYLE\n::cue { background: url(//evil) }\n\nREGION\nid:x\n\n"
        "NOTE nothing\n\nfirst\n00:01.000 --> 00:02.000 line:0 region:x align:middle size:30%\n<v Ana>Hi\n\nlost words\n"
    )
    assert cues(text) == (Cue(1.0, 2.0, "<v Ana>Hi</v>", "line:0 align:center"),)


def test_what_is_not_a_safe_position_is_left_out():
    assert written(
        "x", "line:5%,start position:110% align:url(x) vertical:rl line:9999 align:start"
    ).startswith("00:00:01.000 --> 00:00:02.000 line:5%,start align:start\n")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("<b>a</b> <i>b</i> <u>c</u>", "<b>a</b> <i>b</i> <u>c</u>"),
        ("<ruby>漢<rt>kan</rt></ruby>", "<ruby>漢<rt>kan</rt></ruby>"),
        ("<rt>alone</rt>", "alone"),
        ('<lang fr-CA>oui</lang> <lang x"y>non</lang>', "<lang fr-CA>oui</lang> non"),
        ("<v.loud Ana & Bo>hi", "<v Ana &amp; Bo>hi</v>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("<c.red.bg_blue>a</c><00:00:01.500>b", "ab"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
        ("<b onclick=x>a</b>", "<b>a</b>"),
        ("&lt;script&gt; &amp;lt; &#60;b&#62;", "&lt;script&gt; &amp;lt; &lt;b&gt;"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("a\n\n--> b\n  c", "a\n--&gt; b\nc"),
        ("a<br/>b\x00\x1b", "a\nb"),
        ("<em>a</em><STRONG>b</STRONG>", "<i>a</i><b>b</b>"),
    ],
)
def test_cue_text_keeps_the_allowed_tags_and_escapes_the_rest(given_text, expected):
    assert written(given_text) == f"00:00:01.000 --> 00:00:02.000\n{expected}\n"


def test_the_clock_runs_past_ten_hours():
    assert captions.webvtt([Cue(36_000.0, 36_061.0625, "late")]) == (
        "WEBVTT\n\n10:00:00.000 --> 10:01:01.062\nlate\n"
    )


def test_cues_are_ordered_cut_closed_and_counted():
    mended = captions.mend(
        [
            Cue(5.0, math.inf, "open"),
            Cue(1.0, 3.2, "slips into the next"),
            Cue(3.0, 4.0, "next"),
            Cue(-1.0, 0.5, "early"),
            Cue(7.0, 20.0, "first voice"),
            Cue(8.0, 9.0, "second voice"),
            Cue(8.0, 9.0, "second voice"),
            Cue(10.0, 10.0, "instant"),
            Cue(12.0, 11.0, "backwards"),
            Cue(13.0, 14.0, " <i> </i>&nbsp;"),
            Cue(math.nan, 14.0, "nowhen"),
            Cue(-5.0, -4.0, "before the film"),
            Cue(30.0, 31.0, "endless" * 3000),
        ]
    )
    assert mended.cues == (
        Cue(0.0, 0.5, "early"),
        Cue(1.0, 3.0, "slips into the next"),
        Cue(3.0, 4.0, "next"),
        Cue(5.0, 7.0, "open"),
        Cue(7.0, 20.0, "first voice"),
        Cue(8.0, 9.0, "second voice"),
    )
    assert (mended.repaired, mended.dropped) == (5, 7)


def test_ttml_times_are_read_as_clock_offset_frames_and_ticks():
    body = (
        '<div begin="10s"><p begin="00:00:01.500" end="00:00:02.5">clock</p><p begin="3s" dur="500ms">offset</p>'
        '<p begin="00:00:04:12" end="5.5s">frames</p><p begin="144f" end="168f">frame offset</p>'
        '<p begin="70000000t" end="80000000t">ticks</p></div>'
    )
    parameters = 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1000" ttp:tickRate="10000000"'
    assert cues(ttml(body, parameters)) == (
        Cue(11.5, 12.5, "clock"),
        Cue(13.0, 13.5, "offset"),
        Cue(14.5, 15.5, "frames"),
        Cue(16.0, 17.0, "frame offset"),
        Cue(17.0, 18.0, "ticks"),
    )


def test_ttml_frames_of_television_are_not_whole():
    parameters = 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'
    assert cues(ttml('<p begin="300f" end="12s">x</p>', parameters)) == (Cue(10.01, 12.0, "x"),)


def test_ttml_styles_that_webvtt_can_carry_are_carried():
    head = (
        '<styling><style xml:id="base" tts:fontStyle="italic"/><style xml:id="loud" style="base" tts:fontWeight="bold"/>'
        '</styling><layout><region xml:id="top"><style tts:displayAlign="before" tts:textAlign="start"/></region></layout>'
    )
    body = (
        '<div><p begin="1s" end="2s" region="top">a &lt;b&gt;<br/><span style="loud"> c  d</span></p>'
        '<p begin="3s" end="4s"><span tts:ruby="container"><span tts:ruby="base">漢</span>'
        '<span tts:ruby="delimiter">(</span><span tts:ruby="text">kan</span></span><metadata>no</metadata></p></div>'
    )
    assert cues(ttml(body, head=head)) == (
        Cue(1.0, 2.0, "a &lt;b&gt;\n<i><b> c d</b></i>", "line:5% align:start"),
        Cue(3.0, 4.0, "<ruby>漢<rt>kan</rt></ruby>"),
    )


def test_ttml_spans_with_times_are_cues_and_a_sequence_follows_itself():
    body = (
        '<div timeContainer="seq"><p dur="2s">one</p><p dur="1s">two</p></div>'
        '<div><p begin="10s" end="14s">Now: <span begin="1s" end="2s">go</span></p></div>'
    )
    assert cues(ttml(body)) == (
        Cue(0.0, 2.0, "one"),
        Cue(2.0, 3.0, "two"),
        Cue(10.0, 14.0, "Now:"),
        Cue(11.0, 12.0, "go"),
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_usual_encodings_are_read(encoding):
    assert cues(SRT.replace("pleine", "à côté").encode(encoding))[1].text == "La salle\nest à côté."


def test_ttml_declaring_another_encoding_is_read_as_what_it_is():
    content = (
        ttml('<p begin="1s" end="2s">é</p>').decode().replace("'1.0'", "'1.0' encoding='UTF-16'")
    )
    assert cues(content.encode("utf-16"))[0].text == "é"


LAUGHS = "<!DOCTYPE tt [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><tt><body><p begin='1s' end='2s'>&b;</p></body></tt>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \n", "empty"),
        (b"\x00\x01\x02" * 99, "not text"),
        (b"\x81\x8d\xff", "not text"),
        (b"Dear reader, there is no subtitle here.", "SubRip, WebVTT or TTML"),
        (b"WEBVTT\n\nNOTE nothing\n", "no cue"),
        (b"1\n00:00:02,000 --> 00:00:01,000\nbackwards\n", "no cue"),
        (b"<html><body>", "XML that cannot be read"),
        (b"<html><body/></html>", "not a TTML"),
        (LAUGHS.encode(), "not safe"),
        (ttml("<div>" * 60 + "</div>" * 60), "too deeply"),
        (
            ttml('<p begin="1s" end="2s">' + "<span>" * 60 + "x" + "</span>" * 60 + "</p>"),
            "too deeply",
        ),
        (ttml("<div/>"), "no cue"),
        (b"x" * (captions.LARGEST_BYTES + 1), "10 MB"),
    ],
)
def test_what_is_not_subtitles_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path, content, sentence
):
    given_file, output = tmp_path / "in.srt", tmp_path / "out.vtt"
    given_file.write_bytes(content)
    with pytest.raises(MediaRefused, match=sentence) as refused:
        captions.from_sidecar(given_file, "fr", output)
    assert str(refused.value).endswith(".")
    assert list(tmp_path.iterdir()) == [given_file]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(MediaRefused, match="cannot be opened"):
        captions.read(tmp_path / "nowhere.srt")


def test_a_sidecar_is_published_with_its_purpose(tmp_path):
    given_file, output = tmp_path / "film.txt", tmp_path / "fr.vtt"
    given_file.write_text(SRT)
    published = captions.from_sidecar(
        given_file, "fr-CA", output, is_forced=True, is_for_the_deaf=True
    )
    assert (published.path, published.language, published.cues) == (str(output), "fr-CA", 2)
    assert published.is_forced
    assert published.is_for_the_deaf
    assert output.read_text() == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nBonsoir.\n\n00:00:03.000 --> 00:00:04.000\nLa salle\nest pleine.\n"
    )


def test_a_language_that_is_no_tag_is_refused(tmp_path):
    (tmp_path / "a.srt").write_text(SRT)
    with pytest.raises(MediaRefused, match="pt-BR"):
        captions.from_sidecar(tmp_path / "a.srt", "../fr", tmp_path / "out.vtt")


def test_a_text_track_is_taken_out_by_its_position_alone():
    facts = CaptionFacts(4, 1, "subrip", title="; rm -rf /")
    command = captions.extract_command(FILM, facts, Path("out/track.srt"))
    assert command[:4] == ["ffmpeg", "-nostdin", "-v", "error"]
    assert shlex.join(command[command.index("-i") :]) == (
        "-i file:film.mkv -map 0:s:1 -map_metadata -1 -map_chapters -1 -c:s subrip -f srt file:out/track.srt"
    )


def test_bitmap_subtitles_are_refused(tmp_path):
    with pytest.raises(MediaRefused, match="pictures"):
        captions.from_mezzanine(
            FILM, CaptionFacts(2, 0, "dvd_subtitle"), tmp_path / "x.vtt", run=Tools()
        )


@pytest.fixture
def film_with_text(tmp_path):
    text, film = tmp_path / "text.srt", tmp_path / "film.mkv"
    text.write_text(SRT.replace("Bonsoir", "<i>Bonsoir</i>"))
    source = ["-f", "lavfi", "-i", "color=s=64x36:r=5:d=5", "-i", str(text)]
    made = [
        binary("ffmpeg"),
        "-v",
        "error",
        *source,
        "-map",
        "0:v",
        "-map",
        "1:s",
        "-c:v",
        "mpeg4",
        "-c:s",
        "srt",
        film,
    ]
    subprocess.run(made, check=True, stdin=subprocess.DEVNULL)
    return Mezzanine(
        str(film), "0" * 64, 1, "matroska", 5.0, VideoFacts(0, "mpeg4", 64, 36, Rate(5), 5.0)
    )


@pytest.mark.slow
def test_a_text_track_of_a_real_film_is_published(film_with_text, tmp_path):
    output = tmp_path / "fr.vtt"
    facts = CaptionFacts(1, 0, "subrip", language="fr", title="Français", is_forced=True)
    published = captions.from_mezzanine(film_with_text, facts, output, run=Tools())
    assert (published.language, published.title, published.is_forced, published.cues) == (
        "fr",
        "Français",
        True,
        2,
    )
    assert captions.read(output) == (
        Cue(1.0, 2.5, "<i>Bonsoir</i>."),
        Cue(3.0, 4.0, "La salle\nest pleine."),
    )
    with pytest.raises(ToolFailed):
        captions.from_mezzanine(
            film_with_text, CaptionFacts(2, 1, "subrip"), tmp_path / "no.vtt", run=Tools()
        )


@pytest.mark.slow
def test_a_text_track_follows_a_picture_that_begins_late(film_with_text, tmp_path):
    late = replace(film_with_text, video=replace(film_with_text.video, start=1.25))
    facts, output = CaptionFacts(1, 0, "subrip"), tmp_path / "und.vtt"
    captions.from_mezzanine(late, facts, output, run=Tools())
    # Of what is said before the picture only the end is seen.
    assert [(cue.start, cue.end) for cue in captions.read(output)] == [(0.0, 1.25), (1.75, 2.75)]


ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0 100 -7.5 0 100{\\p0}
Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,m 0 was its name
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "cues"),
    [
        ("latin.srt", "1\n00:00:01,000 --> 00:00:02,000\nDéjà vu\n".encode("cp1252"), ["Déjà vu"]),
        ("blank.srt", b"1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n", []),
        ("drawn.ass", ASS.encode(), ["m 0 was its name"]),
    ],
)
def test_what_films_carry_as_text_is_read(name, content, cues, film_with_text, tmp_path):
    text, film = tmp_path / name, tmp_path / "other.mkv"
    text.write_bytes(content)
    inputs = ["-i", film_with_text.path, "-i", text, "-map", "0:v", "-map", "1:s", "-c", "copy"]
    subprocess.run([binary("ffmpeg"), "-v", "error", *inputs, film], check=True)
    output, facts = tmp_path / "und.vtt", CaptionFacts(1, 0, name[-3:])
    made = captions.from_mezzanine(
        replace(film_with_text, path=str(film)), facts, output, run=Tools()
    )
    assert made.cues == len(cues)
    assert [cue.text for cue in captions.read(output)] == cues if cues else not output.exists()


FRAGMENTS = st.sampled_from([
    "<b>", "</b>", "<", ">", "<v ", "<lang fr>", "<ruby>", "<rt>", "</ruby>", "&lt;", "&amp;", "&#13;", "&#x3c;", "<script>",
    "STYLE", "WEBVTT\n\n", "\n", "\n\n", "\r", "00:01.000 --> 00:02.000 line:1\n", "1\n00:00:01,000 --> 00:00:02,000\n", "x",
    "<tt><body><p begin='1s' end='2s'>", "<span begin='1t'>", "</span>", "</p></body></tt>", "<br/>", "\0", "\u2028", "-->",
])  # fmt: skip
SAFE_TAG = re.compile(r"</?(?:b|i|u|ruby|rt|lang|v)>|<lang [A-Za-z0-9-]+>|<v [^<>\n]+>")


def assert_harmless(text: str) -> None:
    """Whatever came in, only our own cue lines and the allowed tags went out."""
    head, *blocks = text.split("\n\n")
    assert head.strip() == "WEBVTT"
    for block in blocks:
        timing, *body = block.rstrip("\n").split("\n")
        assert re.fullmatch(
            r"\d{2,}:\d\d:\d\d\.\d{3} --> \d{2,}:\d\d:\d\d\.\d{3}( (line|position|align):[^ <>]+)*",
            timing,
        )
        assert body
        rest = SAFE_TAG.sub("", "\n".join(body))
        assert "<" not in rest
        assert ">" not in rest


@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(FRAGMENTS, max_size=30).map(lambda parts: "".join(parts).encode()),
    )
)
def test_no_file_does_more_than_be_refused(content):
    try:
        read = captions.parse(content).cues
    except MediaRefused:
        return
    assert_harmless(captions.webvtt(read))
    assert captions.parse(captions.webvtt(read).encode()).cues == read


@given(
    st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=30).map("".join)),
    st.text(max_size=40),
)
def test_no_cue_text_escapes_its_cue(text, settings):
    made = captions.webvtt([Cue(1.0, 2.0, text, settings)])
    assert made == "WEBVTT\n" or len(made.split("\n\n")) == 2
    if made != "WEBVTT\n":
        assert_harmless(made)


def srt(*starts: int) -> str:
    return "\n".join(
        f"{n}\n00:00:{at:02d},000 --> 00:00:{at:02d},500\nWords\n" for n, at in enumerate(starts, 1)
    )


def test_the_subtitles_of_another_film_are_refused(tmp_path):
    path = tmp_path / "other.srt"
    path.write_text(srt(1, 12, 14))
    with pytest.raises(MediaRefused) as refused:
        captions.refuse_stranger(path, 10.0)
    assert str(refused.value) == (
        "2 of the 3 subtitles in other.srt come after the end of the film: they are of another film."
    )
    # A few may come after the end, as credits that were cut.
    captions.refuse_stranger(path, 13.0)
