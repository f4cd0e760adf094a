"""What chips are asked for, held against what our ffmpeg says of their encoders. No chip is here to ask."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media import hardware
from lanterne_media.encode import Encoded, Take, command, encode_shot, refuse_different_heads
from lanterne_media.model import Codec, Encoder, Rate, Rung, Shot, VideoFacts
from lanterne_media.reference import Reference
from lanterne_media.tools import Finished, ToolFailed

FACTS = VideoFacts(0, "h264", 1280, 720, Rate(25), 4.0, matrix="bt709", colour_range="tv")
PLATE = Reference("/desk/plate", "film:50+25", FACTS, 25, is_plate=True)
RUNGS = {
    (codec, encoder): Rung(codec, 640, 360, 30.0, preset, encoder=encoder)
    for codec, preset in ((Codec.H264, "medium"), (Codec.HEVC, "fast"), (Codec.AV1, "7"))
    for encoder in hardware.CHIPS
}
EVERY = pytest.mark.parametrize(
    "rung", [pytest.param(rung, id=hardware.name(*of)) for of, rung in RUNGS.items()]
)


def take(rung):
    return Take(PLATE, Shot(0, 0, 25), rung, 10)


def asked(rung):
    """The words from the encoder's name to what our own words for every encoder begin with."""
    words = command(take(rung), Path("/desk/shot.mp4"))
    return words[words.index("-c:v") : words.index("-color_primaries")]


def test_nvidia_is_asked_for_a_quality_and_nothing_else_limits_it():
    assert asked(RUNGS[Codec.HEVC, Encoder.NVENC]) == [
        *("-c:v", "hevc_nvenc", "-preset", "p4", "-tune", "hq"),
        *("-rc", "vbr", "-cq", "30", "-b:v", "0"),
        *("-profile:v", "main10", "-tier", "main", "-tag:v", "hvc1"),
        *("-g", "10", "-force_key_frames", "expr:not(mod(n,10))"),
        *("-forced-idr", "1", "-no-scenecut", "1"),
    ]


def test_intel_is_asked_for_a_whole_step_of_quality_and_closed_groups():
    assert asked(replace(RUNGS[Codec.H264, Encoder.QSV], crf=27.0)) == [
        *("-c:v", "h264_qsv", "-preset", "medium", "-global_quality", "27"),
        *("-profile:v", "high"),
        *("-g", "10", "-force_key_frames", "expr:not(mod(n,10))"),
        *("-forced_idr", "1", "-adaptive_i", "0", "-flags", "+cgop"),
    ]


def test_vaapi_keeps_its_quantizer_out_of_the_heads_of_hevc():
    modes = {}
    for codec in Codec:
        words = asked(RUNGS[codec, Encoder.VAAPI])
        modes[codec] = words[words.index("-rc_mode") + 1]
    assert modes == {Codec.H264: "CQP", Codec.HEVC: "ICQ", Codec.AV1: "CQP"}


def test_vaapi_has_a_scale_of_its_own_for_av1():
    assert asked(replace(RUNGS[Codec.AV1, Encoder.VAAPI], crf=30.5)) == [
        *("-c:v", "av1_vaapi", "-rc_mode", "CQP", "-global_quality", "122"),
        *("-g", "10", "-force_key_frames", "expr:not(mod(n,10))"),
        *("-idr_interval", "0", "-flags", "+cgop"),
    ]


@pytest.mark.parametrize(
    ("encoder", "opening", "ending"),
    [
        (Encoder.NVENC, [], "setpts=N,format=p010le"),
        (Encoder.QSV, ["-init_hw_device", "qsv=chip"], "setpts=N,format=p010le"),
        (
            Encoder.VAAPI,
            ["-init_hw_device", "vaapi=chip", "-filter_hw_device", "chip"],
            "setpts=N,format=p010le,hwupload",
        ),
    ],
)
def test_a_picture_reaches_the_chip_in_the_chips_own_form(encoder, opening, ending):
    words = command(take(RUNGS[Codec.AV1, encoder]), Path("/desk/shot.mp4"))
    assert words[5 : 5 + len(opening)] == opening
    assert words[words.index("-vf") + 1].endswith(ending)


@EVERY
def test_no_command_names_a_node_of_this_machine(rung):
    assert not [word for word in command(take(rung), Path("/desk/shot.mp4")) if "/dev" in word]


@pytest.mark.parametrize(
    ("preset", "nvenc", "qsv"),
    [
        ("ultrafast", "p1", "veryfast"),
        ("slow", "p6", "slow"),
        ("placebo", "p7", "veryslow"),
        ("0", "p7", "veryslow"),
        ("7", "p5", "medium"),
        ("13", "p2", "veryfast"),
    ],
)
def test_presets_become_those_of_the_chip(preset, nvenc, qsv):
    found = [
        asked(Rung(Codec.AV1, 640, 360, 30.0, preset, encoder=encoder))
        for encoder in (Encoder.NVENC, Encoder.QSV)
    ]
    assert [words[words.index("-preset") + 1] for words in found] == [nvenc, qsv]


@pytest.mark.parametrize(
    ("size", "encoder"),
    [
        ((640, 360), Encoder.NVENC),
        ((356, 200), Encoder.NVENC),
        ((256, 144), Encoder.SOFTWARE),
        ((144, 256), Encoder.SOFTWARE),
        ((4096, 2160), Encoder.NVENC),
        ((5120, 2880), Encoder.SOFTWARE),
    ],
)
def test_pictures_that_are_none_for_chips_are_left_to_software(size, encoder):
    assert hardware.for_size(Encoder.NVENC, *size) is encoder


# Device nodes


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Two chips that draw, one of Intel's and one of NVIDIA's."""
    monkeypatch.setattr(hardware, "_DEV", tmp_path / "dev")
    monkeypatch.setattr(hardware, "_DRM", tmp_path / "drm")
    (tmp_path / "dev" / "dri").mkdir(parents=True)
    for name, maker in (("renderD128", "0x10de\n"), ("renderD129", "0x8086\n")):
        (tmp_path / "dev" / "dri" / name).touch()
        (tmp_path / "drm" / name / "device").mkdir(parents=True)
        (tmp_path / "drm" / name / "device" / "vendor").write_text(maker)
    return tmp_path / "dev" / "dri"


def test_each_kind_is_shown_the_nodes_that_fit(machine):
    assert hardware.nodes(Encoder.VAAPI) == [machine / "renderD129"]
    assert hardware.nodes(Encoder.QSV) == [machine / "renderD129"]
    assert hardware.nodes(Encoder.NVENC) == []
    assert hardware.nodes(Encoder.SOFTWARE) == []


def test_a_chip_of_a_maker_that_nobody_knows_may_speak_vaapi(machine):
    (machine / "renderD130").touch()
    assert hardware.nodes(Encoder.VAAPI) == [machine / "renderD129", machine / "renderD130"]
    assert hardware.nodes(Encoder.QSV) == [machine / "renderD129"]


class Remembers:
    """Stands in for the tools, with a shot in which everything is where it was asked for."""

    def __init__(self):
        self.about = []

    def run(self, words, **about):
        self.about.append(about)
        lines = [f"100,{'K' if n % 10 == 0 else '_'}__" for n in range(25)]
        return Finished("\n".join(lines).encode(), "", 1.0)


def test_a_chip_is_shown_its_nodes_and_gives_addresses_as_it_likes(machine, tmp_path):
    seen = Remembers()
    encode_shot(take(RUNGS[Codec.H264, Encoder.QSV]), tmp_path, run=seen)
    assert seen.about[0]["devices"] == [machine / "renderD129"]
    assert seen.about[0]["limits"].memory_bytes == 2**46
    assert "devices" not in seen.about[1]


def test_no_driver_is_shown_a_strangers_film(machine, tmp_path):
    film = replace(take(RUNGS[Codec.H264, Encoder.QSV]), reference=replace(PLATE, is_plate=False))
    seen = Remembers()
    with pytest.raises(ValueError, match="shown only what we made ourselves"):
        encode_shot(film, tmp_path, run=seen)
    assert seen.about == []


def test_shots_of_different_heads_are_not_joined():
    one = Encoded("a.mp4", 1, 1, "ffmpeg -i 'the film'", 1.0, head="SHA256:1")
    refuse_different_heads([one, replace(one, file="b.mp4")])
    with pytest.raises(
        ToolFailed, match="its shots have different heads and cannot be joined"
    ) as failed:
        refuse_different_heads([one, replace(one, head="SHA256:2")])
    assert failed.value.command == ("ffmpeg", "-i", "the film")


# What our ffmpeg says


@pytest.fixture(scope="module")
def knows(tools):
    """The options of an encoder of its own with their named values, and those that it shares with all."""

    def ask(encoder):
        said = tools.run(["ffmpeg", "-hide_banner", "-h", f"encoder={encoder}"]).stdout.decode()
        every = tools.run(["ffmpeg", "-hide_banner", "-h", "full"]).stdout.decode()
        shared = every[every.index("AVCodecContext AVOptions:") :].split("\n\n")[0]
        return said, _options(said), _options(shared)

    return ask


def _options(said):
    found, name = {}, ""
    for line in said.splitlines():
        if option := re.match(r"  -(\S+) +<", line):
            name = option[1]
            found[name] = set()
        elif value := re.match(r"     (\S+) ", line):
            found.get(name, set()).add(value[1])
    return found


# Of ffmpeg itself, not of an encoder.
_OURS = {"c:v", "tag:v", "force_key_frames"}


@EVERY
def test_our_ffmpeg_has_the_encoder_and_every_option_and_value_that_is_used(rung, knows):
    words = asked(rung)
    said, own, shared = knows(words[1])
    assert said.startswith(f"Encoder {words[1]} [")
    for option, value in zip(words[::2], words[1::2], strict=True):
        name = option.removeprefix("-").removesuffix(":v")
        if option.removeprefix("-") in _OURS:
            continue
        values = own.get(name) or shared.get(name, set())
        assert name in own or name in shared, f"{words[1]} has no {option}"
        is_number = re.fullmatch(r"[0-9.]+", value)
        assert is_number or value.removeprefix("+") in values, f"{words[1]} {option} has no {value}"


@EVERY
def test_the_form_in_which_pictures_come_is_one_that_the_encoder_takes(rung, knows):
    said, _, _ = knows(hardware.name(rung.codec, rung.encoder))
    forms = re.search(r"Supported pixel formats: (.*)", said)[1].split()
    wanted = hardware.filters(rung).split(",")[1].removeprefix("format=")
    assert ("vaapi" if rung.encoder is Encoder.VAAPI else wanted) in forms
