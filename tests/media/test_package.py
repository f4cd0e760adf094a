"""What a package holds and how its two descriptions word it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree

from lanterne_media.model import Codec, MediaRefused, Rate, TrackKind
from lanterne_media.package import dash, hls
from lanterne_media.package.layout import lay_out
from lanterne_media.package.packager import Names, command
from lanterne_media.package.timeline import Cut, Segment
from lanterne_media.tools import ToolFailed
from tests.media.packaged import KEYS, POLICY, make_clips, make_rung, make_sound

MPD = {"mpd": "urn:mpeg:dash:schema:mpd:2011", "cenc": "urn:mpeg:cenc:2013"}


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    return make_clips(tmp_path_factory.mktemp("clips"))


@pytest.fixture(scope="module")
def clear(clips, tmp_path_factory):
    return clips.packaged(tmp_path_factory.mktemp("clear"))


@pytest.fixture(scope="module")
def encrypted(clips, tmp_path_factory):
    return clips.packaged(tmp_path_factory.mktemp("encrypted"), keys=KEYS)


def mpd_of(package):
    return ElementTree.parse(Path(package.folder) / package.mpd).getroot()


def text_of(package, name="master.m3u8"):
    return (Path(package.folder) / name).read_text()


def listed(package):
    root = Path(package.folder)
    return sorted(str(file.relative_to(root)) for file in root.rglob("*") if file.is_file())


def test_every_track_lies_in_its_folder_with_its_playlist(clear):
    cut = [
        f"{folder}/{file}"
        for folder in (
            "audio/en",
            "audio/fr",
            "video/av1-180p-30",
            "video/h264-180p-30",
            "video/h264-90p-30",
        )
        for file in (
            "00001.m4s",
            "00002.m4s",
            *(["iframes.m3u8"] if "video" in folder else []),
            "init.mp4",
            "media.m3u8",
        )
    ]
    sidecars = [
        f"text/{stem}.{ending}" for stem in ("en", "fr", "fr-2") for ending in ("m3u8", "vtt")
    ]
    images = ["images/00001.jpg", "images/00002.jpg", "images/00003.jpg", "images/sheets.m3u8"]
    assert listed(clear) == sorted([*cut, *sidecars, *images, "manifest.mpd", "master.m3u8"])


def test_a_package_says_what_it_holds(clear):
    assert (clear.mpd, clear.hls, clear.duration, clear.is_encrypted) == (
        "manifest.mpd",
        "master.m3u8",
        4.0,
        False,
    )
    assert [
        (track.kind, track.folder, track.language, track.width, track.height, track.segments)
        for track in clear.tracks
    ] == [
        (TrackKind.VIDEO, "video/h264-180p-30", "", 320, 180, 2),
        (TrackKind.VIDEO, "video/h264-90p-30", "", 160, 90, 2),
        (TrackKind.VIDEO, "video/av1-180p-30", "", 320, 180, 2),
        (TrackKind.SOUND, "audio/fr", "fr", 0, 0, 2),
        (TrackKind.SOUND, "audio/en", "en", 0, 0, 2),
        (TrackKind.CAPTIONS, "text", "fr", 0, 0, 1),
        (TrackKind.CAPTIONS, "text", "en", 0, 0, 1),
        (TrackKind.CAPTIONS, "text", "fr", 0, 0, 1),
    ]
    assert clear.size_bytes == sum(
        (Path(clear.folder) / file).stat().st_size for file in listed(clear)
    )


def test_bandwidths_are_those_of_the_segments_as_stored(clear):
    track = clear.tracks[0]
    sizes = [(Path(clear.folder) / track.folder / f"0000{n}.m4s").stat().st_size for n in (1, 2)]
    assert track.average_bandwidth == 8 * sum(sizes) / 4
    assert track.peak_bandwidth == 8 * max(sizes) / 2


def test_a_short_last_segment_does_not_claim_a_bandwidth_of_its_own():
    sizes = ((4, 400), (4, 480), (1, 300))
    cut = Cut(
        {}, 1, tuple(Segment(str(at), 0, ticks, size) for at, (ticks, size) in enumerate(sizes))
    )
    # 780 bytes in the last five seconds; the last second alone would say 2400 bits per second.
    assert cut.peak_bandwidth == 8 * 780 / 5
    assert cut.average_bandwidth == 1049


def test_no_address_leaves_the_folder(clear, encrypted):
    for package in (clear, encrypted):
        for file in Path(package.folder).rglob("*.m3u8"):
            lines = file.read_text().splitlines()
            named = [line for line in lines if line and not line.startswith("#")] + re.findall(
                r'URI="([^"]+)"', file.read_text()
            )
            assert all(name.startswith("data:") or (file.parent / name).is_file() for name in named)
            assert not any(name.startswith(("/", "http", "..")) for name in named)


def test_the_multivariant_lists_both_codecs_with_everything_a_player_chooses_by(clear):
    by_folder = {track.folder: track for track in clear.tracks}
    sound = max(by_folder["audio/en"].peak_bandwidth, by_folder["audio/fr"].peak_bandwidth)
    average = max(by_folder["audio/en"].average_bandwidth, by_folder["audio/fr"].average_bandwidth)
    track = by_folder["video/av1-180p-30"]
    assert (
        f"#EXT-X-STREAM-INF:BANDWIDTH={track.peak_bandwidth + sound},AVERAGE-BANDWIDTH={track.average_bandwidth + average},"
        'CODECS="av01.0.00M.08,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=24.000,VIDEO-RANGE=SDR,'
        'AUDIO="audio",SUBTITLES="text",CLOSED-CAPTIONS=NONE\nvideo/av1-180p-30/media.m3u8\n'
    ) in text_of(clear)
    assert re.findall(r"^video/.*", text_of(clear), re.MULTILINE) == [
        "video/h264-180p-30/media.m3u8",
        "video/h264-90p-30/media.m3u8",
        "video/av1-180p-30/media.m3u8",
    ]


def test_sounds_and_captions_have_languages_names_and_one_default(clear):
    assert [line for line in text_of(clear).splitlines() if line.startswith("#EXT-X-MEDIA")] == [
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",LANGUAGE="fr",NAME="fr",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/fr/media.m3u8"',
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",LANGUAGE="en",NAME="en",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio/en/media.m3u8"',
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="fr",NAME="Français",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="text/fr.m3u8"',
        (
            '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="en",NAME="en (SDH)",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,'
            'CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound",'
            'URI="text/en.m3u8"'
        ),
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="fr",NAME="Français (forcé)",DEFAULT=NO,AUTOSELECT=YES,FORCED=YES,URI="text/fr-2.m3u8"',
    ]


def test_a_media_playlist_is_exact_to_the_microsecond(clear):
    assert text_of(clear, "audio/fr/media.m3u8").splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        "#EXT-X-TARGETDURATION:3",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="init.mp4"',
        "#EXTINF:2.005333,",
        "00001.m4s",
        "#EXTINF:1.994667,",
        "00002.m4s",
        "#EXT-X-ENDLIST",
    ]


def test_intra_pictures_have_their_playlist(clear):
    text = text_of(clear, "video/h264-90p-30/iframes.m3u8")
    assert "#EXT-X-I-FRAMES-ONLY" in text
    assert re.findall(r"#EXTINF:2\.000000,\n#EXT-X-BYTERANGE:\d+@84\n(\S+)", text) == [
        "00001.m4s",
        "00002.m4s",
    ]
    assert len(re.findall("#EXT-X-I-FRAME-STREAM-INF:", text_of(clear))) == 3


def test_captions_are_one_file_in_both_descriptions(clear):
    assert text_of(clear, "text/fr.m3u8").splitlines()[-3:] == [
        "#EXTINF:4.000000,",
        "fr.vtt",
        "#EXT-X-ENDLIST",
    ]
    sets = mpd_of(clear).findall(".//mpd:AdaptationSet[@contentType='text']", MPD)
    assert [
        (
            one.get("lang"),
            one.find("mpd:Label", MPD).text,
            one.find("mpd:Role", MPD).get("value"),
            one.find(".//mpd:BaseURL", MPD).text,
        )
        for one in sets
    ] == [
        ("fr", "Français", "subtitle", "text/fr.vtt"),
        ("en", "en (SDH)", "caption", "text/en.vtt"),
        ("fr", "Français (forcé)", "forced-subtitle", "text/fr-2.vtt"),
    ]


def test_sheets_are_described_for_both_kinds_of_player(clear):
    lines = text_of(clear, "images/sheets.m3u8").splitlines()
    assert lines[4:] == [
        "#EXT-X-IMAGES-ONLY",
        *(
            "#EXTINF:1.600000,",
            "#EXT-X-TILES:RESOLUTION=32x18,LAYOUT=2x1,DURATION=0.8",
            "00001.jpg",
        ),
        *(
            "#EXTINF:1.600000,",
            "#EXT-X-TILES:RESOLUTION=32x18,LAYOUT=2x1,DURATION=0.8",
            "00002.jpg",
        ),
        *(
            "#EXTINF:0.800000,",
            "#EXT-X-TILES:RESOLUTION=32x18,LAYOUT=2x1,DURATION=0.8",
            "00003.jpg",
        ),
        "#EXT-X-ENDLIST",
    ]
    assert re.search(
        r'#EXT-X-IMAGE-STREAM-INF:BANDWIDTH=\d+,CODECS="jpeg",RESOLUTION=32x18,URI="images/sheets.m3u8"',
        text_of(clear),
    )
    group = mpd_of(clear).find(".//mpd:AdaptationSet[@contentType='image']", MPD)
    template, one = group.find("mpd:SegmentTemplate", MPD), group.find("mpd:Representation", MPD)
    assert (
        group.get("mimeType"),
        template.get("media"),
        template.get("duration"),
        template.get("timescale"),
    ) == (
        "image/jpeg",
        "images/$Number%05d$.jpg",
        "1600",
        "1000",
    )
    tiles = one.find("mpd:EssentialProperty", MPD)
    assert (one.get("width"), one.get("height"), tiles.get("value")) == ("64", "18", "2x1")
    assert tiles.get("schemeIdUri") == "http://dashif.org/guidelines/thumbnail_tile"


def test_the_mpd_lets_a_player_switch_between_the_codecs(clear):
    sets = mpd_of(clear).findall(".//mpd:AdaptationSet[@contentType='video']", MPD)
    assert [
        (
            one.get("id"),
            one.find("mpd:SupplementalProperty", MPD).get("value"),
            [each.get("id") for each in one.findall("mpd:Representation", MPD)],
        )
        for one in sets
    ] == [
        ("0", "1", ["video/h264-180p-30", "video/h264-90p-30"]),
        ("1", "0", ["video/av1-180p-30"]),
    ]


def test_every_sound_has_a_set_of_its_own_and_one_is_main(clear):
    sets = mpd_of(clear).findall(".//mpd:AdaptationSet[@contentType='audio']", MPD)
    assert [(one.get("lang"), one.find("mpd:Role", MPD).get("value")) for one in sets] == [
        ("fr", "main"),
        ("en", "alternate"),
    ]


def test_a_clear_package_names_no_key(clear):
    assert mpd_of(clear).find(".//mpd:ContentProtection", MPD) is None
    assert "EXT-X-KEY" not in text_of(clear, "video/h264-90p-30/media.m3u8")


def test_an_encrypted_package_names_each_track_types_key_id(encrypted):
    kids = {
        one.get("contentType"): one.find("mpd:ContentProtection", MPD).get(
            "{urn:mpeg:cenc:2013}default_KID"
        )
        for one in mpd_of(encrypted).iterfind(".//mpd:AdaptationSet", MPD)
        if one.find("mpd:ContentProtection", MPD) is not None
    }
    assert kids == {
        "video": "00112233-4455-6677-8899-aabbccddeeff",
        "audio": "10112233-4455-6677-8899-aabbccddeeff",
    }
    line = (
        '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="data:text/plain;base64,EBEiM0RVZneImaq7zN3u/w==",'
        'KEYID=0x10112233445566778899aabbccddeeff,KEYFORMAT="org.w3.clearkey",KEYFORMATVERSIONS="1"'
    )
    assert line in text_of(encrypted, "audio/fr/media.m3u8").splitlines()
    assert "KEYID=0x00112233445566778899aabbccddeeff" in text_of(
        encrypted, "video/av1-180p-30/iframes.m3u8"
    )


def test_an_encrypted_mpd_speaks_to_common_and_to_clear_key_players(encrypted):
    group = mpd_of(encrypted).find(".//mpd:AdaptationSet[@contentType='audio']", MPD)
    assert [
        (one.get("schemeIdUri"), one.get("value"))
        for one in group.findall("mpd:ContentProtection", MPD)
    ] == [
        ("urn:mpeg:dash:mp4protection:2011", "cbcs"),
        ("urn:uuid:1077efec-c0b2-4d02-ace3-3c1e52e2fb4b", None),
        ("urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e", "ClearKey1.0"),
    ]


def test_no_key_is_written_anywhere_in_the_package(encrypted):
    secrets = [KEYS.video.key, KEYS.sound.key]
    for file in Path(encrypted.folder).rglob("*"):
        if file.is_file():
            stored = file.read_bytes()
            assert not any(
                secret.encode() in stored or bytes.fromhex(secret) in stored for secret in secrets
            )


def test_a_film_without_sound_is_a_package(clips, tmp_path):
    package = clips.packaged(
        tmp_path, renditions=clips.renditions[:1], sounds=(), captions=(), trick_play=None
    )
    assert [track.folder for track in package.tracks] == ["video/h264-180p-30"]
    assert "AUDIO=" not in text_of(package)
    assert 'CODECS="avc1.4d400c",' in text_of(package)
    assert len(mpd_of(package).findall(".//mpd:AdaptationSet", MPD)) == 1


def test_two_tracks_of_one_language_stay_apart(clips, tmp_path):
    commentary = make_sound(tmp_path, "fr", 880, title="fr")
    package = clips.packaged(
        tmp_path / "out", renditions=clips.renditions[:1], sounds=(clips.sounds[1], commentary)
    )
    assert [track.folder for track in package.tracks if track.kind is TrackKind.SOUND] == [
        "audio/fr",
        "audio/fr-2",
    ]
    assert re.findall(r'TYPE=AUDIO.*NAME="([^"]*)",DEFAULT=(\w+)', text_of(package)) == [
        ("fr", "YES"),
        ("fr 2", "NO"),
    ]
    assert len(mpd_of(package).findall(".//mpd:AdaptationSet[@contentType='audio']", MPD)) == 2


@pytest.mark.slow
def test_a_rate_that_is_no_whole_number_is_kept_exact(tmp_path):
    rung = make_rung(tmp_path, Codec.H264, 160, 90, rate=Rate(24000, 1001), frames=48)
    clips = make_clips(tmp_path)
    package = clips.packaged(
        tmp_path / "out", renditions=[rung], sounds=(), captions=(), trick_play=None
    )
    assert mpd_of(package).find(".//mpd:Representation", MPD).get("frameRate") == "24000/1001"
    assert mpd_of(package).get("mediaPresentationDuration") == "PT2.002000S"
    assert "FRAME-RATE=23.976," in text_of(package)


def test_a_folder_with_a_comma_can_be_packaged(clips, tmp_path):
    package = clips.packaged(tmp_path / "Jules, Jim = $5", renditions=clips.renditions[:1])
    assert package.folder == str(tmp_path / "Jules, Jim = $5")
    assert "manifest.mpd" in listed(package)


def test_leftovers_of_a_killed_run_are_gone_and_a_report_stays(clips, tmp_path):
    (tmp_path / "video" / "h264-1080p-20").mkdir(parents=True)
    (tmp_path / "video" / "h264-1080p-20" / "00001.m4s").write_bytes(b"old")
    (tmp_path / "report.json").write_text("{}")
    package = clips.packaged(tmp_path, renditions=clips.renditions[:1])
    assert [file for file in listed(package) if "1080p" in file or file == "report.json"] == [
        "report.json"
    ]


def test_a_package_without_picture_is_refused(clips, tmp_path):
    with pytest.raises(MediaRefused) as refusal:
        clips.packaged(tmp_path / "out", renditions=())
    assert str(refusal.value) == "A package needs at least one picture track."
    assert not (tmp_path / "out").exists()


def test_a_packager_that_fails_does_not_tell_the_keys(clips, tmp_path):
    broken = tmp_path / "film.mp4"
    broken.write_text("this is no film")
    with pytest.raises(ToolFailed) as failure:
        clips.packaged(
            tmp_path / "out",
            keys=KEYS,
            renditions=[replace(clips.renditions[0], path=str(broken))],
        )
    assert str(failure.value).startswith("packager failed (exit code ")
    assert KEYS.video.key not in str(failure.value)


def test_the_command_names_every_track_once_for_both_descriptions(clips):
    layout = lay_out(clips.renditions[:1], clips.sounds[:1], (), None)
    names = Names(
        {clips.renditions[0].path: "/in/a.mp4", clips.sounds[0].path: "/in/b.mp4"},
        "/out",
        "/room/flags",
    )
    assert command(layout, POLICY.segment_seconds, names) == [
        "packager",
        "--quiet",
        ("in=/in/a.mp4,stream=video,init_segment=/out/video/h264-180p-30/init.mp4,"
        "segment_template=/out/video/h264-180p-30/$Number%05d$.m4s,playlist_name=video/h264-180p-30/media.m3u8,"
        "iframe_playlist_name=video/h264-180p-30/iframes.m3u8,drm_label=VIDEO"),
        ("in=/in/b.mp4,stream=audio,init_segment=/out/audio/en/init.mp4,"
        "segment_template=/out/audio/en/$Number%05d$.m4s,playlist_name=audio/en/media.m3u8,drm_label=AUDIO"),
        "--mpd_output=/out/manifest.mpd",
        "--hls_master_playlist_output=/out/master.m3u8",
        "--segment_duration=2",
        "--generate_static_live_mpd",
        "--flagfile=/room/flags",
    ]  # fmt: skip


def test_a_clear_command_names_no_label(clips):
    layout = lay_out(clips.renditions[:1], (), (), None)
    words = command(layout, 4.0, Names({clips.renditions[0].path: "/in/a.mp4"}, "/out"))
    assert not any("drm_label" in word or "flagfile" in word for word in words)


def test_a_name_cannot_break_out_of_a_playlist(clips):
    cut = Cut({"codecs": "mp4a.40.2"}, 48000, (Segment("00001.m4s", 0, 96000, 1000),), "2")
    odd = replace(clips.sounds[0], title='A"\n#EXT-X-EVIL')
    text = hls.multivariant(lay_out((), [odd], (), None), hls.Facts({"audio/en": cut}, {}, {}))
    assert 'NAME="A\' #EXT-X-EVIL"' in text
    assert "\n#EXT-X-EVIL" not in text


def test_a_language_that_is_no_language_tag_cannot_name_a_folder(clips):
    odd = replace(clips.sounds[0], language="../../etc")
    assert lay_out((), [odd], (), None).sounds[0].folder == "audio/und"


def test_dynamics_are_read_where_the_packager_saw_them():
    text = "#EXT-X-STREAM-INF:BANDWIDTH=1,VIDEO-RANGE=PQ\nvideo/a/media.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nvideo/b/media.m3u8\n"
    assert hls.read_ranges(text) == {"video/a": "PQ"}


def test_equal_segments_share_a_line_of_the_timeline_and_a_gap_starts_another():
    segments = [Segment("", start, ticks, 1) for start, ticks in ((0, 4), (4, 4), (8, 2), (20, 2))]
    timeline = ElementTree.fromstring("<t/>")
    dash._add_timeline(timeline, Cut({}, 1, tuple(segments)))
    assert [dict(entry.attrib) for entry in timeline] == [
        {"t": "0", "d": "4", "r": "1"},
        {"d": "2"},
        {"t": "20", "d": "2"},
    ]
