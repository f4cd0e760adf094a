"""How loud a sound is, by EBU R 128, and the one gain that brings it to the house's loudness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import Loudness, Policy
from lanterne_media.sound.chain import Route, filters, through
from lanterne_media.tools import Runner, ToolFailed, untrusted

_SILENCE_LUFS = -70.0
_NUMBER = r"(-?[0-9]+\.[0-9]+|-?inf|nan)"
_SUMMARY = re.compile(
    rf"I:\s+{_NUMBER} LUFS\s+Threshold:\s+{_NUMBER} LUFS.*?LRA:\s+{_NUMBER} LU\s.*?Peak:\s+{_NUMBER} dBFS",
    re.DOTALL,
)
_SAMPLES = re.compile(r"Number of samples: ([0-9]+)")
_METER = "ebur128=peak=true:framelog=quiet"
# What is left when the treble is taken away, which coders leave out first.
BELOW_TREBLE = "lowpass=f=5000,lowpass=f=5000,"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a sound: its loudness (none when it is silent or too short to judge), its length, and the cost."""

    loudness: Loudness | None
    samples: int
    cpu_seconds: float


def gain_for(heard: Loudness | None, policy: Policy) -> float:
    """The decibels that bring a track to the policy's loudness, or as near as its true peak allows."""
    if heard is None:
        return 0.0
    wanted = policy.loudness_lufs - heard.integrated
    return round(min(wanted, policy.true_peak_dbtp - heard.true_peak), 2)


def measure_command(route: Route, ear: str = "") -> list[str]:
    """Decode one track as it will be heard in a form and say its loudness; ``ear`` are filters before the meter."""
    return [
        *_decoding(Path(route.film.path)),
        *through(route.sound, f"{filters(route)},{ear}{_METER}"),
        *("-f", "null", "-"),
    ]


def check_command(rendition: Path, ear: str = "") -> list[str]:
    """Decode a finished track to its end; count its samples and say its loudness, as through the same ``ear``."""
    counting = "astats=measure_perchannel=none:measure_overall=Number_of_samples"
    return [
        *_decoding(rendition),
        *("-map", "0:a:0", "-af", f"{counting},{ear}{_METER}", "-f", "null", "-"),
    ]


def _decoding(path: Path) -> list[str]:
    return ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-v", "info", *untrusted(path)]


def listen(command: list[str], path: Path, run: Runner) -> Heard:
    """Run one of these commands and read what its meter said."""
    finished = run.run(command, reads=[path])
    # What a file calls itself is printed before, so only what follows the last summary is the filter's own.
    summary = _SUMMARY.search(finished.stderr.rpartition("Summary:")[2])
    if summary is None:
        raise ToolFailed(command, 0, "it did not say how loud the sound is")
    integrated, threshold, loudness_range, peak = map(float, summary.groups())
    counts = _SAMPLES.findall(finished.stderr)
    heard = Loudness(integrated, peak, loudness_range, threshold)
    return Heard(
        heard if integrated > _SILENCE_LUFS else None,
        int(counts[-1]) if counts else 0,
        finished.cpu_seconds,
    )
