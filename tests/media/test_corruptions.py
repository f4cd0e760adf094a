"""One sound package, broken on purpose in one place after another: each time verification says where and what."""

import base64
import re
import shutil
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lanterne_media import drm
from lanterne_media.model import Codec
from lanterne_media.package import package
from lanterne_media.tools import Tools
from lanterne_media.verify import verify
from tests.media.packaged import FRAMES, KEYS, POLICY, RATE, SECONDS, make_clips, make_rung
from tests.media.test_verify import AV1, PICTURE, SMALL, DecodesNothing, patch, rewrite

pytestmark = pytest.mark.slow

MPD, MASTER = "manifest.mpd", "master.m3u8"
MOVING = "testsrc2=s={size}:r={rate},scroll=h=0.02"


@dataclass(frozen=True)
class Corruption:
    """How a package is broken, and the sentence (or how it begins) that tells it."""

    name: str
    broken: Callable[[Path], object]
    said: str
    is_encrypted: bool = False
    is_decoded: bool = False


TABLE: list[Corruption] = []


def corruption(said, **words):
    """Put a way to break a package into the table, under the name of the function."""

    def put(broken):
        TABLE.append(Corruption(broken.__name__, broken, said, **words))
        return broken

    return put


# Files


@corruption(f"{SMALL}/00002.m4s is named by {MPD} and missing.")
def a_segment_is_missing(folder):
    (folder / SMALL / "00002.m4s").unlink()


@corruption("audio/fr/00001.m4s is empty.")
def a_segment_is_empty(folder):
    (folder / "audio/fr/00001.m4s").write_bytes(b"")


@corruption(f"{AV1}/00002.m4s ends in the middle of a box.")
def a_segment_is_cut_short(folder):
    segment = folder / AV1 / "00002.m4s"
    segment.write_bytes(segment.read_bytes()[:-1])


@corruption(f"{PICTURE}/00002.m4s starts at 0.000 s, but {PICTURE}/00001.m4s ends at 4.000 s.")
def two_segments_are_swapped(folder):
    swap(folder / PICTURE / "00001.m4s", folder / PICTURE / "00002.m4s")


@corruption("audio/en/00002.m4s starts at 0.000 s, but audio/en/00001.m4s ends at 2.027 s.")
def a_segment_stands_twice(folder):
    shutil.copyfile(folder / "audio/en/00001.m4s", folder / "audio/en/00002.m4s")


@corruption(f"{PICTURE} does not decode: ", is_decoded=True)
def a_segment_is_of_another_rung(folder):
    shutil.copyfile(folder / SMALL / "00002.m4s", folder / PICTURE / "00002.m4s")
    # The playlist of key frames tells where a key frame ends.
    iframes = folder / PICTURE / "iframes.m3u8"
    iframes.write_text(re.sub(r"BYTERANGE:\d+", "BYTERANGE:100", iframes.read_text()))


@corruption(f"{SMALL}/00002.m4s ")
def a_segment_is_of_a_sound(folder):
    shutil.copyfile(folder / "audio/fr/00002.m4s", folder / SMALL / "00002.m4s")


@corruption(f"{MPD} gives {SMALL} the size 160x90, it is 320x180.")
def an_init_segment_is_of_another_rung(folder):
    shutil.copyfile(folder / PICTURE / "init.mp4", folder / SMALL / "init.mp4")


@corruption(
    "audio/en/00001.m4s has an index of 16606 bytes and 96256 ticks, 48000 a second; "
    "it holds 16606 and 96256, 12288 a second."
)
def an_init_segment_is_of_a_picture(folder):
    shutil.copyfile(folder / PICTURE / "init.mp4", folder / "audio/en/init.mp4")


@corruption(f"{SMALL}/00003.m4s is named by neither description.")
def a_segment_too_many_lies_there(folder):
    shutil.copyfile(folder / SMALL / "00002.m4s", folder / SMALL / "00003.m4s")


# Boxes of segments


@corruption(f"{PICTURE}/00002.m4s is of track 7, its init segment opens track 1.")
def the_track_number_is_another(folder):
    patch(
        folder / PICTURE / "00002.m4s", b"moof", b"traf", b"tfhd", at=4, value=struct.pack(">I", 7)
    )


@corruption(f"{PICTURE}/00002.m4s starts at 2.250 s, but {PICTURE}/00001.m4s ends at 2.000 s.")
def the_decoding_time_is_late(folder):
    flags = folder / PICTURE / "00002.m4s"
    patch(flags, b"moof", b"traf", b"tfdt", at=4, value=struct.pack(">I", 27648))


@corruption(f"{PICTURE}/00001.m4s looks for its media at byte 560, it begins at byte 760.")
def the_media_is_looked_for_elsewhere(folder):
    patch(
        folder / PICTURE / "00001.m4s",
        b"moof",
        b"traf",
        b"trun",
        at=8,
        value=struct.pack(">I", 476),
    )


@corruption(f"{AV1}/00001.m4s holds ")
def a_sample_is_said_to_be_larger(folder):
    patch(
        folder / AV1 / "00001.m4s",
        b"moof",
        b"traf",
        b"trun",
        at=12,
        value=struct.pack(">I", 99999),
    )


@corruption(f"{PICTURE}/00001.m4s shows a frame for 0.000 s, one of the film lasts 0.042 s.")
def a_frame_is_shown_late(folder):
    # The composition offset of the second sample (size, flags, offset): the frame of another instant stays away.
    at = 12 + 12 + 8
    patch(
        folder / PICTURE / "00001.m4s",
        b"moof",
        b"traf",
        b"trun",
        at=at,
        value=struct.pack(">I", 5120),
    )


@corruption(f"{SMALL}/00002.m4s has an index of 1 bytes and 24576 ticks, 12288 a second; ")
def the_index_counts_other_bytes(folder):
    patch(folder / SMALL / "00002.m4s", b"sidx", at=24, value=struct.pack(">I", 1))


@corruption("audio/en/00001.m4s has no moof box.")
def a_box_has_lost_its_name(folder):
    segment = folder / "audio/en/00001.m4s"
    segment.write_bytes(segment.read_bytes().replace(b"moof", b"moog", 1))


@corruption(f"{SMALL}/init.mp4 holds 2 tracks instead of one.")
def an_init_segment_opens_two_tracks(folder):
    init = folder / SMALL / "init.mp4"
    content = init.read_bytes()
    at = content.index(b"trak") - 4
    size = struct.unpack_from(">I", content, at)[0]
    twice = content[: at + size] + content[at:]
    moov = content.index(b"moov") - 4
    grown = struct.unpack_from(">I", content, moov)[0] + size
    init.write_bytes(twice[:moov] + struct.pack(">I", grown) + twice[moov + 4 :])


# Encryption


@corruption(f"{SMALL}/00002.m4s is not encrypted.", is_encrypted=True)
def a_segment_says_nothing_of_its_encryption(folder):
    rename_box(folder / SMALL / "00002.m4s", b"senc", b"free")


@corruption(
    f"{PICTURE}/00001.m4s says of other bytes that they are encrypted than its samples have.",
    is_encrypted=True,
)
def less_is_said_to_be_encrypted(folder):
    patch_at(folder / PICTURE / "00001.m4s", b"senc", 8 + 4, struct.pack(">I", 64))


@corruption(
    f"{PICTURE}/00001.m4s does not say how long its notes on encryption are (saiz).",
    is_encrypted=True,
)
def the_notes_on_encryption_are_longer(folder):
    patch_at(folder / PICTURE / "00001.m4s", b"saiz", 4, b"\x10")


@corruption(
    f"{PICTURE}/00001.m4s does not say where its notes on encryption are (saio).",
    is_encrypted=True,
)
def the_notes_on_encryption_lie_elsewhere(folder):
    patch_at(folder / PICTURE / "00001.m4s", b"saio", 8, struct.pack(">I", 4))


@corruption(f"{SMALL} is encrypted for key id {'f' * 32}, not {KEYS.video.kid}.", is_encrypted=True)
def the_key_id_is_another(folder):
    init = folder / SMALL / "init.mp4"
    init.write_bytes(init.read_bytes().replace(bytes.fromhex(KEYS.video.kid), b"\xff" * 16))


@corruption(
    f"{SMALL}/init.mp4 asks for other keys than {KEYS.video.kid} (pssh).", is_encrypted=True
)
def the_licence_is_for_another_key(folder):
    patch_at(folder / SMALL / "init.mp4", b"pssh", 24, b"\xff" * 16)
    patch_at(folder / SMALL / "init.mp4", b"pssh", 40, b"\xff" * 16)


@corruption(
    f"{SMALL}/init.mp4 does not say how its samples are encrypted (tenc).", is_encrypted=True
)
def the_samples_are_said_to_be_clear(folder):
    patch_at(folder / SMALL / "init.mp4", b"tenc", 6, b"\0")


@corruption(f"{AV1} is not encrypted with cbcs.", is_encrypted=True)
def the_scheme_is_another(folder):
    patch_at(folder / AV1 / "init.mp4", b"schm", 4, b"cenc")


@corruption(f"{PICTURE} d", is_encrypted=True, is_decoded=True)
def the_initialisation_vector_is_another(folder):
    patch_at(folder / PICTURE / "init.mp4", b"tenc", 25, bytes(16))


@corruption(f"{PICTURE} d", is_encrypted=True, is_decoded=True)
def encrypted_media_is_overwritten(folder):
    overwrite(folder / PICTURE / "00001.m4s", 20_000)


# The MPD


@corruption(f"{MPD} says that the film lasts 3.000 s, not 4.000 s.")
def the_length_is_another(folder):
    rewrite(folder / MPD, "PT4.000000S", "PT3.000000S")


@corruption(f"{MPD} gives {PICTURE}/00001.m4s 0.273 s, it lasts 2.000 s.")
def the_time_scale_is_another(folder):
    rewrite(folder / MPD, 'timescale="12288"', 'timescale="90000"')


@corruption("The MPD and audio/fr/media.m3u8 do not list the same segments.")
def a_segment_is_repeated_once_more(folder):
    rewrite(folder / MPD, '<S d="95744" />', '<S d="95744" /><S d="95744" />')
    for name in ("audio/fr/00003.m4s",):
        shutil.copyfile(folder / "audio/fr/00002.m4s", folder / name)


@corruption(f"{MPD} lets a segment of audio/fr begin at 96000, the one before ends at 96256.")
def a_segment_begins_before_the_last_one_ends(folder):
    rewrite(folder / MPD, '<S d="95744" />', '<S t="96000" d="95744" />')


@corruption(f"{MPD} describes no track.")
def the_period_is_missing(folder):
    cut(folder / MPD, "<Period.*</Period>")


@corruption("audio/fr is in a playlist and not in the MPD.")
def a_sound_is_missing_in_the_mpd(folder):
    cut(folder / MPD, r'<AdaptationSet id="2".*?</AdaptationSet>')


@corruption(f"{MPD} gives {PICTURE} the size 1920x180, it is 320x180.")
def the_width_is_another(folder):
    rewrite(folder / MPD, 'width="320"', 'width="1920"')


@corruption(f"{MPD} gives {PICTURE} 25.000 frames a second, the film has 24.000.")
def the_frame_rate_is_another(folder):
    rewrite(folder / MPD, 'frameRate="24"', 'frameRate="25"')


@corruption(f"{MPD} promises {PICTURE} in 100 bits per second, it takes ")
def the_bandwidth_is_smaller(folder):
    path = folder / MPD
    path.write_text(re.sub(r'bandwidth="\d+"', 'bandwidth="100"', path.read_text(), count=1))


@corruption(f"{MPD} names key id ffffffff", is_encrypted=True)
def the_mpd_names_another_key_id(folder):
    rewrite(folder / MPD, "00112233-4455", "ffffffff-4455")
    # And asks for its licence.
    asked = base64.b64encode(drm.common_pssh([KEYS.video.kid])).decode()
    other = base64.b64encode(drm.common_pssh(["ffffffff" + KEYS.video.kid[8:]])).decode()
    rewrite(folder / MPD, asked, other, count=2)


@corruption(
    f"{MPD} asks licences for other keys than {KEYS.video.kid} (adaptation set 0).",
    is_encrypted=True,
)
def the_mpd_asks_for_other_licences(folder):
    rewrite(folder / MPD, "AESIz", "AP///")


@corruption(f"{MPD} names https://elsewhere.example/fr.vtt, which is not inside the package.")
def an_address_is_elsewhere(folder):
    rewrite(folder / MPD, "<BaseURL>text/fr.vtt", "<BaseURL>https://elsewhere.example/fr.vtt")


@corruption(f"{MPD} names ../{SMALL}/init.mp4, which is not inside the package.")
def an_address_leaves_the_folder(folder):
    rewrite(folder / MPD, f'initialization="{SMALL}', f'initialization="../{SMALL}')


# The playlists


@corruption(f"{PICTURE}/media.m3u8 does not end.")
def a_playlist_does_not_end(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXT-X-ENDLIST\n", "")


@corruption(f"{PICTURE}/media.m3u8 gives {PICTURE}/00001.m4s 1.900 s, it lasts 2.000 s.")
def a_segment_is_told_shorter(folder):
    rewrite(folder / PICTURE / "media.m3u8", "#EXTINF:2.000000,", "#EXTINF:1.900000,")


@corruption(f"{PICTURE}/media.m3u8 promises segments of at most 1 s, one lasts 2.000 s.")
def the_target_duration_is_too_short(folder):
    rewrite(folder / PICTURE / "media.m3u8", "TARGETDURATION:2", "TARGETDURATION:1")


@corruption(f"{SMALL}/media.m3u8 names no init segment.")
def a_playlist_names_no_init_segment(folder):
    rewrite(folder / SMALL / "media.m3u8", '#EXT-X-MAP:URI="init.mp4"\n', "")


@corruption(f"{SMALL}/iframes.m3u8 names no init segment.")
def the_key_frames_have_no_init_segment(folder):
    rewrite(folder / SMALL / "iframes.m3u8", '#EXT-X-MAP:URI="init.mp4"\n', "")


@corruption(f"{SMALL}/media.m3u8 marks a discontinuity, but its segments follow one another.")
def a_discontinuity_is_marked(folder):
    rewrite(folder / SMALL / "media.m3u8", "00001.m4s\n", "00001.m4s\n#EXT-X-DISCONTINUITY\n")


@corruption(f"{MASTER} promises {PICTURE} in 100 bits per second at most, it takes ")
def a_variant_promises_less(folder):
    path = folder / MASTER
    path.write_text(re.sub(r":BANDWIDTH=\d+", ":BANDWIDTH=100", path.read_text(), count=1))


@corruption(f"{MASTER} gives {PICTURE} the size 1920x1080, it is 320x180.")
def a_variant_has_another_size(folder):
    rewrite(folder / MASTER, "RESOLUTION=320x180", "RESOLUTION=1920x1080")


@corruption(f"{MASTER} gives {PICTURE} 50.000 frames a second, the film has 24.000.")
def a_variant_has_another_frame_rate(folder):
    rewrite(folder / MASTER, "FRAME-RATE=24.000", "FRAME-RATE=50.000")


@corruption(
    f"{PICTURE}/media.m3u8 names its key in a way that players do not understand.",
    is_encrypted=True,
)
def a_key_is_of_another_format(folder):
    rewrite(folder / PICTURE / "media.m3u8", "org.w3.clearkey", "com.widevine.alpha")


@corruption(
    f"{PICTURE}/media.m3u8 names key id {KEYS.video.kid} and has another in its address.",
    is_encrypted=True,
)
def a_key_id_is_not_that_of_its_address(folder):
    rewrite(folder / PICTURE / "media.m3u8", "base64,ABEi", "base64,////")


@corruption("text/nowhere.m3u8 is missing.")
def a_playlist_is_missing(folder):
    rewrite(folder / MASTER, "text/fr.m3u8", "text/nowhere.m3u8")


@corruption(f"{MASTER} offers a picture with sounds “surround”, which it does not list.")
def a_group_of_sounds_does_not_exist(folder):
    rewrite(folder / MASTER, 'AUDIO="audio"', 'AUDIO="surround"')


@corruption(f"{MASTER} offers {PICTURE}/media.m3u8 without sound that it lists.")
def a_variant_is_mute(folder):
    cut(folder / MASTER, ',AUDIO="audio"')


@corruption(f"{MASTER} offers {PICTURE}/media.m3u8 without captions that it lists.")
def a_variant_has_no_captions(folder):
    cut(folder / MASTER, ',SUBTITLES="text"')


@corruption(f"{MASTER} offers {PICTURE} without the codec mp4a.40.2 of audio/fr.")
def a_variant_keeps_the_codec_of_its_sounds_to_itself(folder):
    cut(folder / MASTER, ",mp4a.40.2")


@corruption(f"{MASTER} offers a track without its address.")
def a_playlist_of_key_frames_has_no_address(folder):
    cut(folder / MASTER, f',URI="{PICTURE}/iframes.m3u8"')


@corruption(f"{MASTER} offers a track without its address.")
def the_last_offer_is_cut_short(folder):
    text = (folder / MASTER).read_text()
    (folder / MASTER).write_text(text[: text.rindex("#EXT-X-STREAM-INF") + 40])


@corruption(f"{PICTURE} is no file.")
def a_folder_stands_for_a_playlist(folder):
    rewrite(folder / MASTER, f"\n{PICTURE}/media.m3u8", f"\n{PICTURE}")


@corruption("images/sheets.m3u8 names 00001.jpg without its duration.")
def a_duration_is_no_number(folder):
    cut(folder / "images/sheets.m3u8", r"(?<=EXTINF:1)\.6.*?(?=,)")
    rewrite(folder / "images/sheets.m3u8", "EXTINF:1,", "EXTINF:1.6.0,")


@corruption(f"{PICTURE}/iframes.m3u8 points into the midst of {PICTURE}/00001.m4s.")
def a_key_frame_is_looked_for_elsewhere(folder):
    path = folder / PICTURE / "iframes.m3u8"
    path.write_text(re.sub(r"(BYTERANGE:\d+@)\d+", r"\g<1>16", path.read_text(), count=1))


@corruption(f"{PICTURE}/iframes.m3u8 names a key frame without its place.")
def a_key_frame_has_no_place(folder):
    cut(folder / PICTURE / "iframes.m3u8", r"#EXT-X-BYTERANGE[^\n]*\n")


@corruption(f"Only {MASTER} leads to text/en.vtt.")
def captions_are_missing_in_the_mpd(folder):
    cut(folder / MPD, r'<AdaptationSet [^>]*contentType="text"[^>]*lang="en".*?</AdaptationSet>')


@corruption(f"Only {MPD} leads to text/en.vtt.")
def captions_are_missing_in_their_playlist(folder):
    cut(folder / "text/en.m3u8", r"#EXTINF[^\n]*\nen.vtt\n")


@corruption(f"Only {MPD} leads to images/00003.jpg.")
def a_sheet_is_missing_in_the_playlist(folder):
    cut(folder / "images/sheets.m3u8", r"#EXTINF[^\n]*\n[^\n]*\n00003.jpg\n")


@corruption(f"""{MPD} lacks or misspells type="dynamic".""")
def the_mpd_is_of_a_live_stream(folder):
    rewrite(folder / MPD, 'type="static"', 'type="dynamic"')


@corruption(f"{PICTURE}/00001.m4s counts 4294967295 samples, more than a segment can hold.")
def a_segment_counts_samples_without_end(folder):
    path = folder / PICTURE / "00001.m4s"
    content = bytearray(path.read_bytes())
    at = content.index(b"trun")
    content[at + 4 : at + 12] = bytes(4) + b"\xff" * 4
    path.write_bytes(content)


# Beside the tracks


@corruption("text/fr.vtt is not WebVTT.")
def captions_are_something_else(folder):
    (folder / "text/fr.vtt").write_text("1\n00:00:01,000 --> 00:00:02,000\nLumière\n")


@corruption("text/fr.vtt has a cue that no player can time: “00:00:02.000 --> 00:00:01.000”.")
def a_cue_ends_before_it_begins(folder):
    path = folder / "text/fr.vtt"
    path.write_text("WEBVTT\n\n00:00:02.000 --> 00:00:01.000\nLumière\n")


@corruption("text/fr.vtt begins at 5.000 s, after the end of the film.")
def captions_are_of_another_film(folder):
    (folder / "text/fr.vtt").write_text("WEBVTT\n\n00:05.000 --> 00:06.000\nLumière\n")


@corruption("images/00002.jpg is named by ")
def a_sheet_is_missing(folder):
    (folder / "images/00002.jpg").unlink()


@corruption("images/00001.jpg is not a whole picture.")
def a_sheet_is_no_picture(folder):
    (folder / "images/00001.jpg").write_text("<html>")


@corruption(f"{MPD} gives sheets of 64x180, images/00001.jpg is 64x18.")
def sheets_have_another_size(folder):
    rewrite(folder / MPD, 'width="64" height="18"', 'width="64" height="180"')


@corruption(f"images/sheets.m3u8 divides sheets into 1x2 pictures, {MPD} into 2x1.")
def sheets_are_divided_otherwise(folder):
    path = folder / "images/sheets.m3u8"
    path.write_text(path.read_text().replace("32x18,LAYOUT=2x1", "64x9,LAYOUT=1x2"))


# Media


@corruption(f"{SMALL} d", is_decoded=True)
def media_is_overwritten_at_its_start(folder):
    overwrite(folder / SMALL / "00001.m4s", 0)


@corruption(f"{PICTURE} d", is_decoded=True)
def media_is_overwritten_at_its_middle(folder):
    overwrite(folder / PICTURE / "00001.m4s", 60_000)


@corruption("audio/fr d", is_decoded=True)
def sound_is_overwritten(folder):
    overwrite(folder / "audio/fr/00002.m4s", 8_000)


@corruption("audio/en d", is_decoded=True)
def sound_is_overwritten_at_its_end(folder):
    overwrite(folder / "audio/en/00002.m4s", -600)


@corruption(f"{AV1} d", is_decoded=True)
def the_head_of_an_av1_picture_is_overwritten(folder):
    overwrite(folder / AV1 / "00002.m4s", 0)


def swap(one, two):
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def patch_at(path, kind, at, value):
    """Write over the body of the first box of a kind, wherever it is."""
    content = bytearray(path.read_bytes())
    place = content.index(kind) + 4 + at
    content[place : place + len(value)] = value
    path.write_bytes(content)


def rename_box(path, kind, other):
    path.write_bytes(path.read_bytes().replace(kind, other, 1))


def cut(path, pattern):
    path.write_text(re.sub(pattern, "", path.read_text(), count=1, flags=re.DOTALL))


def overwrite(path, at):
    """Other bytes at a place of the media, counted from its start or its end."""
    content = bytearray(path.read_bytes())
    place = content.index(b"mdat") + 4 + at if at >= 0 else len(content) + at
    content[place : place + 500] = bytes(index * 37 % 251 for index in range(500))
    path.write_bytes(content)


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    clips = make_clips(tmp_path_factory.mktemp("clips"))
    root = tmp_path_factory.mktemp("packages")
    clips.packaged(root / "clear")
    clips.packaged(root / "encrypted", keys=KEYS)
    return root


def said_of(folder, keys, run):
    return verify(folder, duration=SECONDS, frames=FRAMES, rate=RATE, keys=keys, run=run)


@pytest.mark.parametrize("one", TABLE, ids=lambda one: one.name)
def test_a_corruption_is_told(one, originals, tmp_path):
    kind, keys = ("encrypted", KEYS) if one.is_encrypted else ("clear", None)
    folder = Path(shutil.copytree(originals / kind, tmp_path / "package"))
    one.broken(folder)
    wrong = said_of(folder, keys, Tools() if one.is_decoded else DecodesNothing())
    assert any(
        sentence == one.said or (not one.said.endswith(".") and sentence.startswith(one.said))
        for sentence in wrong
    ), wrong


@pytest.mark.parametrize(("kind", "keys"), [("clear", None), ("encrypted", KEYS)])
def test_the_package_itself_is_sound(originals, kind, keys):
    assert said_of(originals / kind, keys, Tools()) == ()


def test_the_table_is_long_enough():
    assert len(TABLE) >= 40


@pytest.mark.parametrize(
    "picture",
    [
        "smptebars=s={size}:r={rate}",
        "color=black:s={size}:r={rate}",
        f"{MOVING},trim=end_frame=1,loop=-1:1",
    ],
    ids=["another", "black", "still"],
)
def test_a_rung_that_shows_something_else_is_told(picture, tmp_path):
    first = make_rung(tmp_path, Codec.H264, 320, 180, picture=MOVING)
    other = make_rung(tmp_path, Codec.H264, 160, 90, picture=picture)
    package([first, other], (), (), None, None, POLICY, tmp_path / "package", run=Tools())
    (wrong,) = said_of(tmp_path / "package", None, Tools())
    assert re.fullmatch(rf"{SMALL} shows another picture than {PICTURE} from \d\.\d s on\.", wrong)
