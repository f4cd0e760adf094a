"""What encoders read and measurements compare with.

The mezzanine itself where any frame of it can be found by its time; otherwise a conformed copy (constant rate,
progressive, upright, square pixels, standard range).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from lanterne_media import dynamics, losses, scan, shapes
from lanterne_media.losses import Lost
from lanterne_media.model import (
    Bars,
    Dynamics,
    FieldOrder,
    Finding,
    Limits,
    MediaRefused,
    Mezzanine,
    Policy,
    Rate,
    Shot,
    VideoFacts,
)
from lanterne_media.scan import FASTEST_RATE, conformed_rate
from lanterne_media.tools import Runner, ToolFailed, described, untrusted

PLATE = "yuv4mpegpipe"
_LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0")
# x264 has no lossless mode for ten bits that can be asked for here.
_LOSSLESS_TEN = ("-c:v", "ffv1", "-level", "3", "-slices", "4")
SEEKABLE = ("mov", "mp4", "matroska")


# Decoders and encoders take some hundreds of bytes a pixel: frames that wait for one another, and their threads.
BYTES_A_PIXEL = 800


def roomy(pixels: int) -> Limits:
    """What our own work on so many pixels at a time may take; never less than is usual."""
    usual = Limits()
    return replace(usual, memory_bytes=max(usual.memory_bytes, 2**30 + BYTES_A_PIXEL * pixels))


@dataclass(frozen=True, slots=True)
class Reference:
    """What encoders read and measurements compare with: exactly ``frames`` frames at a constant rate."""

    path: str
    identity: str
    video: VideoFacts
    frames: int
    is_plate: bool = False
    lost: tuple[Lost, ...] = ()
    # What is told of how the film was read.
    findings: tuple[Finding, ...] = ()
    # Of a copy, the picture that it was made of.
    origin: VideoFacts | None = None

    @property
    def film(self) -> VideoFacts:
        """The film's own picture, as it was measured and read."""
        return self.origin or self.video

    @property
    def words(self) -> list[str]:
        """The input words that open it; a plate is our own and in a form that no stranger may send."""
        return ["-f", PLATE, "-i", f"file:{self.path}"] if self.is_plate else untrusted(self.path)

    @property
    def duration(self) -> float:
        return self.video.rate.seconds(self.frames)


def as_is(mezzanine: Mezzanine, *, run: Runner, kept: Dynamics = Dynamics.SDR) -> Reference | None:
    """The mezzanine as its own reference, or ``None`` when its frames cannot be found by their times.

    ``kept`` is the range of brightness for which the reference is wanted.
    """
    video = mezzanine.video
    is_plain = (
        any(name in mezzanine.container for name in SEEKABLE)
        and video.is_constant_rate
        and video.field_order is FieldOrder.PROGRESSIVE
        and video.dynamics is kept
        and dynamics.is_ready(video)
        and abs(video.start) < 0.001
        and video.rate.value <= FASTEST_RATE
        and not video.shapes
    )
    if not is_plain:
        return None
    frames = count_frames(Path(mezzanine.path), run=run, stream=video.index)
    # A packet more or less than the duration says means an edit list or a gap: times would not name frames.
    is_exact = frames == video.rate.frames(video.duration)
    seen = video if kept is Dynamics.SDR else dynamics.as_published(video)
    return Reference(mezzanine.path, mezzanine.identity, seen, frames) if is_exact else None


def plate_command(reference: Reference, shot: Shot, output: Path) -> list[str]:
    """The frames of one shot as plain samples, for whoever must read them many times."""
    video = reference.video
    width, height = video.display_size
    depth = "yuv420p10le" if video.bit_depth > 8 else "yuv420p"
    filters = f"{scale(video, width, height)},format={depth},{restamp(video.rate)}"
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *seek(reference, shot.first, shot.frames),
        *("-map", f"0:{video.index}", "-frames:v", str(shot.frames), "-vf", filters),
        *("-r", str(video.rate), "-fps_mode", "cfr"),
        # Ten bits in this form are a common extension that ffmpeg wants to hear asked for.
        *("-f", PLATE, "-strict", "-1", str(output)),
    ]


def plate_of(reference: Reference, shot: Shot, path: str) -> Reference:
    """What the plate of a shot is, wherever it lies: a reference of its own, beginning at frame 0."""
    frames, rate = shot.frames, reference.video.rate
    video = _standard(reference.video, rate, frames, reference.video.dynamics)
    video = replace(video, bit_depth=reference.video.bit_depth)
    identity = f"{reference.identity}:{shot.first}+{frames}"
    return Reference(path, identity, video, frames, is_plate=True)


def plate(reference: Reference, shot: Shot, folder: Path, *, run: Runner) -> str:
    """Cut a shot into ``folder``; raise ``ToolFailed`` when frames are missing."""
    output = folder / f"plate.{PLATE}"
    words = plate_command(reference, shot, output)
    run.run(words, reads=[Path(reference.path)], writes=[folder])
    frames = plate_frames(output)
    if frames != shot.frames:
        raise ToolFailed(words, 0, f"{frames} frames came out of {shot.frames}")
    return output.name


def plate_bytes(video: VideoFacts, frames: int) -> int:
    """How much room the plate of so many frames takes."""
    width, height = video.display_size
    return frames * (width * height * 3 // 2) * (2 if video.bit_depth > 8 else 1)


def plate_frames(path: Path) -> int:
    """Whole frames in a plate: a line of facts, then for each frame its mark and its samples."""
    with path.open("rb") as file:
        head = file.readline(4096)
    facts = {word[:1]: word[1:] for word in head.decode("ascii", "replace").split()[1:]}
    depth = 2 if "p10" in facts.get("C", "") else 1
    frame = len(b"FRAME\n") + int(facts["W"]) * int(facts["H"]) * 3 // 2 * depth
    frames, rest = divmod(path.stat().st_size - len(head), frame)
    return frames if rest == 0 else 0


def conform_command(
    mezzanine: Mezzanine,
    output: Path,
    flag: FieldOrder | None = None,
    *,
    kept: Dynamics = Dynamics.SDR,
) -> list[str]:
    """A lossless copy with a key frame every half second, so that any frame can be found.

    ``flag`` is the field order that the film itself declares, where it was measured to be another; ``kept`` is the
    range of brightness for which the copy is made.
    """
    video, rate = mezzanine.video, conformed_rate(mezzanine.video)
    width, height = video.display_size
    filters = [
        # The picture's first frame is zero: were it not, copies of it would fill the time since the file's.
        *([f"setpts=PTS-{video.start:.6f}/TB"] if video.start else []),
        *scan.filters(video, flag or video.field_order, output.parent),
        *dynamics.into(video, kept),
        # Four frames that are left of five come evenly already.
        *([] if video.is_pulled_down else [f"fps={rate}"]),
        f"{shapes.fitted(video)}{scale(dynamics.after(video, kept), width, height)}",
        "format=yuv420p" if kept is Dynamics.SDR else "format=yuv420p10le",
    ]
    coding = _LOSSLESS if kept is Dynamics.SDR else _LOSSLESS_TEN
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *untrusted(mezzanine.path),
        *("-map", f"0:{video.index}", "-vf", ",".join(filters), "-fps_mode", "cfr"),
        *(*coding, "-g", str(max(1, round(rate.value / 2)))),
        *("-an", "-sn", "-dn", str(output)),
        *losses.words(video),
    ]


def conform(  # noqa: PLR0913 - one argument for each thing that a copy depends on
    mezzanine: Mezzanine,
    folder: Path,
    *,
    run: Runner,
    flag: FieldOrder | None = None,
    kept: Dynamics = Dynamics.SDR,
    most_lost: float = Policy().most_lost_seconds,
) -> Reference:
    """Make the conformed copy in ``folder``, where the frame before stands in for one that is lost.

    Refuse a film of which no frame can be decoded, or too many cannot.
    """
    ending = "mp4" if kept is Dynamics.SDR else "mkv"
    output, video = folder / f"conformed.{ending}", mezzanine.video
    try:
        command = conform_command(mezzanine, output, flag, kept=kept)
        limits = roomy(video.width * video.height)
        done = run.run(command, reads=[Path(mezzanine.path)], writes=[folder], limits=limits)
    except ToolFailed as error:
        if error.says_nothing_of_the_file:
            raise
        raise MediaRefused("The picture of this file cannot be decoded.") from error
    flag = flag or video.field_order
    found = scan.as_it_turned_out(video, flag, folder)
    if found != video:
        again = replace(mezzanine, video=found)
        return conform(again, folder, run=run, flag=flag, kept=kept, most_lost=most_lost)
    rate = conformed_rate(video)
    # A name of its own: what was made of the film itself is not what would be made of the copy.
    name = "copy" if kept is Dynamics.SDR else f"copy:{kept}"
    frames = _frames_of(output, run=run)
    facts = _standard(video, rate, frames, kept)
    made = Reference(str(output), f"{mezzanine.identity}:{name}", facts, frames)
    _refuse_cut_short(mezzanine, made)
    is_damaged = bool(done.stderr.strip())
    # What is missing at its ends shows only in a film whose header counts its frames rightly.
    is_counted = is_damaged and _is_counted(mezzanine, run=run)
    said = done.stdout.decode()
    lost = losses.read(said, video, is_damaged=is_damaged, is_counted=is_counted)
    losses.refuse_long(lost, video.rate, most_lost)
    return replace(made, lost=lost, findings=tuple(scan.findings(flag, video)))


def _is_counted(mezzanine: Mezzanine, *, run: Runner) -> bool:
    video = mezzanine.video
    frames = count_frames(Path(mezzanine.path), run=run, stream=video.index)
    return abs(video.start) < 0.001 and frames == video.rate.frames(video.duration)


def _refuse_cut_short(mezzanine: Mezzanine, made: Reference) -> None:
    # ffmpeg ends in peace where a truncated file ends: only the length tells.
    promised = mezzanine.video.duration
    if promised - made.duration > max(0.5, promised / 50):
        raise MediaRefused(
            f"Only {made.duration:.1f} of {promised:.1f} seconds of the picture can be decoded: "
            "the file is cut short or damaged."
        )


def _frames_of(path: Path, *, run: Runner) -> int:
    frames = count_frames(path, run=run)
    if not frames:
        raise MediaRefused("No frame of the picture can be decoded.")
    return frames


def _standard(like: VideoFacts, rate: Rate, frames: int, kept: Dynamics) -> VideoFacts:
    """The picture of our own copies: square pixels, upright, the colours of their range."""
    width, height = like.display_size
    copy = VideoFacts(
        index=0,
        codec="h264" if kept is Dynamics.SDR else "ffv1",
        width=width,
        height=height,
        rate=rate,
        duration=rate.seconds(frames),
        colour_range="tv",
    )
    return dynamics.of_copy(copy, like, kept)


def cropped(video: VideoFacts) -> str:
    """The filter, with its comma, that leaves bars out of the upright picture; nothing where there are none."""
    if video.bars == Bars():
        return ""
    width, height = video.active_size
    return f"crop={width}:{height}:{video.bars.left}:{video.bars.top},"


def scale(video: VideoFacts, width: int, height: int) -> str:
    """Resize to square pixels in the matrix of the picture's range, from whatever the file says it is."""
    matrix = {"bt709": "bt709", "bt470bg": "bt601", "smpte170m": "bt601", "bt2020nc": "bt2020"}.get(
        video.matrix, "bt709" if min(video.width, video.height) >= 720 else "bt601"
    )
    range_in = "pc" if video.colour_range in {"pc", "full", "jpeg"} else "tv"
    return (
        f"{cropped(video)}scale={width}:{height}:flags=lanczos:in_color_matrix={matrix}"
        f":out_color_matrix={dynamics.MATRICES[video.dynamics]}"
        f":in_range={range_in}:out_range=tv,setsar=1,{dynamics.declared(video)}"
    )


def seek(reference: Reference, first: int, frames: int) -> list[str]:
    """The input words for a run of frames; half a frame early, because times in files are rounded.

    And not longer than they last: where frames are lost, the next shot's must not take their places.
    """
    if reference.is_plate:
        return reference.words
    rate = reference.video.rate
    start = max(0.0, (first - 0.5) * rate.den / rate.num)
    window = ("-ss", f"{start:.6f}", "-t", f"{rate.seconds(frames):.6f}")
    return [*window, *reference.words]


def restamp(rate: Rate) -> str:
    """Exact times from zero, whatever the input's rounding."""
    return f"settb={rate.den}/{rate.num},setpts=N"


def smaller(video: VideoFacts, short_side: int) -> tuple[int, int]:
    """The even size whose shorter side is this, in the picture's own shape; never larger than the picture."""
    width, height = video.display_size
    share = min(1.0, short_side / min(width, height))
    return max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2)


def with_duration(mezzanine: Mezzanine, reference: Reference) -> Mezzanine:
    """The mezzanine with the picture's length as it will be published."""
    return replace(mezzanine, video=replace(mezzanine.video, duration=reference.duration))


def as_seen(mezzanine: Mezzanine, reference: Reference) -> Mezzanine:
    """The mezzanine as the reference shows it: whoever speaks of its frames by number looks here."""
    video = replace(reference.video, duration=reference.duration)
    return replace(mezzanine, path=reference.path, video=video)


def count_frames(path: Path, *, run: Runner, stream: int | None = None) -> int:
    """Frames in a file by counting its packets, whatever its header says."""
    ask = "-count_packets", "stream=nb_read_packets"
    return int(first_stream(path, *ask, run=run, stream=stream).get("nb_read_packets", "0"))


def first_stream(
    path: Path, ask: str, entries: str, *, run: Runner, stream: int | None
) -> dict[str, str]:
    select = "v:0" if stream is None else str(stream)
    words = [
        "ffprobe",
        "-v",
        "error",
        ask,
        "-select_streams",
        select,
        "-show_entries",
        entries,
        "-of",
        "json",
    ]
    found = json.loads(run.run([*words, *described(path)], reads=[path]).stdout)["streams"]
    return {name: str(value) for name, value in (found[0] if found else {}).items()}
