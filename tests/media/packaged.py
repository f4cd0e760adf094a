"""Four seconds of test picture and tone, encoded as the engine's rooms would hand them to the packager."""

from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import (
    CaptionRendition,
    Codec,
    ContentKey,
    Keys,
    Package,
    Policy,
    Rate,
    Rendition,
    Rung,
    SoundCodec,
    SoundRendition,
    TrickPlay,
)
from lanterne_media.package import package
from lanterne_media.tools import Tools

RATE, FRAMES, SECONDS = Rate(24), 96, 4.0
POLICY = Policy(segment_seconds=2.0)
KEYS = Keys(
    video=ContentKey("00112233445566778899aabbccddeeff", "0123456789abcdef0123456789abcdef"),
    sound=ContentKey("10112233445566778899aabbccddeeff", "1123456789abcdef0123456789abcdef"),
)

X264 = ["libx264", "-preset", "ultrafast", "-bf", "2", "-sc_threshold", "0", "-flags", "+cgop"]
SVT = ["libsvtav1", "-preset", "12", "-svtav1-params", "scd=0"]


@dataclass(frozen=True, slots=True)
class Clips:
    """The inputs of a package, ready to be taken apart in a test."""

    renditions: tuple[Rendition, ...]
    sounds: tuple[SoundRendition, ...]
    captions: tuple[CaptionRendition, ...]
    trick_play: TrickPlay

    def packaged(self, output: Path, *, keys: Keys | None = None, **changes) -> Package:
        """Package everything, or what ``changes`` says instead."""
        given = {
            "renditions": self.renditions,
            "sounds": self.sounds,
            "captions": self.captions,
            "trick_play": self.trick_play,
            "policy": POLICY,
        }
        return package(**{**given, **changes}, keys=keys, output=output, run=Tools())


def make_clips(folder: Path) -> Clips:
    """Two H.264 rungs, one AV1 rung, two languages, captions in two languages and three sheets."""
    return Clips(
        renditions=(
            make_rung(folder, Codec.H264, 320, 180),
            make_rung(folder, Codec.H264, 160, 90),
            make_rung(folder, Codec.AV1, 320, 180),
        ),
        sounds=(make_sound(folder, "en", 440), make_sound(folder, "fr", 660, is_default=True)),
        captions=(
            make_captions(folder, "fr", title="Français"),
            make_captions(folder, "en", is_for_the_deaf=True),
            make_captions(folder, "fr", is_forced=True, title="Français (forcé)"),
        ),
        trick_play=make_sheets(folder),
    )


TEST = "testsrc2=s={size}:r={rate}"


def make_rung(
    folder, codec, width, height, *, rate=RATE, frames=FRAMES, every=24, picture=TEST, cuts=()
):
    """A rendition with a key frame ``every`` so many frames, and at the frames of ``cuts``."""
    path = folder / f"{codec}-{height}.mp4"
    source = picture.format(size=f"{width}x{height}", rate=rate)
    coding = [
        "-c:v",
        *(SVT if codec is Codec.AV1 else X264),
        "-g",
        str(every),
        "-pix_fmt",
        "yuv420p",
        *(["-force_key_frames", _instants(cuts, rate)] if cuts else []),
    ]
    _ffmpeg(["-f", "lavfi", "-i", source, *coding, "-frames:v", str(frames)], path)
    return Rendition(
        rung=Rung(codec=codec, width=width, height=height, crf=30, preset="ultrafast"),
        path=str(path),
        codec_string="",
        rate=rate,
        frames=frames,
        bits=8 * path.stat().st_size,
        average_bandwidth=0,
        peak_bandwidth=0,
        quality=None,
        shots=(),
        encoder="",
        commands=(),
        cpu_seconds=0.0,
    )


def _instants(frames, rate: Rate) -> str:
    # Half a frame early: the first frame at or after an instant becomes a key frame.
    half = rate.seconds(1) / 2
    return ",".join(f"{rate.seconds(frame) - half:.6f}" for frame in frames)


def make_sound(
    folder: Path,
    language: str,
    pitch: int,
    *,
    is_default: bool = False,
    title: str = "",
    seconds: float = SECONDS,
):
    path = folder / f"{language}-{pitch}.mp4"
    source = f"sine=frequency={pitch}:sample_rate=48000:duration={seconds}"
    _ffmpeg(["-f", "lavfi", "-i", source, "-ac", "2", "-c:a", "aac", "-b:a", "64k"], path)
    return SoundRendition(
        path=str(path),
        language=language,
        channels=2,
        bits_per_second=64_000,
        before=None,
        after=None,
        title=title,
        is_default=is_default,
    )


def make_surround(
    folder: Path, language: str, codec: SoundCodec = SoundCodec.EAC3, channels: int = 6
):
    """Six tones as 5.1, or the first two as its companion in stereo."""
    path = folder / f"{language}-{codec}-{channels}.mp4"
    pitches = (440, 550, 660, 60, 770, 880)[:channels]
    tones = "|".join(f"0.1*sin({hertz}*2*PI*t)" for hertz in pitches)
    layout = "stereo" if channels == 2 else "5.1"
    source = f"aevalsrc='{tones}':s=48000:c={layout}:d={SECONDS}"
    opus = ["-c:a", "libopus", *([] if channels == 2 else ["-mapping_family", "1"])]
    coding = opus if codec is SoundCodec.OPUS else ["-c:a", codec.value]
    _ffmpeg(["-f", "lavfi", "-i", source, *coding, "-b:a", "384k"], path)
    return SoundRendition(str(path), language, channels, 384_000, None, None, codec=codec)


def make_captions(folder: Path, language: str, **words):
    path = folder / f"{language}{len(words)}{words.get('is_forced', '')}.vtt"
    path.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nLumière\n", encoding="utf-8")
    return CaptionRendition(path=str(path), language=language, cues=1, **words)


def make_sheets(folder: Path) -> TrickPlay:
    """Five pictures, two a sheet: the last sheet is half full."""
    _ffmpeg(
        ["-f", "lavfi", "-i", "testsrc2=s=64x18:r=1:d=3", "-c:v", "mjpeg"], folder / "sheet%d.jpg"
    )
    paths = tuple(str(folder / f"sheet{number}.jpg") for number in (1, 2, 3))
    return TrickPlay(paths=paths, width=32, height=18, columns=2, rows=1, interval=0.8, pictures=5)


def _ffmpeg(words: list[str], path: Path) -> None:
    Tools().run(["ffmpeg", "-v", "error", "-y", *words, str(path)], writes=[path.parent])
