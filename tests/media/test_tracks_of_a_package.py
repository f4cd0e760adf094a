"""Several languages, audio description, commentary, surround, forced lines, chapters: as both descriptions tell them."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree

from lanterne_media.model import Chapter, SoundCodec, SoundRendition, SoundRole
from lanterne_media.package.chapters import Mark, marks, session, webvtt
from lanterne_media.package.lanes import caption_lanes, sound_lanes
from lanterne_media.tools import Tools
from lanterne_media.verify import verify
from tests.media.packaged import (
    FRAMES,
    KEYS,
    RATE,
    SECONDS,
    make_captions,
    make_clips,
    make_sound,
    make_surround,
)

MPD = {"mpd": "urn:mpeg:dash:schema:mpd:2011"}
CHAPTERS = (Chapter(0.0, "Le départ"), Chapter(1.5, "A <b> & c"), Chapter(3.0))


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    return make_clips(tmp_path_factory.mktemp("clips"))


def named(language: str, mix: str, **words) -> SoundRendition:
    return SoundRendition("", language, 2, 128_000, None, None, mix=mix, **words)


# A film in French 5.1 with an English dub, an audio description, and a commentary.
SOUNDS = (
    named("en", "1", role=SoundRole.DUB),
    named("fr", "2", role=SoundRole.DESCRIPTION),
    named("fr", "3", is_original=True),
    replace(named("fr", "3", is_original=True), channels=6, codec=SoundCodec.EAC3),
    named("en", "1", role=SoundRole.DUB, codec=SoundCodec.EAC3),
    named("fr", "4", role=SoundRole.COMMENTARY, title="Sophie"),
)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory):
    """The same, with tones in them."""
    folder = tmp_path_factory.mktemp("sounds")
    stereo, surround = make_sound(folder, "xx", 440).path, make_surround(folder, "xx").path
    companion = make_surround(folder, "xx", channels=2).path
    paths = {(2, SoundCodec.AAC): stereo, (2, SoundCodec.EAC3): companion}
    return tuple(
        replace(one, path=paths.get((one.channels, one.codec), surround)) for one in SOUNDS
    )


@pytest.fixture(scope="module")
def original(clips, sounds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    captions = (
        make_captions(folder, "fr", is_forced=True),
        make_captions(folder, "fr", is_for_the_deaf=True),
    )
    output = folder / "out"
    clips.packaged(
        output,
        renditions=clips.renditions[:2],
        sounds=sounds,
        captions=captions,
        chapters=CHAPTERS,
    )
    return output


@pytest.fixture
def package(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "package"))


def verified(folder, keys=None):
    return verify(folder, duration=SECONDS, frames=FRAMES, rate=RATE, keys=keys, run=Tools())


def rewrite(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_original_comes_first_and_its_surround_beside_it():
    told = [(lane.folder, lane.name, lane.is_default) for lane in sound_lanes(SOUNDS)]
    assert told == [
        ("audio/fr", "fr", True),
        ("audio/fr-51", "fr", True),
        ("audio/en", "en", False),
        ("audio/en-eac3", "en", False),
        ("audio/fr-description", "fr (audio description)", False),
        ("audio/fr-commentary", "Sophie", False),
    ]


def test_a_commentary_is_heard_only_when_asked_for():
    told = {lane.folder: lane.is_automatic for lane in sound_lanes(SOUNDS)}
    assert [folder for folder, is_automatic in told.items() if not is_automatic] == [
        "audio/fr-commentary"
    ]


def test_an_audio_description_is_no_default_though_it_is_marked():
    marked = replace(SOUNDS[1], is_default=True)
    assert [lane.folder for lane in sound_lanes([marked, SOUNDS[0]]) if lane.is_default] == [
        "audio/en"
    ]


def test_of_two_that_say_the_same_the_second_waits_to_be_chosen():
    twins = [replace(SOUNDS[0], mix="a"), replace(SOUNDS[0], mix="b")]
    assert [(lane.name, lane.is_automatic) for lane in sound_lanes(twins)] == [
        ("en", True),
        ("en 2", False),
    ]


def test_captions_without_a_title_are_called_by_what_they_are_for(tmp_path):
    captions = [
        make_captions(tmp_path, "fr"),
        make_captions(tmp_path, "fr", is_forced=True),
        make_captions(tmp_path, "fr", is_for_the_deaf=True),
    ]
    assert [lane.name for lane in caption_lanes(captions)] == ["fr", "fr (forced)", "fr (SDH)"]


@pytest.mark.slow
def test_hls_has_a_group_a_codec_with_a_member_for_every_sound(original):
    found = re.findall(
        r'TYPE=AUDIO,GROUP-ID="(\w+)",LANGUAGE="(\w+)",NAME="([^"]+)",DEFAULT=(\w+),AUTOSELECT=(\w+),'
        r'(?:CHARACTERISTICS="([^"]+)",)?CHANNELS="(\d)",URI="([^"]+)/media.m3u8"',
        (original / "master.m3u8").read_text(),
    )
    description, auxiliary = "public.accessibility.describes-video", "public.auxiliary-content"
    dub = ("en", "en", "NO", "YES", "", "2")
    others = [
        ("fr", "fr (audio description)", "NO", "YES", description, "2", "audio/fr-description"),
        ("fr", "Sophie", "NO", "NO", auxiliary, "2", "audio/fr-commentary"),
    ]
    assert found == [
        ("audio", "fr", "fr", "YES", "YES", "", "2", "audio/fr"),
        ("audio", *dub, "audio/en"),
        *(("audio", *one) for one in others),
        ("surround", "fr", "fr", "YES", "YES", "", "6", "audio/fr-51"),
        ("surround", *dub, "audio/en-eac3"),
        *(("surround", *one) for one in others),
    ]


@pytest.mark.slow
def test_hls_offers_every_rung_with_each_group(original):
    lines = (original / "master.m3u8").read_text()
    offered = re.findall(r'#EXT-X-STREAM-INF:.*CODECS="([^"]+)".*AUDIO="(\w+)".*\n(.*)\n', lines)
    assert [(codecs.partition(",")[2], group, name) for codecs, group, name in offered] == [
        ("mp4a.40.2", "audio", "video/h264-180p-30/media.m3u8"),
        ("mp4a.40.2", "audio", "video/h264-90p-30/media.m3u8"),
        ("ec-3,mp4a.40.2", "surround", "video/h264-180p-30/media.m3u8"),
        ("ec-3,mp4a.40.2", "surround", "video/h264-90p-30/media.m3u8"),
    ]


@pytest.mark.slow
def test_dash_says_what_each_track_is_for(original):
    root = ElementTree.parse(original / "manifest.mpd").getroot()
    told = [
        (
            one.get("lang"),
            [role.get("value") for role in one.findall("mpd:Role", MPD)],
            [purpose.get("value") for purpose in one.findall("mpd:Accessibility", MPD)],
            [each.get("value") for each in one.findall("mpd:AudioChannelConfiguration", MPD)],
        )
        for one in root.iter("{urn:mpeg:dash:schema:mpd:2011}AdaptationSet")
        if one.get("lang")
    ]
    assert told == [
        ("fr", ["main"], [], ["2"]),
        ("fr", ["main"], [], ["6"]),
        ("en", ["dub"], [], ["2"]),
        ("en", ["dub"], [], ["2"]),
        ("fr", ["description"], ["1"], ["2"]),
        ("fr", ["commentary"], [], ["2"]),
        ("fr", ["forced-subtitle"], [], []),
        ("fr", ["caption"], ["2"], []),
    ]


@pytest.mark.slow
def test_such_a_package_is_sound_in_the_clear_and_encrypted(original, clips, sounds, tmp_path):
    assert verified(original) == ()
    clips.packaged(tmp_path / "out", renditions=clips.renditions[:1], sounds=sounds, keys=KEYS)
    assert verified(tmp_path / "out", KEYS) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "master.m3u8",
            'CHARACTERISTICS="public.accessibility.describes-video",',
            "",
            "audio/fr-description/init.mp4 is for those who cannot see by the MPD, nothing special by HLS.",
        ),
        (
            "manifest.mpd",
            '"forced-subtitle"',
            '"subtitle"',
            "text/fr.vtt is nothing special by the MPD, forced by HLS.",
        ),
        (
            "manifest.mpd",
            'lang="en"',
            'lang="de"',
            "audio/en/init.mp4 is in de by the MPD, in en by HLS.",
        ),
        (
            "master.m3u8",
            'CHANNELS="6"',
            'CHANNELS="2"',
            "audio/fr-51/init.mp4 has 6 channels by the MPD, 2 by HLS.",
        ),
        (
            "manifest.mpd",
            'codecs="ec-3"',
            'codecs="mp4a.40.2"',
            "manifest.mpd calls audio/fr-51 mp4a.40.2, it is ec-3.",
        ),
        ("chapters.vtt", " --> ", " --> x", "chapters.vtt holds no chapter that can be read."),
        ("chapters.json", "[", "{", "chapters.json holds no chapter that can be read."),
        (
            "chapters.json",
            '"start-time": 1.5',
            '"start-time": 1.75',
            "chapters.vtt and chapters.json do not hold the same chapters.",
        ),
        (
            "chapters.json",
            '"start-time": 3.0',
            '"start-time": 9.0',
            "chapters.json holds chapters out of order, or outside the film.",
        ),
    ],
)
def test_what_is_told_wrongly_is_told(package, file, old, new, sentence):
    rewrite(package / file, old, new)
    assert sentence in verified(package)


@pytest.mark.slow
def test_channels_that_both_descriptions_tell_wrongly_are_told(package):
    rewrite(package / "master.m3u8", 'CHANNELS="6"', 'CHANNELS="8"')
    rewrite(
        package / "manifest.mpd", 'configuration:2011" value="6"', 'configuration:2011" value="8"'
    )
    assert verified(package) == ("manifest.mpd gives audio/fr-51 8 channels, it has 6.",)


@pytest.mark.slow
def test_chapters_that_only_one_description_names_are_told(package):
    text = (package / "master.m3u8").read_text()
    (package / "master.m3u8").write_text(re.sub("#EXT-X-SESSION-DATA.*\n", "", text))
    assert verified(package) == ("Only one of the two descriptions names chapters.",)


@pytest.mark.slow
def test_chapters_lie_beside_the_tracks_and_both_descriptions_name_them(original):
    assert (
        '#EXT-X-SESSION-DATA:DATA-ID="com.apple.hls.chapters",URI="chapters.json"\n'
        in (original / "master.m3u8").read_text()
    )
    root = ElementTree.parse(original / "manifest.mpd").getroot()
    [told] = root.findall("mpd:SupplementalProperty", MPD)
    assert told.attrib == {
        "schemeIdUri": "urn:lanterne:dash:chapters:2026",
        "value": "chapters.vtt",
    }


def test_chapters_last_until_the_next_and_without_a_title_have_a_number():
    assert marks(CHAPTERS, 4.0) == (
        Mark(0.0, 1.5, "Le départ"),
        Mark(1.5, 3.0, "A <b> & c"),
        Mark(3.0, 4.0, "3"),
    )


@pytest.mark.parametrize(
    ("chapters", "starts"),
    [
        ((), []),
        # One chapter is the film.
        ((Chapter(0.0, "Film"),), []),
        ((Chapter(0.0, "A"), Chapter(9.0, "after the end")), []),
        ((Chapter(2.0, "B"), Chapter(-0.5, "A"), Chapter(2.0, "again")), [0.0, 2.0]),
    ],
)
def test_what_does_not_lie_in_the_film_is_no_chapter(chapters, starts):
    assert [mark.start for mark in marks(chapters, 4.0)] == starts


def test_a_title_cannot_break_out_of_the_files_of_chapters():
    mark = Mark(0.0, 1.0, '</c>\u0000"--> & ')
    assert json.loads(session([mark]))[0]["titles"] == [{"language": "und", "title": mark.title}]
    assert webvtt([mark]).splitlines()[2:4] == [
        "00:00:00.000 --> 00:00:01.000",
        '&lt;/c&gt;\u0000"--&gt; &amp; ',
    ]
