"""Every track decoded to its last frame, decrypted on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from lanterne_media import store
from lanterne_media.model import Keys, Limits
from lanterne_media.tools import LimitReached, Runner, Stopped, ToolFailed
from lanterne_media.verify.tracks import Track


def command(script: Path, track: Track) -> list[str]:
    """Decode what the script names, stop at the first fault, tell how much came out."""
    return [
        "ffmpeg",
        *("-v", "error", "-nostdin", "-xerror", "-err_detect", "explode"),
        *("-protocol_whitelist", "file,concatf", "-f", "concat", "-safe", "0"),
        *("-i", f"file:{script}", "-map", "0"),
        *(["-fps_mode", "passthrough"] if track.is_picture else []),
        *("-f", "null", "-progress", "pipe:1", "-nostats", "-"),
    ]


def faults(folder: Path, track: Track, keys: Keys | None, *, run: Runner) -> Iterator[str]:
    """What decoding shows; the segments are read where they lie, without a copy."""
    with store.room() as room:
        listing, script = room / "segments", room / "film.ffconcat"
        names = [track.init_name, *(segment.name for segment in track.segments)]
        listing.write_text("\n".join(_escaped(folder / file) for file in names))
        script.write_text(_script(listing, track, keys))
        try:
            done = run.run(command(script, track), reads=[folder, room], limits=_limits(track))
        except (Stopped, LimitReached):
            raise
        except ToolFailed as failure:
            yield f"{track.folder} does not decode: {_reason(failure.words)}."
            return
    if done.stderr.strip():
        yield f"{track.folder} does not decode: {_reason(done.stderr)}."
    yield from _shortfall(done.stdout.decode(), track)


def _script(listing: Path, track: Track, keys: Keys | None) -> str:
    # The key goes through a file: a command line is seen by everybody on the machine, and in our errors.
    lines = ["ffconcat version 1.0", f"file 'concatf:{listing}'"]
    if keys:
        lines.append(
            f"option decryption_key {(keys.video if track.is_picture else keys.sound).key}"
        )
    return "\n".join(lines) + "\n"


def _escaped(path: Path) -> str:
    return "file:" + re.sub(r"([\\' ])", r"\\\1", str(path))


def _limits(track: Track) -> Limits:
    """Twenty seconds of processor for a second of film is more than any decoder takes."""
    usual = Limits()
    seconds = int(20 * track.length)
    return replace(
        usual,
        wall_seconds=max(usual.wall_seconds, seconds),
        cpu_seconds=max(usual.cpu_seconds, seconds),
        # Its segments are read in place, all of them open at once.
        open_files=usual.open_files + len(track.segments),
    )


def _shortfall(progress: str, track: Track) -> Iterator[str]:
    if track.is_picture:
        decoded = _last(r"^frame=\s*(\d+)", progress)
        if decoded != track.frames:
            yield f"{track.folder} decodes to {decoded} frames of {track.frames}."
        return
    heard = Fraction(_last(r"^out_time_us=(\d+)", progress), 1_000_000)
    # A decoder may keep the warming up that the edit list hides, and rounds the end up to a whole frame.
    if abs(heard - track.length) > 2 * track.frame + track.seconds(track.init.edit):
        yield f"{track.folder} decodes to {float(heard):.3f} s of {float(track.length):.3f} s."


def _last(pattern: str, text: str) -> int:
    found = re.findall(pattern, text, re.MULTILINE)
    return int(found[-1]) if found else 0


def _reason(words: str) -> str:
    """The first thing the decoder said, without the addresses of its parts."""
    first = next((line for line in words.splitlines() if line.strip()), "it did not say why")
    return re.sub(r"^(\[[^\]]*\]\s*)+", "", first).strip().rstrip(".")
