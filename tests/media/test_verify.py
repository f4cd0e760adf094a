"""Every check of the verifier, proven by breaking a good package in one place."""

import contextlib
import re
import shutil
import struct
from pathlib import Path

import pytest

from lanterne_media.model import Codec, ContentKey, Keys, Rate
from lanterne_media.tools import Finished, ToolFailed, Tools
from lanterne_media.verify import decoding, mpd, verify
from lanterne_media.verify.boxes import Malformed, read_init, read_piece
from tests.media.packaged import FRAMES, KEYS, RATE, SECONDS, make_clips, make_rung, make_sound

PICTURE, SMALL, AV1 = "video/h264-180p-30", "video/h264-90p-30", "video/av1-180p-30"


class DecodesNothing:
    """Stands in for ffmpeg where a fault must be seen before anything is decoded."""

    def run(self, command, **_):
        raise AssertionError(f"decoded although something was wrong already: {command}")


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    return make_clips(tmp_path_factory.mktemp("clips"))


@pytest.fixture(scope="module")
def originals(clips, tmp_path_factory):
    root = tmp_path_factory.mktemp("packages")
    clips.packaged(root / "clear")
    clips.packaged(root / "encrypted", keys=KEYS)
    return root


@pytest.fixture
def folder(originals, tmp_path):
    return Path(shutil.copytree(originals / "clear", tmp_path / "package"))


@pytest.fixture
def encrypted(originals, tmp_path):
    return Path(shutil.copytree(originals / "encrypted", tmp_path / "package"))


def verified(folder, *, keys=None, run=None, duration=SECONDS, frames=FRAMES, rate=RATE):
    return verify(
        folder, duration=duration, frames=frames, rate=rate, keys=keys, run=run or DecodesNothing()
    )


def rewrite(path, old, new, count=1):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))


def box_at(content, *path):
    """Where the body of a box begins."""
    start, end = 0, len(content)
    for kind in path:
        while True:
            assert start < end, f"no {kind} box"
            size, found = struct.unpack_from(">I4s", content, start)
            if found == kind:
                start, end = start + 8, start + size
                break
            start += size
    return start


def patch(path, *boxes, at, value):
    content = bytearray(path.read_bytes())
    place = box_at(content, *boxes) + at
    content[place : place + len(value)] = value
    path.write_bytes(content)


# Sound packages


def test_a_clear_package_is_sound(folder):
    assert verified(folder, run=Tools()) == ()


@pytest.mark.slow
def test_an_encrypted_package_is_sound_with_its_keys(encrypted):
    assert verified(encrypted, keys=KEYS, run=Tools()) == ()


@pytest.mark.slow
def test_a_report_and_posters_may_lie_beside_the_package(folder):
    (folder / "report.json").write_text("{}")
    (folder / "posters").mkdir()
    (folder / "posters" / "1.jpg").write_bytes(b"x")
    assert verified(folder, run=Tools()) == ()


@pytest.mark.slow
def test_a_rung_alone_without_sound_at_a_broken_rate_is_sound(clips, tmp_path):
    rate = Rate(30000, 1001)
    rung = make_rung(tmp_path, Codec.H264, 160, 90, rate=rate, frames=75)
    clips.packaged(tmp_path / "out", renditions=[rung], sounds=(), captions=(), trick_play=None)
    assert (
        verified(tmp_path / "out", duration=rate.seconds(75), frames=75, rate=rate, run=Tools())
        == ()
    )


@pytest.mark.slow
def test_nothing_is_left_in_the_temporary_folder(folder, tmp_path, monkeypatch):
    (tmp_path / "room").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "room"))
    assert verified(folder, run=Tools()) == ()
    assert list((tmp_path / "room").iterdir()) == []


# Descriptions


@pytest.mark.parametrize(
    "name", ["manifest.mpd", "master.m3u8", "text/fr.m3u8", f"{SMALL}/media.m3u8"]
)
def test_a_missing_description_is_told(folder, name):
    (folder / name).unlink()
    assert verified(folder) == (f"{name} is missing.",)


def test_an_mpd_that_is_no_xml_is_told(folder):
    (folder / "manifest.mpd").write_text("<MPD>")
    assert verified(folder) == ("manifest.mpd is not XML.",)


def test_an_mpd_that_would_grow_when_read_is_told(folder):
    bomb = '<!DOCTYPE MPD [<!ENTITY a "aaaa">]>'
    rewrite(folder / "manifest.mpd", "<MPD", f"{bomb}<MPD")
    assert verified(folder) == ("manifest.mpd is not XML.",)


def test_an_mpd_without_its_length_is_told(folder):
    rewrite(folder / "manifest.mpd", "mediaPresentationDuration", "duration")
    assert verified(folder) == ("manifest.mpd lacks or misspells 'mediaPresentationDuration'.",)


def test_an_mpd_that_repeats_a_segment_without_end_is_told(folder):
    rewrite(folder / "manifest.mpd", ' r="1"', ' r="99999999999"')
    assert verified(folder) == ('manifest.mpd lacks or misspells r="99999999999".',)


def test_an_mpd_without_tracks_is_told(folder):
    text = (folder / "manifest.mpd").read_text()
    (folder / "manifest.mpd").write_text(re.sub("<Period.*</Period>", "", text, flags=re.DOTALL))
    assert verified(folder) == ("manifest.mpd describes no track.",)


def test_a_multivariant_that_is_no_playlist_is_told(folder):
    (folder / "master.m3u8").write_text("<html>")
    assert verified(folder) == ("master.m3u8 is not a playlist.",)


def test_a_playlist_that_is_not_text_is_told(folder):
    (folder / "master.m3u8").write_bytes(b"\xff\xfe\x00")
    assert verified(folder) == ("master.m3u8 is not text.",)


def test_an_empty_multivariant_is_told(folder):
    (folder / "master.m3u8").write_text("#EXTM3U\n")
    assert verified(folder) == ("master.m3u8 offers nothing to watch.",)


def test_a_playlist_cut_short_is_told(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXT-X-ENDLIST\n", "")
    assert verified(folder) == (f"{PICTURE}/media.m3u8 does not end.",)


def test_a_segment_without_duration_is_told(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXTINF:2.000000,\n", "")
    assert verified(folder) == (f"{PICTURE}/media.m3u8 names 00001.m4s without its duration.",)


def test_a_variant_without_bandwidth_is_told(folder):
    rewrite(folder / "master.m3u8", "AVERAGE-BANDWIDTH=", "AVERAGE=")
    assert verified(folder) == ("master.m3u8 offers a variant without its bandwidths.",)


def test_a_group_of_sounds_that_is_not_there_is_told(folder):
    rewrite(folder / "master.m3u8", 'AUDIO="audio"', 'AUDIO="surround"')
    assert verified(folder) == (
        "master.m3u8 offers a picture with sounds “surround”, which it does not list.",
    )


@pytest.mark.parametrize(
    "address", ["../other/00001.m4s", "/etc/passwd", "https://elsewhere.example/00001.m4s"]
)
def test_an_address_outside_the_package_is_told(folder, address):
    rewrite(folder / PICTURE / "media.m3u8", "00001.m4s", address)
    assert verified(folder) == (
        f"{PICTURE}/media.m3u8 names {address}, which is not inside the package.",
    )


@pytest.mark.parametrize(("length", "sheets"), [("PT4.850000S", 3), ("PT4.950000S", 4)])
def test_a_few_milliseconds_more_ask_for_no_further_sheet(folder, length, sheets):
    rewrite(folder / "manifest.mpd", "PT4.000000S", length)
    named = mpd.read(folder).sidecars
    assert sum(name.startswith("images/") for name in named) == sheets


# Files


def test_a_deleted_segment_is_told(folder):
    (folder / SMALL / "00002.m4s").unlink()
    assert verified(folder) == (f"{SMALL}/00002.m4s is named by manifest.mpd and missing.",)


@pytest.mark.parametrize(
    "name", [f"{SMALL}/00002.m4s", f"{SMALL}/init.mp4", "text/fr.vtt", "images/00003.jpg"]
)
def test_an_empty_file_is_told(folder, name):
    (folder / name).write_bytes(b"")
    extra = (
        (f"{SMALL}/iframes.m3u8 points past the end of {name}.",) if name.endswith("m4s") else ()
    )
    assert verified(folder) == (f"{name} is empty.", *extra)


@pytest.mark.parametrize(
    "name", [f"{SMALL}/00003.m4s", "audio/de/init.mp4", "images/00004.jpg", "left.m4s"]
)
def test_a_file_that_nothing_names_is_told(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"left behind")
    assert verified(folder) == (f"{name} is named by neither description.",)


def test_captions_that_are_no_webvtt_are_told(folder):
    (folder / "text" / "fr.vtt").write_text("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n")
    assert verified(folder) == ("text/fr.vtt is not WebVTT.",)


def test_a_sheet_cut_short_is_told(folder):
    sheet = folder / "images" / "00002.jpg"
    sheet.write_bytes(sheet.read_bytes()[:-10])
    assert verified(folder) == ("images/00002.jpg is not a whole picture.",)


def test_an_intra_picture_past_the_end_of_its_file_is_told(folder):
    path = folder / SMALL / "iframes.m3u8"
    path.write_text(re.sub(r"BYTERANGE:\d+@84", "BYTERANGE:999999@84", path.read_text(), count=1))
    assert verified(folder) == (f"{SMALL}/iframes.m3u8 points past the end of {SMALL}/00001.m4s.",)


def test_a_track_that_only_the_mpd_knows_is_told(folder):
    text = (folder / "master.m3u8").read_text()
    kept = [line for line in text.splitlines() if "audio/en" not in line]
    (folder / "master.m3u8").write_text("\n".join(kept))
    (folder / "audio/en/media.m3u8").unlink()
    assert verified(folder) == ("audio/en is in the MPD and in no playlist.",)


def test_a_track_that_only_hls_knows_is_told(folder):
    text = (folder / "manifest.mpd").read_text()
    without = re.sub(
        r'<AdaptationSet id="\d" contentType="audio" mimeType="audio/mp4" lang="en".*?</AdaptationSet>',
        "",
        text,
        flags=re.DOTALL,
    )
    (folder / "manifest.mpd").write_text(without)
    assert verified(folder) == ("audio/en is in a playlist and not in the MPD.",)


def test_a_playlist_that_leaves_a_segment_out_is_told(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXTINF:2.000000,\n00002.m4s\n", "")
    assert verified(folder) == (f"The MPD and {PICTURE}/media.m3u8 do not list the same segments.",)


# Segments


def test_a_truncated_segment_is_told(folder):
    segment = folder / SMALL / "00002.m4s"
    segment.write_bytes(segment.read_bytes()[:-100])
    assert verified(folder) == (f"{SMALL}/00002.m4s ends in the middle of a box.",)


def test_a_segment_with_fewer_bytes_of_media_than_its_index_counts_is_told(folder):
    segment = folder / SMALL / "00002.m4s"
    content = segment.read_bytes()
    place = box_at(content, b"mdat") - 8
    held = struct.unpack_from(">I", content, place)[0] - 8
    segment.write_bytes(
        content[:place] + struct.pack(">I", held + 8 - 50) + content[place + 4 : -50]
    )
    assert verified(folder) == (
        f"{SMALL}/00002.m4s holds {held - 50} bytes of media where its index counts {held}.",
    )


def test_a_segment_of_zeroes_is_told(folder):
    segment = folder / SMALL / "00002.m4s"
    segment.write_bytes(bytes(segment.stat().st_size))
    assert verified(folder) == (f"{SMALL}/00002.m4s ends in the middle of a box.",)


def test_two_swapped_segments_are_told(folder):
    one, two = folder / AV1 / "00001.m4s", folder / AV1 / "00002.m4s"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert (
        verified(folder)[-1]
        == f"{AV1}/00002.m4s starts at 0.000 s, but {AV1}/00001.m4s ends at 4.000 s."
    )


def test_a_segment_that_starts_in_the_middle_of_a_group_of_pictures_is_told(folder):
    content = (folder / PICTURE / "00002.m4s").read_bytes()
    flags = struct.unpack_from(">I", content, box_at(content, b"moof", b"traf", b"trun"))[0]
    fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    at = 12 + 4 * fields.index(0x400)
    patch(
        folder / PICTURE / "00002.m4s",
        b"moof",
        b"traf",
        b"trun",
        at=at,
        value=struct.pack(">I", 0x01010000),
    )
    assert verified(folder) == (f"{PICTURE}/00002.m4s does not start with a key frame.",)


def test_an_init_segment_of_another_kind_is_told(folder):
    patch(folder / SMALL / "init.mp4", b"moov", b"trak", b"mdia", b"hdlr", at=8, value=b"text")
    assert verified(folder) == (f"{SMALL}/init.mp4 is neither picture nor sound.",)


def test_an_init_segment_without_time_is_told(folder):
    patch(folder / SMALL / "init.mp4", b"moov", b"trak", b"mdia", b"mdhd", at=12, value=bytes(4))
    assert verified(folder) == (f"{SMALL}/init.mp4 counts time in units of nothing.",)


# Against the film


def test_a_frame_that_is_missing_from_every_rung_is_told(folder):
    assert verified(folder, frames=97, duration=97 / 24) == (
        f"{PICTURE} holds 96 frames, the film 97.",
        f"{SMALL} holds 96 frames, the film 97.",
        f"{AV1} holds 96 frames, the film 97.",
        "audio/fr lasts 4.000 s, the film 4.042 s.",
        "audio/en lasts 4.000 s, the film 4.042 s.",
    )


@pytest.mark.slow
def test_a_rung_that_is_shorter_than_the_others_is_told(clips, tmp_path):
    short = make_rung(tmp_path, Codec.H264, 160, 90, frames=94)
    clips.packaged(
        tmp_path / "out", renditions=[clips.renditions[0], short], captions=(), trick_play=None
    )
    assert verified(tmp_path / "out") == (
        f"{SMALL} holds 94 frames, the film 96.",
        f"{SMALL} lasts 3.917 s, the film 4.000 s.",
    )


@pytest.mark.slow
def test_sound_of_another_length_is_told(clips, tmp_path):
    short = make_sound(tmp_path, "de", 440, seconds=3.9)
    clips.packaged(
        tmp_path / "out",
        renditions=clips.renditions[:1],
        sounds=[short],
        captions=(),
        trick_play=None,
    )
    assert verified(tmp_path / "out") == ("audio/de lasts 3.900 s, the film 4.000 s.",)


@pytest.mark.slow
def test_a_rung_cut_at_other_instants_is_told(clips, tmp_path):
    other = make_rung(tmp_path, Codec.H264, 160, 90, every=30)
    clips.packaged(
        tmp_path / "out",
        renditions=[clips.renditions[0], other],
        sounds=(),
        captions=(),
        trick_play=None,
    )
    assert verified(tmp_path / "out") == (
        f"{SMALL} is not cut at the same instants as {PICTURE} (segment 2: 2.500 s, not 2.000 s).",
    )


def test_sound_that_starts_late_is_told(folder):
    for number, start in ((1, 4000), (2, 4000 + 97280)):
        segment = folder / "audio" / "fr" / f"0000{number}.m4s"
        patch(segment, b"moof", b"traf", b"tfdt", at=4, value=struct.pack(">I", start))
    patch(folder / "audio/fr/00001.m4s", b"sidx", at=28, value=struct.pack(">I", 97280))
    assert verified(folder) == (
        f"audio/fr starts +62 ms away from {PICTURE}.",
        # The encoder's warming up is no longer hidden, so the first segment shows one frame more.
        "manifest.mpd gives audio/fr/00001.m4s 2.005 s, it lasts 2.027 s.",
        "audio/fr/media.m3u8 gives audio/fr/00001.m4s 2.005 s, it lasts 2.027 s.",
    )


# Against the descriptions


def test_a_duration_edited_in_a_playlist_is_told(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXTINF:2.000000,", "#EXTINF:2.500000,")
    assert verified(folder) == (
        f"{PICTURE}/media.m3u8 gives {PICTURE}/00001.m4s 2.500 s, it lasts 2.000 s.",
    )


def test_a_duration_edited_in_the_mpd_is_told(folder):
    rewrite(folder / "manifest.mpd", '<S t="0" d="96256" />', '<S t="0" d="90000" />')
    assert verified(folder) == ("manifest.mpd gives audio/fr/00001.m4s 1.875 s, it lasts 2.005 s.",)


def test_a_length_edited_in_the_mpd_is_told(folder):
    rewrite(folder / "manifest.mpd", "PT4.000000S", "PT3.800000S")
    assert verified(folder) == ("manifest.mpd says that the film lasts 3.800 s, not 4.000 s.",)


def test_a_bandwidth_that_the_mpd_makes_small_is_told(folder):
    path = folder / "manifest.mpd"
    taken = re.search(rf'id="{AV1}" bandwidth="(\d+)"', path.read_text())[1]
    rewrite(path, f'bandwidth="{taken}"', 'bandwidth="1000"')
    assert verified(folder) == (
        f"manifest.mpd promises {AV1} in 1000 bits per second, it takes {taken}.",
    )


@pytest.mark.parametrize(
    ("word", "said"), [(":BANDWIDTH=", "at most"), (",AVERAGE-BANDWIDTH=", "on average")]
)
def test_a_bandwidth_that_the_multivariant_makes_small_is_told(folder, word, said):
    path = folder / "master.m3u8"
    line = next(
        line for line in path.read_text().splitlines() if line.startswith("#EXT-X-STREAM-INF")
    )
    taken = re.search(rf"{word}(\d+)", line)[1]
    rewrite(path, line, line.replace(f"{word}{taken}", f"{word}1000"))
    assert verified(folder) == (
        f"master.m3u8 promises {PICTURE} in 1000 bits per second {said}, it takes {taken}.",
    )


# Against the keys


def test_a_clear_package_does_not_pass_for_an_encrypted_one(folder):
    assert verified(folder, keys=KEYS) == tuple(
        f"{name} is not encrypted with cbcs."
        for name in (PICTURE, SMALL, AV1, "audio/fr", "audio/en")
    )


def test_an_encrypted_package_does_not_pass_for_a_clear_one(encrypted):
    assert verified(encrypted) == tuple(
        f"{name} is encrypted, but no key was asked for."
        for name in (PICTURE, SMALL, AV1, "audio/fr", "audio/en")
    )


def test_a_track_encrypted_for_another_key_id_is_told(encrypted):
    other = Keys(video=KEYS.video, sound=ContentKey("f" * 32, KEYS.sound.key))
    assert verified(encrypted, keys=other) == tuple(
        f"{name} is encrypted for key id {KEYS.sound.kid}, not {'f' * 32}."
        for name in ("audio/fr", "audio/en")
    )


def test_a_key_id_edited_in_the_mpd_is_told(encrypted):
    rewrite(
        encrypted / "manifest.mpd",
        "00112233-4455-6677-8899-aabbccddeeff",
        "ffffffff-4455-6677-8899-aabbccddeeff",
    )
    assert verified(encrypted, keys=KEYS) == tuple(
        f"manifest.mpd names key id ffffffff445566778899aabbccddeeff, {name}/init.mp4 {KEYS.video.kid}."
        for name in (PICTURE, SMALL)
    )


def test_a_key_line_missing_from_a_playlist_is_told(encrypted):
    path = encrypted / PICTURE / "media.m3u8"
    path.write_text(re.sub(r"#EXT-X-KEY.*\n", "", path.read_text()))
    assert verified(encrypted, keys=KEYS) == (
        f"{PICTURE}/media.m3u8 names key id none, {PICTURE}/init.mp4 {KEYS.video.kid}.",
    )


def test_a_segment_left_in_the_clear_is_told(originals, encrypted):
    shutil.copyfile(originals / "clear" / SMALL / "00001.m4s", encrypted / SMALL / "00001.m4s")
    wrong = verified(encrypted, keys=KEYS)
    assert wrong == (f"{SMALL}/00001.m4s is not encrypted.",)


def test_a_wrong_key_under_the_right_id_is_told(encrypted):
    other = Keys(video=ContentKey(KEYS.video.kid, "f" * 32), sound=KEYS.sound)
    (wrong,) = verified(encrypted, keys=other, run=Tools())
    assert wrong.startswith(f"{PICTURE} does not decode: ")
    assert "f" * 32 not in wrong


@pytest.mark.slow
def test_a_wrong_key_for_the_sound_is_told(encrypted):
    other = Keys(video=KEYS.video, sound=ContentKey(KEYS.sound.kid, "f" * 32))
    (wrong,) = verified(encrypted, keys=other, run=Tools())
    assert wrong.startswith("audio/fr d")


# Decoding


@pytest.mark.parametrize("name", [PICTURE, AV1, "audio/fr"])
def test_media_overwritten_inside_a_segment_is_told(folder, name):
    segment = folder / name / "00002.m4s"
    content = bytearray(segment.read_bytes())
    place = box_at(content, b"mdat") + 1000
    content[place : place + 2000] = bytes(index * 37 % 251 for index in range(2000))
    segment.write_bytes(content)
    (wrong,) = verified(folder, run=Tools())
    assert wrong.startswith(f"{name} d")


class Decodes:
    """An ffmpeg that says what it is told to say."""

    def __init__(self, stdout=b"", stderr="", failure=None):
        self.answer, self.failure = Finished(stdout, stderr, 0.0), failure

    def run(self, command, **_):
        if self.failure:
            raise ToolFailed(command, 183, self.failure)
        return self.answer


def test_frames_lost_in_decoding_are_told(folder):
    assert verified(
        folder, run=Decodes(b"frame=12\nprogress=continue\nframe=95\nprogress=end\n")
    ) == (f"{PICTURE} decodes to 95 frames of 96.",)


def test_a_decoder_that_says_nothing_has_decoded_nothing(folder):
    assert verified(folder, run=Decodes()) == (f"{PICTURE} decodes to 0 frames of 96.",)


def test_a_decoder_that_complains_and_goes_on_is_believed(folder):
    said = "[h264 @ 0x55e] [eror] error while decoding MB 1 2\nmore\n"
    assert verified(folder, run=Decodes(b"frame=96\n", said)) == (
        f"{PICTURE} does not decode: error while decoding MB 1 2.",
    )


def test_a_machine_without_memory_says_nothing_of_a_package(folder):
    with pytest.raises(ToolFailed, match="memory"):
        verified(folder, run=Decodes(failure="Error while opening decoder: Cannot allocate memory"))


def test_a_decoder_that_fails_is_quoted_without_its_addresses(folder):
    run = Decodes(
        failure="[in#0 @ 0x564a3e] Error opening input: Invalid data found.\nConversion failed!\n"
    )
    assert verified(folder, run=run) == (
        f"{PICTURE} does not decode: Error opening input: Invalid data found.",
    )


@pytest.mark.slow
def test_every_track_is_decoded_and_no_key_is_on_a_command_line(encrypted):
    seen = []

    class Notes(Tools):
        def run(self, command, **words):
            seen.append(command)
            return super().run(command, **words)

    assert verified(encrypted, keys=KEYS, run=Notes()) == ()
    assert len(seen) == 5
    assert not any(
        key.key in word for command in seen for word in command for key in (KEYS.video, KEYS.sound)
    )


def test_the_decoding_command_keeps_the_pictures_own_instants(folder):
    class A:
        is_picture = True

    words = decoding.command(Path("/room/film.ffconcat"), A(), Path("/room/looks"), 12)
    assert words == [
        *("ffmpeg", "-v", "error", "-nostdin", "-xerror", "-err_detect", "explode"),
        *("-protocol_whitelist", "file,concatf", "-f", "concat", "-safe", "0"),
        *("-i", "file:/room/film.ffconcat", "-map", "0", "-fps_mode", "passthrough"),
        *("-f", "null", "-progress", "pipe:1", "-nostats", "-"),
        *("-map", "0:v", "-vf", "select=not(mod(n\\,12)),scale=32:18:flags=area,format=gray"),
        *("-fps_mode", "passthrough", "-f", "rawvideo", "file:/room/looks"),
    ]


@pytest.mark.slow
def test_a_folder_with_odd_letters_can_be_verified(originals, tmp_path):
    odd = tmp_path / "Jules' \\ et  Jim, 100 %"
    shutil.copytree(originals / "clear", odd)
    assert verified(odd, run=Tools()) == ()


# The reader of boxes


def test_a_reader_never_fails_otherwise_than_by_saying_so(originals):
    init_bytes = (originals / "encrypted" / PICTURE / "init.mp4").read_bytes()
    piece_bytes = (originals / "encrypted" / PICTURE / "00001.m4s").read_bytes()[:1600]
    init = read_init(init_bytes)
    for at in range(0, 1400, 3):
        for content, read in (
            (init_bytes, read_init),
            (piece_bytes, lambda given: read_piece(given, init)),
        ):
            broken = bytearray(content)
            broken[at % len(broken)] ^= 0xFF
            with contextlib.suppress(Malformed):
                read(bytes(broken))
