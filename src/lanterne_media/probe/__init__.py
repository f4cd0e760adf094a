"""What the file is: its facts, or one sentence that says why it cannot be taken."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import msgspec

from lanterne_media.model import (
    Dynamics,
    FieldOrder,
    Limits,
    MediaRefused,
    Mezzanine,
    Rate,
    SoundBeside,
    SoundFacts,
    SoundSidecar,
    VideoFacts,
)
from lanterne_media.probe import brightness, gate, look, sounds, streams, timing
from lanterne_media.probe.beside import judged
from lanterne_media.probe.streams import Answer, Stream
from lanterne_media.tools import DEFAULT_LIMITS, Runner, ToolFailed, described

# To look at a few frames never takes long; a file that needs more is an attack or a broken disk.
LONGEST_LOOK = 120.0
NO_SOUND = "is no sound file that we take: WAV, FLAC, AIFF, M4A, AC-3, E-AC-3, or a film's."


def probe(path: Path, *, run: Runner, limits: Limits = DEFAULT_LIMITS) -> Mezzanine:
    """The facts of a film file. Whoever follows links does so before: here a link is refused.

    Starts of tracks are counted from the start of the file, whatever its clock says.
    """
    path = path.absolute()
    gate.admit(path)
    limits = dataclasses.replace(limits, wall_seconds=min(limits.wall_seconds, LONGEST_LOOK))
    answer = _ask(path, run, limits)
    picture = streams.picture(answer, limits)
    video = _video(path, picture, answer, run, limits)
    duration = streams.seconds(answer.format.duration) or video.duration
    gate.admit_duration(max(duration, video.duration), limits)
    with path.open("rb") as content:
        identity = hashlib.file_digest(content, "sha256").hexdigest()
    return Mezzanine(
        path=str(path),
        identity=identity,
        size_bytes=path.stat().st_size,
        container=answer.format.format_name,
        duration=duration,
        video=video,
        sounds=sounds.together(streams.sounds(answer)),
        captions=streams.captions(answer),
        chapters=streams.chapters(answer),
        left_out=streams.left_out(answer),
    )


def beside(
    sidecar: SoundSidecar, video: VideoFacts, *, run: Runner, limits: Limits = DEFAULT_LIMITS
) -> SoundBeside:
    """A sound file delivered beside the film; refused in one sentence when it does not go with the picture."""
    path = Path(sidecar.path).absolute()
    found, lasts = sounds_in(path, run=run, limits=limits)
    return judged(dataclasses.replace(sidecar, path=str(path)), found, lasts, video)


def sounds_in(
    path: Path, *, run: Runner, limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[SoundFacts, ...], float]:
    """The sounds of a file that may hold nothing else, and how long it lasts."""
    gate.admit(path)
    limits = dataclasses.replace(limits, wall_seconds=min(limits.wall_seconds, LONGEST_LOOK))
    try:
        answer = _ask(path, run, limits)
    except MediaRefused as refusal:
        if str(refusal) == gate.NO_FILM:
            raise MediaRefused(f"{path.name} {NO_SOUND}") from refusal
        raise
    return sounds.together(streams.sounds(answer)), streams.seconds(answer.format.duration)


def _ask(path: Path, run: Runner, limits: Limits) -> Answer:
    command = ["ffprobe", "-v", "error", "-of", "json", *described(path, limits)]
    try:
        done = run.run(
            [*command, "-show_streams", "-show_format", "-show_chapters"],
            reads=[path],
            limits=limits,
        )
        gate.admit_words(done.stderr)
        return msgspec.json.decode(done.stdout.decode(errors="replace"), type=Answer)
    except ToolFailed as broken:
        raise gate.explain(path, broken) from broken
    except msgspec.DecodeError as error:
        raise MediaRefused("This file describes itself in a way that cannot be read.") from error


def _video(path: Path, picture: Stream, answer: Answer, run: Runner, limits: Limits) -> VideoFacts:
    field_order = look.field_order(path, picture, run=run, limits=limits)
    clock = look.clock(path, picture, run=run, limits=limits)
    pace = _pace(clock, picture, answer, field_order)
    duration = streams.duration(picture, answer) or _counted(path, picture, pace.rate, run, limits)
    video = streams.video(picture, answer, pace, field_order, duration)
    if video.dynamics is Dynamics.SDR:
        return video
    mastering, light = brightness.told(path, picture, run=run, limits=limits)
    return dataclasses.replace(video, mastering=mastering, light=light)


def _pace(
    clock: look.Clock, picture: Stream, answer: Answer, field_order: FieldOrder
) -> timing.Pace:
    tick = timing.ratio(picture.time_base) or timing.MILLISECOND
    # Where only some frames carry a time, their lengths tell.
    if timing.is_pulled_down(clock.lengths, tick):
        return timing.PULLED_DOWN
    return timing.pace(
        clock.times,
        tick=tick,
        nominal=timing.ratio(picture.r_frame_rate),
        # Of a bare stream, which has no duration, this is a guess.
        mean=timing.ratio(picture.avg_frame_rate) if answer.format.duration else None,
        field_order=field_order,
    )


def _counted(path: Path, picture: Stream, rate: Rate, run: Runner, limits: Limits) -> float:
    """The duration of a bare stream, which says nothing of it: every packet is counted."""
    return rate.seconds(look.count(path, picture, run=run, limits=limits))


__all__ = ["beside", "probe", "sounds_in"]
