"""HEVC: how it is asked for, what it is called, and that a package of it is what devices want."""

import re
import struct
from pathlib import Path

import pytest

from lanterne_media import hevc, ladder
from lanterne_media.encode import Take, codec_string, command, encode_shot, join, packets
from lanterne_media.model import POLICIES, Codec, Policy, Rate, Rendition, Rung, Shot, VideoFacts
from lanterne_media.package import package
from lanterne_media.probe import probe
from lanterne_media.reference import Reference, as_is
from lanterne_media.tools import Finished, Tools
from lanterne_media.verify import verify
from lanterne_media.verify.boxes import Entry, Malformed
from lanterne_media.verify.coding import Coding, read
from tests.media.packaged import KEYS, POLICY

HEVC = Rung(Codec.HEVC, 320, 180, 23.5, "fast")
REFERENCE = Reference(
    "/films/film.mov", "identity", VideoFacts(0, "h264", 640, 360, Rate(25), 4.0), 100
)
# As x265 makes it for Main 10, level 3.1, of progressive frames only.
RECORD = bytes.fromhex("01 02 20000000 900000000000 5d f000fcfdfafa00000f00")


def test_hevc_has_ten_bits_closed_groups_and_key_frames_only_where_we_say():
    words = command(Take(REFERENCE, Shot(1, 50, 25), HEVC, 50), Path("/desk/shot.mp4"))
    start = words.index("-c:v")
    assert words[start : start + 14] == [
        *("-c:v", "libx265", "-preset", "fast", "-crf", "23.5", "-profile:v", "main10"),
        *("-pix_fmt", "yuv420p10le", "-tag:v", "hvc1", "-x265-params"),
        "keyint=50:min-keyint=50:scenecut=0:open-gop=0:pools=none:frame-threads=1:info=0:log-level=error",
    ]


def test_a_policy_says_how_hard_hevc_is_tried():
    assert ladder.preset(Codec.HEVC, Policy(hevc_preset="slow")) == "slow"
    assert Policy().hevc_preset == "fast"
    assert POLICIES["swift"].hevc_preset == "superfast"
    assert Codec.HEVC not in Policy().codecs


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "hvc1.2.4.L93.90"),
        ({1: 0x22}, "hvc1.2.4.H93.90"),
        ({1: 0x01, 2: 0x60, 12: 0x78, 7: 0x08}, "hvc1.1.6.L120.90.8"),
        ({6: 0}, "hvc1.2.4.L93"),
        ({1: 0x42}, "hvc1.A2.4.L93.90"),
    ],
)
def test_hevc_is_named_from_its_configuration(changes, name):
    record = bytes(changes.get(at, byte) for at, byte in enumerate(RECORD))
    assert hevc.codec_string(record) == name
    # The verifier reads it by itself.
    assert read(Entry("hvc1", {"hvcC": record})).name == name


def test_the_configuration_is_read_as_ffprobe_shows_it():
    dump = "\n".join(f"{at:08x}: {line}" for at, line in [
        (0, "0102 2000 0000 9000 0000 0000 5df0 00fc  .. .........]..."),
        (16, "fdfa fa00 000f 00                        ......."),
    ])  # fmt: skip
    assert hevc.configuration(f"\n{dump}\n") == RECORD

    class Says:
        def run(self, _, **__):
            told = '"codec_name": "hevc", "extradata": "' + dump.replace("\n", "\\n") + '"'
            return Finished(f'{{"streams": [{{{told}}}]}}'.encode(), "", 1.0)

    assert codec_string(Path("/desk/film.mp4"), run=Says()) == "hvc1.2.4.L93.90"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("hev1", {"hvcC": RECORD}), "is coded as hev1, which players are not promised"),
        (Entry("hvc1", {}), "has no hvcC box"),
        (Entry("hvc1", {"hvcC": RECORD[:5]}), "ends in the middle of a box"),
    ],
)
def test_a_track_that_players_may_refuse_is_told(entry, said):
    with pytest.raises(Malformed, match=said):
        read(entry)


@pytest.mark.parametrize(
    ("colr", "told"),
    [
        (b"nclx" + struct.pack(">HHHB", 9, 16, 9, 0), (9, 16, 9, "PQ")),
        (b"nclx" + struct.pack(">HHHB", 9, 18, 9, 0), (9, 18, 9, "HLG")),
        (b"nclx" + struct.pack(">HHHB", 1, 1, 1, 0), (1, 1, 1, "SDR")),
        (b"prof....", (2, 2, 2, "SDR")),
    ],
)
def test_colours_are_read_from_the_track(colr, told):
    coding = read(Entry("hvc1", {"hvcC": RECORD, "colr": colr}))
    assert (coding.primaries, coding.transfer, coding.matrix, coding.video_range) == told


def test_a_name_may_say_more_than_the_record_and_never_another_thing():
    coding = Coding("av01.0.04M.10")
    assert coding.is_called("av01.0.04M.10")
    assert coding.is_called("av01.0.04M.10.0.110.09.16.09.0")
    assert not coding.is_called("av01.0.04M.08")
    assert not coding.is_called("av01.0.04M.1")


@pytest.fixture(scope="module")
def film(clip, tools, tmp_path_factory):
    """Two shots of different quality in one HEVC file, as the engine makes them."""
    source = clip("hevc.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=3.0)
    reference = as_is(probe(source, run=tools), run=tools)
    root = tmp_path_factory.mktemp("hevc")
    made = []
    for shot, crf in ((Shot(0, 0, 30), 18.0), (Shot(1, 30, 45), 38.0)):
        folder = root / str(shot.index)
        folder.mkdir()
        rung = Rung(Codec.HEVC, 160, 90, crf, "ultrafast")
        encoded = encode_shot(Take(reference, shot, rung, 25), folder, run=tools)
        made.append(folder / encoded.file)
    path = root / join(made, Rate(25), 75, root, run=tools)
    return Rendition(Rung(Codec.HEVC, 160, 90, 18.0, "ultrafast"), str(path), "", Rate(25), 75, 1, 1, 1)  # fmt: skip


@pytest.mark.slow
def test_the_same_words_give_the_same_bytes_and_key_frames_on_the_interval(clip, tools, tmp_path):
    source = clip("hevc.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=3.0)
    reference = as_is(probe(source, run=tools), run=tools)
    take = Take(reference, Shot(0, 0, 60), Rung(Codec.HEVC, 160, 90, 30.0, "fast"), 25)
    made = [encode_shot(take, tmp_path, run=tools, name=name) for name in ("a.mp4", "b.mp4")]
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    assert made[0].frames == 60
    keys = packets(tmp_path / "a.mp4", run=tools).keys
    assert [n for n, is_key in enumerate(keys) if is_key] == [0, 25, 50]


@pytest.mark.slow
@pytest.mark.parametrize("keys", [None, KEYS])
def test_a_package_of_hevc_is_sound_and_says_what_it_is(film, tools, tmp_path, keys):
    assert codec_string(Path(film.path), run=tools) == "hvc1.2.4.L30.90"
    folder = tmp_path / "out"
    package([film], (), (), None, keys, POLICY, folder, run=tools)
    assert verify(folder, duration=3.0, frames=75, rate=Rate(25), keys=keys, run=tools) == ()
    for name in ("manifest.mpd", "master.m3u8"):
        assert set(re.findall(r'(?i)codecs="([^"]*)"', (folder / name).read_text())) == {
            "hvc1.2.4.L30.90"
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            *("manifest.mpd", "hvc1.2.4.L30", "hvc1.2.4.L93"),
            "manifest.mpd calls video/hevc-90p-18 hvc1.2.4.L93.90, it is hvc1.2.4.L30.90.",
        ),
        (
            *("master.m3u8", "hvc1.2.4.L30", "hvc1.1.6.L30"),
            "master.m3u8 calls video/hevc-90p-18 hvc1.1.6.L30.90, it is hvc1.2.4.L30.90.",
        ),
        (
            *("master.m3u8", "VIDEO-RANGE=SDR", "VIDEO-RANGE=PQ"),
            "master.m3u8 gives video/hevc-90p-18 the range PQ, it has SDR.",
        ),
    ],
)
def test_a_description_of_another_picture_is_told(film, tools, tmp_path, name, old, new, said):
    package([film], (), (), None, None, POLICY, tmp_path, run=tools)
    file = tmp_path / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    wrong = verify(tmp_path, duration=3.0, frames=75, rate=Rate(25), keys=None, run=Tools())
    assert wrong == (said,)


@pytest.mark.slow
def test_parameter_sets_that_may_change_on_the_way_are_told(film, tools, tmp_path):
    package([film], (), (), None, None, POLICY, tmp_path, run=tools)
    init = tmp_path / "video/hevc-90p-18/init.mp4"
    head, entry, rest = init.read_bytes().rpartition(b"hvc1")
    init.write_bytes(head + b"hev1" + rest)
    assert entry
    wrong = verify(tmp_path, duration=3.0, frames=75, rate=Rate(25), keys=None, run=Tools())
    assert wrong == (
        "video/hevc-90p-18/init.mp4 is coded as hev1, which players are not promised.",
    )
