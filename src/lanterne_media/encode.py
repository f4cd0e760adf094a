"""One shot at one rung, and the joining of shots into a rendition."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lanterne_media import dynamics, grain, hardware, hevc
from lanterne_media.model import Codec, Encoder, Limits, Policy, Rate, Rung, Shot, VideoFacts
from lanterne_media.reference import (
    Reference,
    count_frames,
    first_stream,
    restamp,
    roomy,
    scale,
    seek,
)
from lanterne_media.tools import Finished, Runner, ToolFailed, untrusted

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
    # A checksum of what a decoder is told before the first frame: what is joined has one for all.
    head: str = ""

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
    filters += hardware.filters(rung)
    return [
        *_QUIET,
        *hardware.opening(rung.encoder),
        *seek(reference, take.shot.first, take.shot.frames),
        *("-map", f"0:{reference.video.index}", "-vf", filters),
        *_output(take, output),
    ]


def trial_command(takes: Sequence[Take], outputs: Sequence[Path]) -> list[str]:
    """Encode one shot at one size with several rate factors: read and scaled once."""
    reference, rung, shot = takes[0].reference, takes[0].rung, takes[0].shot
    video, names = reference.video, [f"[v{n}]" for n in range(len(takes))]
    filters = f"{scale(video, rung.width, rung.height)},{restamp(video.rate)}"
    filters += hardware.filters(rung)
    return [
        *_QUIET,
        *hardware.opening(rung.encoder),
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


def encoder(rung: Rung) -> str:
    """The encoder of a rung as ffmpeg calls it."""
    is_software = rung.encoder is Encoder.SOFTWARE
    return ENCODERS[rung.codec] if is_software else hardware.name(rung.codec, rung.encoder)


def _encoder(rung: Rung, interval: int, video: VideoFacts) -> list[str]:
    if rung.encoder is not Encoder.SOFTWARE:
        return hardware.words(rung, interval)
    words = ["-preset", rung.preset, "-crf", f"{rung.crf:g}"]
    if rung.codec is Codec.H264:
        fixed = f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0"
        return [
            *("-c:v", ENCODERS[Codec.H264], *words, "-profile:v", "high", "-pix_fmt", "yuv420p"),
            *("-threads", "1", "-x264-params", fixed),
        ]
    if rung.codec is Codec.HEVC:
        return hevc.encoder(rung.preset, rung.crf, interval, dynamics.x265_words(video))
    steady = ("lp=1:scd=0:irefresh-type=2", *grain.words(rung))
    fixed = ":".join((*steady, *dynamics.svt_words(video)))
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
    """Encode into ``folder`` and count what came out.

    Raise ``ToolFailed`` when frames are missing, or key frames are not exactly where they were asked for.
    """
    output = folder / name
    words = command(take, output)
    finished = _run(words, [take], folder, run=run)
    return _encoded(words, output, take, finished.cpu_seconds, run=run)


def encode_trials(takes: Sequence[Take], folder: Path, *, run: Runner) -> tuple[Encoded, ...]:
    """One shot at one size with several rate factors, each counted; they share what it cost."""
    outputs = [folder / f"{n}.mp4" for n in range(len(takes))]
    words = trial_command(takes, outputs)
    share = _run(words, takes, folder, run=run).cpu_seconds / len(takes)
    pairs = zip(takes, outputs, strict=True)
    return tuple(_encoded(words, output, take, share, run=run) for take, output in pairs)


def _run(words: Sequence[str], takes: Sequence[Take], folder: Path, *, run: Runner) -> Finished:
    reference, devices = takes[0].reference, hardware.nodes(takes[0].rung.encoder)
    if devices and not reference.is_plate:
        raise ValueError("a chip's driver is shown only what we made ourselves")
    reads, limits = [Path(reference.path)], _limits(takes)
    return run.run(words, reads=reads, writes=[folder], devices=devices, limits=limits)


def _limits(takes: Sequence[Take]) -> Limits:
    """What encoders of these sizes ask for: SVT-AV1 takes some 450 bytes a pixel of the picture."""
    usual = roomy(sum(take.rung.width * take.rung.height for take in takes))
    is_software = takes[0].rung.encoder is Encoder.SOFTWARE
    return usual if is_software else replace(usual, memory_bytes=hardware.ADDRESSES)


def _encoded(
    words: Sequence[str], output: Path, take: Take, cpu_seconds: float, *, run: Runner
) -> Encoded:
    found, frames = packets(output, run=run), take.shot.frames
    if len(found.sizes) != frames:
        raise ToolFailed(words, 0, f"{len(found.sizes)} frames came out of {frames}")
    wanted = list(range(0, frames, take.key_interval))
    # Packets come in the order of decoding: after a frame of an open group a key frame would come too soon.
    keys = [place for place, is_key in enumerate(found.keys) if is_key]
    if keys != wanted:
        raise ToolFailed(words, 0, f"key frames came at {keys[:9]}, not at {wanted[:9]}")
    key_bits = 8 * sum(found.sizes[place] for place in keys)
    return Encoded(
        file=output.name,
        bits=8 * sum(found.sizes),
        frames=frames,
        command=shlex.join(words),
        cpu_seconds=cpu_seconds,
        key_bits=key_bits,
        key_frames=len(keys),
        head=found.head,
    )


def refuse_different_heads(shots: Sequence[Encoded]) -> None:
    """Raise ``ToolFailed`` where decoders of a joined film in HEVC would be told of one head and given another's shots.

    Of HEVC only what stands before the first frame is kept; H.264 and AV1 carry it with every key frame. What two
    factors bring into it, two chips, or two drivers of one, nobody knows before.
    """
    for one in shots:
        if one.head != shots[0].head:
            words = "its shots have different heads and cannot be joined"
            raise ToolFailed(shlex.split(one.command), 0, words)


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


@dataclass(frozen=True, slots=True)
class Packets:
    """Of every frame its size in bytes and whether a player can begin there; a checksum of what stands before them."""

    sizes: list[int]
    keys: list[bool]
    head: str


def packets(path: Path, *, run: Runner) -> Packets:
    """What a finished file holds, in the order in which it is decoded."""
    words = [
        *("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_data_hash", "SHA256"),
        *("-show_entries", "packet=size,flags:stream=extradata_hash", "-of", "csv=p=0"),
    ]
    said = run.run([*words, *untrusted(path)], reads=[path]).stdout.decode().split()
    pairs = [line.split(",") for line in said if "," in line]
    head = next((line for line in said if "," not in line), "")
    return Packets([int(pair[0]) for pair in pairs], [pair[1][0] == "K" for pair in pairs], head)


def codec_string(path: Path, *, run: Runner) -> str:
    """The RFC 6381 name of a rendition's codec, from what the file itself declares."""
    asked = "stream=codec_name,profile,level,pix_fmt,extradata"
    facts = first_stream(path, "-show_data", asked, run=run, stream=None)
    if facts["codec_name"] == "h264":
        # Profile, constraints and level stand one after the other at the head of ``avcC``.
        return f"avc1.{hevc.configuration(facts['extradata'])[1:4].hex()}"
    if facts["codec_name"] == "hevc":
        return hevc.codec_string(hevc.configuration(facts["extradata"]))
    depth = "10" if "10" in facts["pix_fmt"] else "08"
    return f"av01.0.{int(facts['level']):02d}M.{depth}"
