"""Which hardware encoders work on this machine, found by encoding with each: that ffmpeg knows one says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lanterne_media import encode, hardware
from lanterne_media.encode import Take
from lanterne_media.model import Codec, Encoder, Rate, Rung, Shot, VideoFacts
from lanterne_media.reference import PLATE, Reference
from lanterne_media.store import room
from lanterne_media.tools import Runner, Stopped, ToolFailed

_SIZE, _FRAMES = (640, 360), 12
# Two shots as a film might have them: what a film joins must have one head whatever their factors and lengths.
_TRIES = ((22.0, 12, 6), (36.0, 7, 7))
_NODES = {
    Encoder.NVENC: "/dev/nvidia*",
    Encoder.QSV: "/dev/dri/render* of Intel's",
    Encoder.VAAPI: "/dev/dri/render*",
}
# "[h264_nvenc @ 0x55d0c8] ", before what ffmpeg says.
_SPEAKER = re.compile(r"^(\[[^]]*\] )+")

# What tells a person nothing; the line after it says more.
_A_NUMBER = "Device creation failed: -"


@dataclass(frozen=True, slots=True)
class Offer:
    """A hardware encoder that was tried; ``why`` it cannot be used, empty where it can."""

    codec: Codec
    encoder: Encoder
    why: str = ""

    @property
    def name(self) -> str:
        return hardware.name(self.codec, self.encoder)


def look(codecs: Sequence[Codec] = tuple(Codec), *, run: Runner) -> Iterator[Offer]:
    """Try every kind of chip with every codec, a codec after the other."""
    with room() as folder:
        plate = _plate(folder, run=run)
        for codec in codecs:
            for encoder in hardware.CHIPS:
                yield Offer(codec, encoder, _why(codec, encoder, plate, folder, run=run))


def told(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    """The names of those that work or fail alike, and why."""
    alike: dict[str, list[str]] = {}
    for one in offers:
        alike.setdefault(one.why, []).append(one.name)
    return [(", ".join(names), why) for why, names in alike.items()]


def _plate(folder: Path, *, run: Runner) -> Reference:
    output, (width, height) = folder / f"sample.{PLATE}", _SIZE
    picture = f"testsrc2=s={width}x{height}:r=25"
    source = ("-f", "lavfi", "-i", picture, "-frames:v", str(_FRAMES), "-pix_fmt", "yuv420p")
    words = ["ffmpeg", "-nostdin", "-v", "error", "-y", *source, "-f", PLATE, str(output)]
    run.run(words, writes=[folder])
    facts = VideoFacts(
        0, "rawvideo", width, height, Rate(25), _FRAMES / 25, matrix="bt709", colour_range="tv"
    )
    return Reference(str(output), "sample", facts, _FRAMES, is_plate=True)


def _why(codec: Codec, encoder: Encoder, plate: Reference, folder: Path, *, run: Runner) -> str:
    rung = Rung(codec, *_SIZE, 0.0, "medium" if codec is not Codec.AV1 else "7", encoder=encoder)
    takes = [
        Take(plate, Shot(0, 0, frames), replace(rung, crf=factor), interval)
        for factor, frames, interval in _TRIES
    ]
    try:
        made = [encode.encode_shot(one, folder, run=run) for one in takes]
        if codec is Codec.HEVC:
            encode.refuse_different_heads(made)
    except Stopped:
        raise
    except ToolFailed as failed:
        return _sentence(failed, encoder)
    return ""


def _sentence(failed: ToolFailed, encoder: Encoder) -> str:
    lines = (_SPEAKER.sub("", line) for line in failed.words.splitlines())
    said = next((line for line in lines if not line.startswith(_A_NUMBER)), "it said nothing")
    said = said.rstrip(".")
    return f"{said}." if hardware.nodes(encoder) else f"There is no {_NODES[encoder]} here: {said}."
