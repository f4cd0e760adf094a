"""A small picture of the moment that a finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lanterne_media.model import Finding, Mezzanine, Severity
from lanterne_media.stills import look
from lanterne_media.tools import LimitReached, Runner, Stopped, ToolFailed, untrusted

# A film with more faults than this is looked at otherwise.
MOST = 24
WIDEST = 480
# What can be seen in one frame.
SEEN = {"black", "flashing", "frames_lost", "frames_repeated", "freeze", "illegal_levels"}
_GRAVITY = tuple(Severity)


def take(
    mezzanine: Mezzanine, findings: Sequence[Finding], folder: Path, *, run: Runner
) -> tuple[Finding, ...]:
    """The findings, those of the picture with a JPEG of their first frame in ``folder``; the gravest where it is too many."""
    wanted = {place: f"{number:02d}-{findings[place].code}.jpg" for number, place in enumerate(_chosen(findings), 1)}  # fmt: skip
    kept = {place: name for place, name in wanted.items() if _taken(mezzanine, findings[place], folder / name, run)}  # fmt: skip
    return tuple(
        replace(finding, picture=kept.get(place, "")) for place, finding in enumerate(findings)
    )


def _chosen(findings: Sequence[Finding]) -> list[int]:
    shown = [place for place, one in enumerate(findings) if one.code in SEEN and one.start is not None]  # fmt: skip
    gravest = sorted(shown, key=lambda place: -_GRAVITY.index(findings[place].severity))
    return sorted(gravest[:MOST])


def command(mezzanine: Mezzanine, at: float, output: Path) -> list[str]:
    """Write the frame that is shown at a moment of the film."""
    video = mezzanine.video
    width, height = video.display_size
    scale = min(1.0, WIDEST / width)
    size = max(2, int(width * scale) // 2 * 2), max(2, round(height * scale / 2) * 2)
    filters = [*look.whole_frame(video), *look.jpeg_colours(video, *size)]
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", "-ss", f"{max(0.0, at):.3f}"),
        *(*untrusted(mezzanine.path), "-map", f"0:{video.index}", "-map_metadata", "-1"),
        *("-map_chapters", "-1", "-vf", ",".join(filters), "-frames:v", "1"),
        *("-c:v", "mjpeg", "-q:v", "5", "-flags:v", "+bitexact", "-f", "image2", "-update", "1"),
        f"file:{str(output).replace('%', '%%')}",
    ]


def _taken(mezzanine: Mezzanine, finding: Finding, output: Path, run: Runner) -> bool:
    """Whether there is such a picture: of a damaged place there may be none, and the finding stands without it."""
    # Seeking lands on the frame at or after a moment; half a frame later would be the next one.
    at = (finding.start or 0.0) - mezzanine.video.rate.seconds(1) / 4
    try:
        run.run(
            command(mezzanine, at, output), reads=[Path(mezzanine.path)], writes=[output.parent]
        )
    except (Stopped, LimitReached):
        raise
    except ToolFailed:
        return False
    return output.exists()
