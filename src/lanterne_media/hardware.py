"""What encoders in graphics chips are asked for: NVIDIA's NVENC, Intel's Quick Sync, and VAAPI for whoever speaks it.

A command names no node of this machine, so that a piece is called the same wherever it is made: the cage shows the nodes
that may fit, and the encoder takes the first that works.
"""

from __future__ import annotations

from pathlib import Path

from lanterne_media import hevc
from lanterne_media.model import Codec, Encoder, Rung

CHIPS = (Encoder.NVENC, Encoder.QSV, Encoder.VAAPI)
# Smaller pictures cost a processor nothing, and some chips refuse them; larger ones not every chip can take.
SHORTEST, LONGEST = 200, 4096
# CUDA reserves more addresses than any machine has memory.
ADDRESSES = 2**46
_DEV, _DRM = Path("/dev"), Path("/sys/class/drm")
_INTEL, _NVIDIA = "0x8086", "0x10de"

# How hard to try, as x264 and x265 name it and as the chips do; SVT-AV1 has numbers for it.
_BY_NUMBER = (
    *("veryslow", "veryslow", "slower", "slower", "slow", "slow", "medium"),
    *("medium", "fast", "fast", "faster", "faster", "veryfast", "veryfast"),
)
_NVENC = {
    "ultrafast": "p1",
    "superfast": "p1",
    "veryfast": "p2",
    "faster": "p3",
    "fast": "p4",
    "medium": "p5",
    "slow": "p6",
    "slower": "p7",
    "veryslow": "p7",
    "placebo": "p7",
}
_QSV = {"ultrafast": "veryfast", "superfast": "veryfast", "placebo": "veryslow"}
_TEN_BITS = (Codec.HEVC, Codec.AV1)


def name(codec: Codec, encoder: Encoder) -> str:
    """As ffmpeg calls it, and a farm the resource."""
    return f"{codec}_{encoder}"


def for_size(encoder: Encoder, width: int, height: int) -> Encoder:
    """The encoder of pictures of this size: software for those that are none for chips."""
    fits = min(width, height) >= SHORTEST and max(width, height) <= LONGEST
    return encoder if fits else Encoder.SOFTWARE


def opening(encoder: Encoder) -> list[str]:
    """The words before the input: which kind of chip is opened."""
    if encoder is Encoder.QSV:
        return ["-init_hw_device", "qsv=chip"]
    if encoder is Encoder.VAAPI:
        return ["-init_hw_device", "vaapi=chip", "-filter_hw_device", "chip"]
    return []


def filters(rung: Rung) -> str:
    """What brings a picture into the chip's own form, with its comma; nothing for software."""
    if rung.encoder is Encoder.SOFTWARE:
        return ""
    form = "p010le" if rung.codec in _TEN_BITS else "nv12"
    return f",format={form}" + (",hwupload" if rung.encoder is Encoder.VAAPI else "")


def words(rung: Rung, interval: int) -> list[str]:
    """The words for one shot; every key frame closes the group before it and stands where it does in every rung."""
    return [
        *("-c:v", name(rung.codec, rung.encoder)),
        *_quality(rung),
        *_FORMS[rung.codec],
        *("-g", str(interval), "-force_key_frames", f"expr:not(mod(n,{interval}))"),
        *_GROUPS[rung.encoder],
    ]


_FORMS: dict[Codec, tuple[str, ...]] = {
    Codec.H264: ("-profile:v", "high"),
    Codec.HEVC: ("-profile:v", "main10", "-tier", "main", "-tag:v", hevc.SAMPLE_ENTRY),
    Codec.AV1: (),
}
_GROUPS: dict[Encoder, tuple[str, ...]] = {
    Encoder.NVENC: ("-forced-idr", "1", "-no-scenecut", "1"),
    Encoder.QSV: ("-forced_idr", "1", "-adaptive_i", "0", "-flags", "+cgop"),
    Encoder.VAAPI: ("-idr_interval", "0", "-flags", "+cgop"),
}


def _quality(rung: Rung) -> list[str]:
    """A rate factor on the encoder's own scale: NVIDIA's of 51 or (AV1) 63 steps, Intel's of 51 whole ones.

    VAAPI's own quantizers have 51 steps and of AV1 255. That of HEVC would stand in the head of every shot, and such
    shots cannot be joined: there Intel's scale is asked for, which other makers' drivers may not know.
    """
    preset = _BY_NUMBER[int(rung.preset)] if rung.preset.isdigit() else rung.preset
    if rung.encoder is Encoder.NVENC:
        tuned = ("-preset", _NVENC[preset], "-tune", "hq")
        return [*tuned, "-rc", "vbr", "-cq", f"{rung.crf:g}", "-b:v", "0"]
    if rung.encoder is Encoder.QSV:
        return ["-preset", _QSV.get(preset, preset), "-global_quality", f"{rung.crf:.0f}"]
    mode = "ICQ" if rung.codec is Codec.HEVC else "CQP"
    factor = 4 * rung.crf if rung.codec is Codec.AV1 else rung.crf
    return ["-rc_mode", mode, "-global_quality", f"{factor:.0f}"]


def nodes(encoder: Encoder) -> list[Path]:
    """The device nodes here that such an encoder may need."""
    if encoder is Encoder.NVENC:
        found = (*_DEV.glob("nvidia*"), *_DEV.glob("nvidia-caps/*"))
        return sorted(node for node in found if node.is_char_device())
    if encoder is Encoder.SOFTWARE:
        return []
    drawn = sorted(_DEV.glob("dri/render*"))
    if encoder is Encoder.QSV:
        return [node for node in drawn if _maker(node) == _INTEL]
    return [node for node in drawn if _maker(node) != _NVIDIA]


def _maker(node: Path) -> str:
    try:
        return (_DRM / node.name / "device" / "vendor").read_text().strip()
    except OSError:
        return ""
