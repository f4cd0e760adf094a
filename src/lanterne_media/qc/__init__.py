"""What is wrong with a film, seen and heard in one decoding of all of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from lanterne_media import store
from lanterne_media.model import (
    Finding,
    Limits,
    Loudness,
    MediaRefused,
    Mezzanine,
    SoundRendition,
    Verdict,
)
from lanterne_media.qc import decoding, ears, eyes, judgement, pictures, rulesets
from lanterne_media.qc.decoding import Heard
from lanterne_media.qc.eyes import Eyes
from lanterne_media.qc.judgement import CODES, loudness
from lanterne_media.qc.reading import of_renditions as words
from lanterne_media.tools import DEFAULT_LIMITS, LimitReached, Runner, Stopped, ToolFailed

# A core decodes the heaviest film that we take (8K, ten bits) at about this fraction of its pace.
SLOWEST = 50
# What is wrong with a film, and what is told where it was put right: bars cut off, film put together again.
PUT_RIGHT = {"letterbox": "bars_cut", "pull_down": "telecine"}


def inspect(mezzanine: Mezzanine, *, run: Runner) -> tuple[Finding, ...]:
    """All findings, in the order of the film; what belongs to no moment comes first. Codes are in ``CODES``."""
    seconds = max(DEFAULT_LIMITS.wall_seconds, SLOWEST * mezzanine.duration)
    limits = dataclasses.replace(DEFAULT_LIMITS, wall_seconds=seconds, cpu_seconds=int(2 * seconds))
    with store.room() as notes:
        heard = _watch(mezzanine, notes, run, limits)
    if not heard.frames:
        raise MediaRefused("No frame of this film can be read.")
    return in_order(judgement.judge(mezzanine, heard))


def _watch(mezzanine: Mezzanine, notes: Path, run: Runner, limits: Limits) -> Heard:
    command, sight = decoding.command(mezzanine, notes), Eyes(mezzanine.video)
    pieces = run.stream(
        command,
        reads=[decoding.source(mezzanine)],
        writes=[notes],
        chunk=eyes.TOGETHER * eyes.FRAME_BYTES,
        limits=limits,
    )
    try:
        words = _looked_at(pieces, sight)
    except (Stopped, LimitReached):
        raise
    except ToolFailed as broken:
        if broken.was_killed:
            raise MediaRefused(
                "This film breaks the decoder, or needs more memory than we allow."
            ) from broken
        # A damaged film may end badly and have told much before.
        words = broken.words
    seconds = [ears.read(decoding.note(notes, number)) for number in range(len(mezzanine.sounds))]
    return decoding.read(words, mezzanine, sight.seen(), seconds)


def _looked_at(pieces: Generator[bytes, None, str], sight: Eyes) -> str:
    """Show the eyes every frame; return what the pass said."""
    while True:
        try:
            sight.look(next(pieces))
        except StopIteration as done:
            return str(done.value)


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In order, without what is also told as put right in what is published."""
    found = tuple(findings)
    codes = {one.code for one in found}
    return in_order(one for one in found if PUT_RIGHT.get(one.code) not in codes)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the film; what belongs to no moment comes first."""
    return tuple(
        sorted(findings, key=lambda one: (one.start is not None, one.start or 0.0, one.code))
    )


def verdicts(
    names: Sequence[str],
    mezzanine: Mezzanine,
    findings: Sequence[Finding],
    loudness: Sequence[Loudness | None],
) -> tuple[Verdict, ...]:
    """What each of these rule sets says of a film; ``loudness`` is in the order of its sounds, as far as it is known."""
    return tuple(
        rulesets.judge(rulesets.load(name), mezzanine, findings, loudness) for name in names
    )


def delivered_loudness(
    mezzanine: Mezzanine, made: Sequence[SoundRendition]
) -> tuple[Loudness | None, ...]:
    """What publishing learned of the loudness that each sound was delivered with: of surround in all its channels."""
    # The last word on a sound is that of its widest form.
    ranked = sorted(made, key=lambda one: one.is_surround)
    heard = {one.mix: one.before for one in ranked if one.before}
    return tuple(heard.get(sound.mix) for sound in mezzanine.sounds)


__all__ = [
    "CODES",
    "delivered_loudness",
    "in_order",
    "inspect",
    "loudness",
    "pictures",
    "told_once",
    "verdicts",
    "words",
]
