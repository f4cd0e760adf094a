"""One shot at one rung, and the joining of shots into a rendition."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lanterne_media import dynamics, hevc
from lanterne_media.model import Codec, Limits, Policy, Rate, Rung, Shot, VideoFacts
from lanterne_media.reference import (
    Reference,
    count_frames,
    first_stream,
    restamp,
    roomy,
    scale,
    seek,
)
from lanterne_media.tools import Runner, ToolFailed, untrusted

ENCODERS = {Codec.H264: "libx264", Codec.HEVC: "libx265", Codec.AV1: "libsvtav1"}
_QUIET = ("ffmpeg", "-nostdin", "-v", "error", "-y")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished shot: a file name within its folder, its video bits, and how it was made."""

    file: str
    bits: int
    frames: int
    command: str
    cpu_seconds: float
    key_bits: int = 0
    key_frames: int = 0

    def stretched(self, frames: int, longest_run: int) -> float:
        """The bits of a longer shot of which this is a piece: it has as many key frames as its length asks for."""
        keys, others = -(-frames // longest_run), self.frames - self.key_frames
        per_key = self.key_bits / max(1, self.key_frames)
        # A piece of key frames alone says nothing of others: they cost no more.
        per_other = (self.bits - self.key_bits) / others if others else per_key
        return keys * per_key + (frames - keys) * per_other


@dataclass(frozen=True, slots=True)
class Take:
    """One shot at one rung, with a key frame every ``key_interval`` frames."""

    reference: Reference
    shot: Shot
    rung: Rung
    key_interval: int


def command(take: Take, output: Path) -> list[str]:
    """Encode one shot on one core, with key frames at the same instants in every rung."""
    reference, rung = take.reference, take.rung
    filters = f"{scale(reference.video, rung.width, rung.height)},{restamp(reference.video.rate)}"
    return [
        *_QUIET,
        *seek(reference, take.shot.first, take.shot.frames),
        *("-map", f"0:{reference.video.index}", "-vf", filters),
        *_output(take, output),
    ]


def trial_command(takes: Sequence[Take], outputs: Sequence[Path]) -> list[str]:
    """Encode one shot at one size with several rate factors: read and scaled once."""
    reference, rung, shot = takes[0].reference, takes[0].rung, takes[0].shot
    video, names = reference.video, [f"[v{n}]" for n in range(len(takes))]
    filters = f"{scale(video, rung.width, rung.height)},{restamp(video.rate)}"
    return [
        *_QUIET,
        *seek(reference, shot.first, shot.frames),
        *("-filter_complex_threads", "1", "-filter_complex"),
        f"[0:{video.index}]{filters},split={len(takes)}{''.join(names)}",
        *(
            word
            for name, take, output in zip(names, takes, outputs, strict=True)
            for word in ("-map", name, *_output(take, output))
        ),
    ]


def _output(take: Take, output: Path) -> list[str]:
    rate = take.reference.video.rate
    return [
        *("-frames:v", str(take.shot.frames), "-r", str(rate), "-fps_mode", "cfr"),
        *_encoder(take.rung, take.key_interval, take.reference.video),
        *dynamics.output_words(take.reference.video.dynamics),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *("-video_track_timescale", str(timescale(rate)), str(output)),
    ]


def _encoder(rung: Rung, interval: int, video: VideoFacts) -> list[str]:
    words = ["-preset", rung.preset, "-crf", f"{rung.crf:g}"]
    if rung.codec is Codec.H264:
        fixed = f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0"
        return [
            *("-c:v", ENCODERS[Codec.H264], *words, "-profile:v", "high", "-pix_fmt", "yuv420p"),
            *("-threads", "1", "-x264-params", fixed),
        ]
    if rung.codec is Codec.HEVC:
        return hevc.encoder(rung.preset, rung.crf, interval, dynamics.x265_words(video))
    fixed = ":".join(("lp=1:scd=0:irefresh-type=2", *dynamics.svt_words(video)))
    return [
        *("-c:v", ENCODERS[Codec.AV1], *words, "-pix_fmt", "yuv420p10le"),
        *("-g", str(interval), "-svtav1-params", fixed),
    ]


def longest_run(rate: Rate, policy: Policy) -> int:
    """Frames from one key frame to the next at most: twice a segment, so that most shots need only their first.

    A key frame within a shot costs an eighth of its bits, a quarter where bits are few, and nobody sees it.
    """
    return max(1, rate.frames(2 * policy.segment_seconds))


def key_interval(frames: int, longest: int) -> int:
    """Frames between the key frames of a shot of so many: as few as may be, at even distances."""
    return -(-frames // -(-frames // longest))


def timescale(rate: Rate) -> int:
    """Ticks a second in which a frame is a whole number of ticks."""
    return rate.num * (1000 if rate.num < 1000 else 1)


def encode_shot(take: Take, folder: Path, *, run: Runner, name: str = "shot.mp4") -> Encoded:
    """Encode into ``folder`` and count what came out; raise ``ToolFailed`` when frames are missing."""
    output = folder / name
    words = command(take, output)
    reads, limits = [Path(take.reference.path)], _limits([take])
    finished = run.run(words, reads=reads, writes=[folder], limits=limits)
    return _encoded(words, output, take.shot.frames, finished.cpu_seconds, run=run)


def encode_trials(takes: Sequence[Take], folder: Path, *, run: Runner) -> tuple[Encoded, ...]:
    """One shot at one size with several rate factors, each counted; they share what it cost."""
    outputs = [folder / f"{n}.mp4" for n in range(len(takes))]
    words = trial_command(takes, outputs)
    reads, limits = [Path(takes[0].reference.path)], _limits(takes)
    finished = run.run(words, reads=reads, writes=[folder], limits=limits)
    share, frames = finished.cpu_seconds / len(takes), takes[0].shot.frames
    return tuple(_encoded(words, output, frames, share, run=run) for output in outputs)


def _limits(takes: Sequence[Take]) -> Limits:
    """What encoders of these sizes ask for: SVT-AV1 takes some 450 bytes a pixel of the picture."""
    return roomy(sum(take.rung.width * take.rung.height for take in takes))


def _encoded(
    words: Sequence[str], output: Path, frames: int, cpu_seconds: float, *, run: Runner
) -> Encoded:
    sizes, keys = packets(output, run=run)
    if len(sizes) != frames:
        raise ToolFailed(words, 0, f"{len(sizes)} frames came out of {frames}")
    key_bits = 8 * sum(size for size, is_key in zip(sizes, keys, strict=True) if is_key)
    command_line = shlex.join(words)
    return Encoded(
        output.name, 8 * sum(sizes), frames, command_line, cpu_seconds, key_bits, sum(keys)
    )


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


def packets(path: Path, *, run: Runner) -> tuple[list[int], list[bool]]:
    """Of every frame its size in bytes, and whether a player can begin there."""
    words = [
        *("ffprobe", "-v", "error", "-select_streams", "v:0"),
        *("-show_entries", "packet=size,flags", "-of", "csv=p=0"),
    ]
    said = run.run([*words, *untrusted(path)], reads=[path]).stdout.decode().split()
    pairs = [line.split(",") for line in said]
    return [int(pair[0]) for pair in pairs], [pair[1].startswith("K") for pair in pairs]


def codec_string(path: Path, *, run: Runner) -> str:
    """The RFC 6381 name of a rendition's codec, from what the file itself declares."""
    asked = "stream=codec_name,profile,level,pix_fmt,extradata"
    facts = first_stream(path, "-show_data", asked, run=run, stream=None)
    if facts["codec_name"] == "h264":
        return f"avc1.6400{int(facts['level']):02x}"
    if facts["codec_name"] == "hevc":
        return hevc.codec_string(hevc.configuration(facts["extradata"]))
    depth = "10" if "10" in facts["pix_fmt"] else "08"
    return f"av01.0.{int(facts['level']):02d}M.{depth}"
