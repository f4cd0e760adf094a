"""A sound track as subscribers hear it: stereo, at the house's loudness, exactly as long as the picture."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from lanterne_media.model import Loudness, Mezzanine, Policy, SoundFacts, SoundRendition
from lanterne_media.tools import Runner, ToolFailed, untrusted

SAMPLE_RATE = 48_000
# Fewer gated blocks than these seconds hold, and the integrated loudness means little.
SHORTEST_JUDGED = 3.0
_AAC_FRAME = 1024
_MOST_CHANNELS = 8
_SILENCE_LUFS = -70.0
_ATTEMPTS = 6
# SMPTE's order of channels.
_PLACES = ("FL", "FR", "FC", "LFE", "BL", "BR")
_NUMBER = r"(-?[0-9]+\.[0-9]+|-?inf|nan)"
_SUMMARY = re.compile(
    rf"I:\s+{_NUMBER} LUFS\s+Threshold:\s+{_NUMBER} LUFS.*?LRA:\s+{_NUMBER} LU\s.*?Peak:\s+{_NUMBER} dBFS",
    re.DOTALL,
)
_SAMPLES = re.compile(r"Number of samples: ([0-9]+)")


def measure(mezzanine: Mezzanine, sound: SoundFacts, *, run: Runner) -> Loudness | None:
    """EBU R128 of a track as it will be heard in stereo; ``None`` for silence, or too little sound to judge."""
    return _listen(measure_command(mezzanine, sound), Path(mezzanine.path), run).loudness


def publish(
    mezzanine: Mezzanine, sound: SoundFacts, policy: Policy, output: Path, *, run: Runner
) -> SoundRendition | None:
    """Write one track as AAC in MP4, by one gain over its whole length: nothing is compressed or limited.

    The true peak wins over the loudness: a film with loud peaks stays quieter than asked, and ``after`` says how much.
    ``None`` when the track cannot be decoded.
    """
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        sound, before = _heard(mezzanine, sound, run)
    except ToolFailed as broken:
        if broken.was_killed:
            raise
        return None
    try:
        wanted = _Wanted(mezzanine, sound, policy, before.loudness)
        made = _encode(wanted, temporary, run=run)
        bits_per_second = _checked(wanted, made, temporary, run=run)
        temporary.rename(output)
    finally:
        temporary.unlink(missing_ok=True)
    return SoundRendition(
        path=str(output),
        language=sound.language,
        channels=2,
        bits_per_second=bits_per_second,
        before=before.loudness,
        after=made.heard.loudness,
        title=sound.title,
        is_default=sound.is_default,
        commands=(shlex.join(measure_command(mezzanine, sound)), shlex.join(made.command)),
        cpu_seconds=round(before.cpu_seconds + made.cpu_seconds, 2),
        tracks=sound.tracks,
    )


def _heard(mezzanine: Mezzanine, sound: SoundFacts, run: Runner) -> tuple[SoundFacts, _Heard]:
    """What is published of a sound, and its loudness: the first choice in which anything is heard."""
    source = Path(mezzanine.path)
    silent: tuple[SoundFacts, _Heard] | None = None
    failure: ToolFailed | None = None
    for one in choices(sound):
        try:
            heard = _listen(measure_command(mezzanine, one), source, run)
        except ToolFailed as broken:
            if broken.was_killed:
                raise
            failure = broken
            continue
        if heard.loudness:
            return one, heard
        silent = silent or (one, heard)
    if silent:
        return silent
    assert failure  # there is always a choice, and it was either heard or it failed
    raise failure


def choices(sound: SoundFacts) -> tuple[SoundFacts, ...]:
    """What may be published of a sound, the best first: of tracks of one channel at last any that is not damaged."""
    alone = (
        replace(sound, position=part, parts=(), channels=1, layout="mono") for part in sound.parts
    )
    if len(sound.parts) <= len(_PLACES):
        return (sound, *alone)
    surround, stereo = sound.parts[: len(_PLACES)], sound.parts[len(_PLACES) :]
    return (
        replace(sound, parts=stereo, channels=len(stereo), layout="stereo"),
        replace(sound, parts=surround, channels=len(surround), layout="5.1"),
        *alone,
    )


def gain_for(heard: Loudness | None, policy: Policy) -> float:
    """The decibels that bring a track to the policy's loudness, or as near as its true peak allows."""
    if heard is None:
        return 0.0
    wanted = policy.loudness_lufs - heard.integrated
    return round(min(wanted, policy.true_peak_dbtp - heard.true_peak), 2)


def samples(mezzanine: Mezzanine) -> int:
    """How many samples last as long as the picture."""
    return round(mezzanine.video.duration * SAMPLE_RATE)


def filters(mezzanine: Mezzanine, sound: SoundFacts, *, gain: float = 0.0) -> str:
    """Put a track on the picture's clock, mix it to stereo, and make it as long as the picture."""
    count = samples(mezzanine)
    return ",".join([
        # The picture's first frame is zero; sound before it is cut, a late start or a hole becomes silence.
        f"asetpts=PTS-{mezzanine.video.start:.6f}/TB",
        _stereo(sound.channels),
        f"aresample={SAMPLE_RATE}:async=1:first_pts=0:clev=0.707107:slev=0.707107:lfe_mix_level=0:rematrix_maxval=16",
        f"aformat=sample_fmts=fltp:sample_rates={SAMPLE_RATE}:channel_layouts=stereo",
        f"volume={gain:.2f}dB:precision=float",
        f"apad=whole_len={count}",
        f"atrim=end_sample={count}",
    ])  # fmt: skip


def measure_command(mezzanine: Mezzanine, sound: SoundFacts) -> list[str]:
    """Decode one track and say its loudness."""
    return [
        *_listening(Path(mezzanine.path)),
        *_through(sound, f"{filters(mezzanine, sound)},ebur128=peak=true:framelog=quiet"),
        *("-f", "null", "-"),
    ]


def encode_command(
    mezzanine: Mezzanine, sound: SoundFacts, policy: Policy, output: Path, *, gain: float
) -> list[str]:
    """Encode one track; the edit list of the file says how many samples the encoder put in front."""
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *untrusted(mezzanine.path)),
        *_through(sound, filters(mezzanine, sound, gain=gain)),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *("-c:a", "aac", "-profile:a", "aac_low", "-b:a", str(policy.sound_bits_per_second)),
        *("-fflags", "+bitexact", "-flags:a", "+bitexact", "-movie_timescale", str(SAMPLE_RATE)),
        *("-movflags", "+faststart", "-f", "mp4", f"file:{output}"),
    ]


def check_command(rendition: Path) -> list[str]:
    """Decode a finished track to its end; count its samples and say its loudness."""
    counting = "astats=measure_perchannel=none:measure_overall=Number_of_samples"
    return [
        *_listening(rendition),
        *(
            "-map",
            "0:a:0",
            "-af",
            f"{counting},ebur128=peak=true:framelog=quiet",
            "-f",
            "null",
            "-",
        ),
    ]


def probe_command(rendition: Path) -> list[str]:
    """Ask what the finished file says of itself."""
    entries = "stream=codec_name,profile,channels,sample_rate,bit_rate"
    return [
        "ffprobe",
        "-v",
        "error",
        *untrusted(rendition),
        "-show_entries",
        entries,
        "-of",
        "json",
    ]


def _through(sound: SoundFacts, chain: str) -> list[str]:
    """The words that send a track, or the tracks that are one sound together, through a chain of filters."""
    if not sound.parts:
        return ["-map", f"0:a:{sound.position}", "-af", chain]
    # Without the places the filter would take a mono track for a centre.
    places = "|".join(f"{n}.0-{place}" for n, place in enumerate(_PLACES[: len(sound.parts)]))
    joined = f"join=inputs={len(sound.parts)}:channel_layout={sound.layout}:map={places}"
    inputs = "".join(f"[0:a:{position}]" for position in sound.parts)
    return ["-filter_complex", f"{inputs}{joined},{chain}[sound]", "-map", "[sound]"]


def _listening(path: Path) -> list[str]:
    return ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-v", "info", *untrusted(path)]


def _stereo(channels: int) -> str:
    """Mono goes to both sides; more channels than have a known place keep the first two; the rest is mixed later."""
    if channels == 1:
        return "pan=stereo|c0=c0|c1=c0"
    return "pan=stereo|c0=c0|c1=c1" if channels > _MOST_CHANNELS else "anull"


@dataclass(frozen=True, slots=True)
class _Heard:
    loudness: Loudness | None
    samples: int
    cpu_seconds: float


def _listen(command: list[str], path: Path, run: Runner) -> _Heard:
    finished = run.run(command, reads=[path])
    # What a file calls itself is printed before, so only what follows the last summary is the filter's own.
    summary = _SUMMARY.search(finished.stderr.rpartition("Summary:")[2])
    if summary is None:
        raise ToolFailed(command, 0, "it did not say how loud the sound is")
    integrated, threshold, loudness_range, peak = map(float, summary.groups())
    counts = _SAMPLES.findall(finished.stderr)
    heard = Loudness(integrated, peak, loudness_range, threshold)
    return _Heard(
        heard if integrated > _SILENCE_LUFS else None,
        int(counts[-1]) if counts else 0,
        finished.cpu_seconds,
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    mezzanine: Mezzanine
    sound: SoundFacts
    policy: Policy
    before: Loudness | None


@dataclass(frozen=True, slots=True)
class _Made:
    command: list[str]
    gain: float
    heard: _Heard
    cpu_seconds: float


def _encode(wanted: _Wanted, output: Path, *, run: Runner) -> _Made:
    """Encode, listen, and encode again a little quieter as long as the true peak is past the policy's bound."""
    source, policy = Path(wanted.mezzanine.path), wanted.policy
    gain, spent, attempts = gain_for(wanted.before, policy), 0.0, _ATTEMPTS
    while True:
        command = encode_command(wanted.mezzanine, wanted.sound, policy, output, gain=gain)
        encoded = run.run(command, reads=[source], writes=[output.parent])
        heard = _listen(check_command(output), output, run)
        spent += encoded.cpu_seconds + heard.cpu_seconds
        excess = heard.loudness.true_peak - policy.true_peak_dbtp if heard.loudness else 0.0
        attempts -= 1
        if excess <= 0 or not attempts:
            return _Made(command, gain, heard, spent)
        # Encoding moves the peaks, and never twice by the same amount: each time a wider margin.
        gain = round(gain - excess - 0.1 * 2 ** (_ATTEMPTS - attempts - 1), 2)


def _fault(wanted: _Wanted, made: _Made) -> str:
    """What is wrong with a finished track, or nothing."""
    before, policy = wanted.before, wanted.policy
    missing = samples(wanted.mezzanine) - made.heard.samples
    if not -_AAC_FRAME <= missing <= 0:
        return f"its output lacks {missing} samples"
    if before is None or wanted.mezzanine.video.duration < SHORTEST_JUDGED:
        return ""
    after = made.heard.loudness
    promised = before.integrated + made.gain
    if promised < policy.loudness_lufs - 1.0:
        # Held back by its peaks: what is left of a murmur under a click may be below what a gate or a coder keeps.
        return ""
    if after is None:
        return "its output is silent"
    if abs(after.integrated - promised) > 1.0:
        return f"its output is at {after.integrated:.1f} LUFS instead of {promised:.1f}"
    return ""


class _Stream(msgspec.Struct):
    codec_name: str
    channels: int
    sample_rate: str
    profile: str = ""
    bit_rate: str = "0"


class _Probed(msgspec.Struct):
    streams: list[_Stream]


def _checked(wanted: _Wanted, made: _Made, rendition: Path, *, run: Runner) -> int:
    """The bits a second of the finished file; raise ``ToolFailed`` when it is not what was asked for."""
    if fault := _fault(wanted, made):
        raise ToolFailed(made.command, 0, fault)
    said = run.run(probe_command(rendition), reads=[rendition]).stdout
    streams = msgspec.json.decode(said, type=_Probed).streams
    kinds = [(one.codec_name, one.profile, one.channels, one.sample_rate) for one in streams]
    if kinds != [("aac", "LC", 2, str(SAMPLE_RATE))]:
        raise ToolFailed(made.command, 0, f"its output is {kinds}")
    return int(streams[0].bit_rate)
