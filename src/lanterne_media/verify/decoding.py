"""Every track decoded to its last frame, decrypted on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from lanterne_media import store
from lanterne_media.model import Keys, Limits
from lanterne_media.tools import Finished, LimitReached, Runner, Stopped, ToolFailed
from lanterne_media.verify import looks
from lanterne_media.verify.looks import Looks
from lanterne_media.verify.tracks import Track


@dataclass(frozen=True, slots=True)
class Decoded:
    """What is wrong with a track by its decoder, and what a picture looked like."""

    faults: tuple[str, ...]
    looks: Looks | None = None


def command(script: Path, track: Track, seen: Path, every: int) -> list[str]:
    """Decode what the script names, stop at the first fault, tell how much came out and look at some of it."""
    return [
        "ffmpeg",
        *("-v", "error", "-nostdin", "-xerror", "-err_detect", "explode"),
        *("-protocol_whitelist", "file,concatf", "-f", "concat", "-safe", "0"),
        *("-i", f"file:{script}", "-map", "0"),
        *(["-fps_mode", "passthrough"] if track.is_picture else []),
        *("-f", "null", "-progress", "pipe:1", "-nostats", "-"),
        *(looks.words(seen, every) if track.is_picture else []),
    ]


def decode(folder: Path, track: Track, keys: Keys | None, every: int, *, run: Runner) -> Decoded:
    """What decoding shows, with a look ``every`` so many frames; segments are read where they lie, without a copy."""
    with store.room() as room:
        listing, script, seen = room / "segments", room / "film.ffconcat", room / "looks"
        names = [track.init_name, *(segment.name for segment in track.segments)]
        listing.write_text("\n".join(_escaped(folder / file) for file in names))
        script.write_text(_script(listing, track, keys))
        words = command(script, track, seen, every)
        try:
            done = run.run(words, reads=[folder, room], writes=[room], limits=_limits(track))
        except (Stopped, LimitReached):
            raise
        except ToolFailed as failure:
            if failure.says_nothing_of_the_file:
                raise
            return Decoded((f"{track.folder} does not decode: {_reason(failure.words)}.",))
        looked = looks.read(track.folder, seen) if seen.exists() else None
    return Decoded(tuple(_faults(done, track)), looked)


def _faults(done: Finished, track: Track) -> Iterator[str]:
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
