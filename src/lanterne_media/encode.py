"""One shot at one rung, and the joining of shots into a rendition."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import Codec, Policy, Rate, Rung, Shot
from lanterne_media.reference import Reference, count_frames, first_stream, restamp, scale, seek
from lanterne_media.tools import Runner, ToolFailed, untrusted

ENCODERS = {Codec.H264: "libx264", Codec.AV1: "libsvtav1"}
_QUIET = ("ffmpeg", "-nostdin", "-v", "error", "-y")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished shot: a file name within its folder, its video bits, and how it was made."""

    file: str
    bits: int
    frames: int
    command: str
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Take:
    """One shot at one rung, with a key frame every ``key_interval`` frames."""

    reference: Reference
    shot: Shot
    rung: Rung
    key_interval: int


def command(take: Take, output: Path) -> list[str]:
    """Encode one shot on one core, with key frames at the same instants in every rung."""
    video, rung = take.reference.video, take.rung
    filters = f"{scale(video, rung.width, rung.height)},{restamp(video.rate)}"
    return [
        *_QUIET,
        *seek(take.reference, take.shot.first, take.shot.frames),
        *("-map", f"0:{video.index}", "-frames:v", str(take.shot.frames)),
        *("-vf", filters, "-r", str(video.rate), "-fps_mode", "cfr"),
        *_encoder(rung, take.key_interval),
        *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
        *("-color_range", "tv", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-video_track_timescale", str(timescale(video.rate)), str(output)),
    ]


def _encoder(rung: Rung, interval: int) -> list[str]:
    words = ["-preset", rung.preset, "-crf", f"{rung.crf:g}"]
    if rung.codec is Codec.H264:
        fixed = f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0"
        return [
            *("-c:v", ENCODERS[Codec.H264], *words, "-profile:v", "high", "-pix_fmt", "yuv420p"),
            *("-threads", "1", "-x264-params", fixed),
        ]
    return [
        *("-c:v", ENCODERS[Codec.AV1], *words, "-pix_fmt", "yuv420p10le"),
        *("-g", str(interval), "-svtav1-params", "lp=1:scd=0:irefresh-type=2"),
    ]


def key_interval(rate: Rate, policy: Policy) -> int:
    """Frames between key frames: half a segment, so that a segment that begins at a cut stays short."""
    return max(1, rate.frames(policy.segment_seconds / 2))


def timescale(rate: Rate) -> int:
    """Ticks a second in which a frame is a whole number of ticks."""
    return rate.num * (1000 if rate.num < 1000 else 1)


def encode_shot(take: Take, folder: Path, *, run: Runner) -> Encoded:
    """Encode into ``folder`` and count what came out; raise ``ToolFailed`` when frames are missing."""
    output = folder / "shot.mp4"
    words = command(take, output)
    finished = run.run(words, reads=[Path(take.reference.path)], writes=[folder])
    frames = count_frames(output, run=run)
    if frames != take.shot.frames:
        raise ToolFailed(words, 0, f"{frames} frames came out of {take.shot.frames}")
    bits = _stream_bits(output, run=run)
    return Encoded(output.name, bits, frames, shlex.join(words), finished.cpu_seconds)


def join_command(listing: Path, rate: Rate, output: Path) -> list[str]:
    """Put shots one after the other without encoding again."""
    # The joiner counts microseconds; each frame is put back on the tick where it belongs, or rungs would drift apart.
    frame = rate.den * timescale(rate) // rate.num
    on_the_tick = (
        f"setts=pts=round(PTS/{frame})*{frame}:dts=round(DTS/{frame})*{frame}:duration={frame}"
    )
    return [
        *_QUIET,
        *("-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", f"file:{listing}"),
        *("-map", "0:v:0", "-c", "copy", "-bsf:v", on_the_tick),
        *("-video_track_timescale", str(timescale(rate)), str(output)),
    ]


def join(shots: Sequence[Path], rate: Rate, frames: int, folder: Path, *, run: Runner) -> str:
    """Join finished shots into ``rendition.mp4`` in ``folder``, and count its frames."""
    listing, output = folder / "shots.txt", folder / "rendition.mp4"
    listing.write_text("".join(f"file 'file:{_quoted(path)}'\n" for path in shots))
    words = join_command(listing, rate, output)
    # Their common folder, not each of them: a feature has more shots than a command line has room.
    run.run(words, reads=sorted({shot.parent.parent for shot in shots}), writes=[folder])
    found = count_frames(output, run=run)
    if found != frames:
        raise ToolFailed(words, 0, f"{found} frames came out of {frames}")
    listing.unlink()
    return output.name


def _quoted(path: Path) -> str:
    return str(path).replace("'", r"'\''")


def _stream_bits(path: Path, *, run: Runner) -> int:
    words = [
        "ffprobe",
        "-v",
        "error",
        "-select_streams",
        "v:0",
        "-show_entries",
        "packet=size",
        "-of",
        "csv=p=0",
    ]
    sizes = run.run([*words, *untrusted(path)], reads=[path]).stdout.decode().split()
    return 8 * sum(int(size.rstrip(",")) for size in sizes)


def codec_string(path: Path, *, run: Runner) -> str:
    """The RFC 6381 name of a rendition's codec, from what the file itself declares."""
    facts = first_stream(
        path, "-show_streams", "stream=codec_name,profile,level,pix_fmt", run=run, stream=None
    )
    if facts["codec_name"] == "h264":
        return f"avc1.6400{int(facts['level']):02x}"
    depth = "10" if "10" in facts["pix_fmt"] else "08"
    return f"av01.0.{int(facts['level']):02d}M.{depth}"
