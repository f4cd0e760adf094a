"""What is wrong with a film, seen and heard in one decoding of all of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lanterne_media.model import Finding, MediaRefused, Mezzanine
from lanterne_media.qc import decoding, judgement
from lanterne_media.qc.judgement import CODES, loudness
from lanterne_media.tools import DEFAULT_LIMITS, LimitReached, Runner, Stopped, ToolFailed

# A core decodes the heaviest film that we take (8K, ten bits) at about this fraction of its pace.
SLOWEST = 50


def inspect(mezzanine: Mezzanine, *, run: Runner) -> tuple[Finding, ...]:
    """All findings, in the order of the film; what belongs to no moment comes first. Codes are in ``CODES``."""
    seconds = max(DEFAULT_LIMITS.wall_seconds, SLOWEST * mezzanine.duration)
    limits = dataclasses.replace(DEFAULT_LIMITS, wall_seconds=seconds, cpu_seconds=int(2 * seconds))
    command, path = decoding.command(mezzanine), decoding.source(mezzanine)
    try:
        words = run.run(command, reads=[path], limits=limits).stderr
    except (Stopped, LimitReached):
        raise
    except ToolFailed as broken:
        if broken.was_killed:
            raise MediaRefused(
                "This film breaks the decoder, or needs more memory than we allow."
            ) from broken
        # A damaged film may end badly and have told much before.
        words = broken.words
    heard = decoding.read(words, mezzanine)
    if not heard.frames:
        raise MediaRefused("No frame of this film can be read.")
    return in_order(judgement.judge(mezzanine, heard))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the film; what belongs to no moment comes first."""
    return tuple(
        sorted(findings, key=lambda one: (one.start is not None, one.start or 0.0, one.code))
    )


__all__ = ["CODES", "in_order", "inspect", "loudness"]
