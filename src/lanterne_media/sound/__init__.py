"""A sound track as subscribers hear it: at the house's loudness, exactly as long as the picture.

Every sound is published in stereo; where a film has surround, every one a second time in the codec of that.
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from lanterne_media.model import (
    Loudness,
    Mezzanine,
    Policy,
    SoundCodec,
    SoundFacts,
    SoundRendition,
)
from lanterne_media.sound import forms
from lanterne_media.sound.chain import Route, choices, filters, samples, through
from lanterne_media.sound.forms import SAMPLE_RATE
from lanterne_media.sound.listening import (
    BELOW_TREBLE,
    Heard,
    check_command,
    gain_for,
    listen,
    measure_command,
)
from lanterne_media.tools import Runner, ToolFailed, untrusted

# Fewer gated blocks than these seconds hold, and the integrated loudness means little.
SHORTEST_JUDGED = 3.0
_ATTEMPTS = 6
# How far, in LU, a finished track may be from what its gain promised; and below which LUFS a gate decides, not the ear.
_MOST_AWAY, _FAINTEST_COMPARED = 1.0, -65.0


def measure(mezzanine: Mezzanine, sound: SoundFacts, *, run: Runner) -> Loudness | None:
    """EBU R 128 of a track: of surround in all its channels, else in stereo.

    ``None`` for silence, too little sound to judge, or a track that cannot be decoded.
    """
    around = forms.surround(Policy()) if forms.has_surround(sound) else None
    for form in (around, forms.stereo(Policy())):
        found = _heard_at_all(Route(mezzanine, sound, form), run) if form else None
        if found and found[1].loudness:
            return found[1].loudness
    return None


def publish(
    mezzanine: Mezzanine, sound: SoundFacts, policy: Policy, output: Path, *, run: Runner
) -> SoundRendition | None:
    """Write one track as stereo AAC in MP4, by one gain over its whole length: nothing is compressed or limited.

    The true peak wins over the loudness: a film with loud peaks stays quieter than asked, and ``after`` says how much.
    ``None`` when the track cannot be decoded.
    """
    return _publish(Route(mezzanine, sound, forms.stereo(policy)), policy, output, run)


def publish_wide(
    mezzanine: Mezzanine, sound: SoundFacts, policy: Policy, output: Path, *, run: Runner
) -> SoundRendition | None:
    """The same in the codec of the policy's surround: in 5.1, measured for itself, where that is heard, else in stereo.

    ``None`` where stereo in that codec would be the same as what is published anyway.
    """
    form, companion = forms.surround(policy), forms.companion(policy)
    if form and forms.has_surround(sound):
        made = _publish(Route(mezzanine, sound, form), policy, output, run)
        if made is None or made.after:
            return made
        output.unlink()  # a surround of silence beside a stereo mix, as some deliver it
    if companion is None:
        return None
    return _publish(Route(mezzanine, sound, companion), policy, output, run)


@dataclass(frozen=True, slots=True)
class _Made:
    command: list[str]
    gain: float
    heard: Heard
    cpu_seconds: float


def _publish(route: Route, policy: Policy, output: Path, run: Runner) -> SoundRendition | None:
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    found = _heard_at_all(route, run)
    if found is None:
        return None
    route, before = found
    wanted = _Wanted(route, policy, before.loudness)
    try:
        made = _encode(wanted, temporary, run=run)
        bits_per_second = _checked(wanted, made, temporary, run=run)
        temporary.rename(output)
    finally:
        temporary.unlink(missing_ok=True)
    sound = route.sound
    return SoundRendition(
        path=str(output),
        language=sound.language,
        channels=route.form.channels,
        bits_per_second=bits_per_second,
        before=before.loudness,
        after=made.heard.loudness,
        title=sound.title,
        is_default=sound.is_default,
        commands=(shlex.join(measure_command(route)), shlex.join(made.command)),
        cpu_seconds=round(before.cpu_seconds + made.cpu_seconds, 2),
        tracks=sound.tracks,
        codec=route.form.codec,
        role=sound.role,
        is_original=sound.is_original,
    )


def _heard_at_all(route: Route, run: Runner) -> tuple[Route, Heard] | None:
    """The same, or ``None`` when the track cannot be decoded."""
    try:
        return _heard(route, run)
    except ToolFailed as broken:
        if broken.was_killed or broken.says_nothing_of_the_file:
            raise
        return None


def _heard(route: Route, run: Runner) -> tuple[Route, Heard]:
    """What is published of a sound, and its loudness: the first choice in which anything is heard."""
    source = Path(route.film.path)
    silent: tuple[Route, Heard] | None = None
    failure: ToolFailed | None = None
    for choice in choices(route.sound, route.form):
        one = replace(route, sound=choice)
        try:
            heard = listen(measure_command(one), source, run)
        except ToolFailed as broken:
            if broken.was_killed or broken.says_nothing_of_the_file:
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


def encode_command(route: Route, output: Path, *, gain: float) -> list[str]:
    """Encode one track; the edit list of the file says how many samples the encoder put in front."""
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *untrusted(route.film.path)),
        *through(route.sound, filters(route, gain=gain)),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *forms.coding(route.form),
        *("-fflags", "+bitexact", "-flags:a", "+bitexact", "-movie_timescale", str(SAMPLE_RATE)),
        *("-movflags", "+faststart", "-f", "mp4", f"file:{output}"),
    ]


def probe_command(rendition: Path) -> list[str]:
    """Ask what the finished file says of itself."""
    entries = "stream=codec_name,profile,channels,sample_rate,bit_rate"
    return [
        *("ffprobe", "-v", "error", *untrusted(rendition)),
        *("-show_entries", entries, "-of", "json"),
    ]


@dataclass(frozen=True, slots=True)
class _Wanted:
    route: Route
    policy: Policy
    before: Loudness | None


def _encode(wanted: _Wanted, output: Path, *, run: Runner) -> _Made:
    """Encode, listen, and encode again a little quieter as long as the true peak is past the policy's bound."""
    source, policy, before = Path(wanted.route.film.path), wanted.policy, wanted.before
    gain, spent, attempts = gain_for(before, policy), 0.0, _ATTEMPTS
    while True:
        command = encode_command(wanted.route, output, gain=gain)
        encoded = run.run(command, reads=[source], writes=[output.parent])
        heard = listen(check_command(output), output, run)
        spent += encoded.cpu_seconds + heard.cpu_seconds
        excess = heard.loudness.true_peak - policy.true_peak_dbtp if heard.loudness else 0.0
        attempts -= 1
        if excess <= 0 or not attempts:
            return _Made(command, gain, heard, spent)
        # Encoding moves the peaks, and never twice by the same amount: each time a wider margin.
        gain = round(gain - excess - 0.1 * 2 ** (_ATTEMPTS - attempts - 1), 2)


def _length_fault(wanted: _Wanted, made: _Made) -> str:
    missing = samples(wanted.route.film) - made.heard.samples
    is_whole = -wanted.route.form.frame <= missing <= 0
    return "" if is_whole else f"its output lacks {missing} samples"


def _loudness_fault(wanted: _Wanted, made: _Made) -> str:
    """What is wrong with the loudness of a finished track, or nothing."""
    before, policy, film = wanted.before, wanted.policy, wanted.route.film
    if before is None or film.video.duration < SHORTEST_JUDGED:
        return ""
    after = made.heard.loudness
    promised = before.integrated + made.gain
    if promised < policy.loudness_lufs - 1.0:
        # Held back by its peaks: what is left of a murmur under a click may be below what a gate or a coder keeps.
        return ""
    if after is None:
        return "its output is silent"
    if abs(after.integrated - promised) > _MOST_AWAY:
        return f"its output is at {after.integrated:.1f} LUFS instead of {promised:.1f}"
    return ""


def _lost_its_treble(wanted: _Wanted, made: _Made, rendition: Path, *, run: Runner) -> bool:
    """Whether the coder only left out what it always leaves out: of hiss that is much of what there is."""
    source = Path(wanted.route.film.path)
    before = listen(measure_command(wanted.route, BELOW_TREBLE), source, run).loudness
    if before is None or before.integrated + made.gain < _FAINTEST_COMPARED:
        return True
    after = listen(check_command(rendition, BELOW_TREBLE), rendition, run).loudness
    promised = before.integrated + made.gain
    return after is not None and abs(after.integrated - promised) <= _MOST_AWAY


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
    fault = _length_fault(wanted, made)
    loudness = "" if fault else _loudness_fault(wanted, made)
    if loudness and not _lost_its_treble(wanted, made, rendition, run=run):
        fault = loudness
    if fault:
        raise ToolFailed(made.command, 0, fault)
    said = run.run(probe_command(rendition), reads=[rendition]).stdout
    streams = msgspec.json.decode(said, type=_Probed).streams
    form = wanted.route.form
    kinds = [(one.codec_name, one.channels, one.sample_rate) for one in streams]
    # AAC of another profile plays on fewer devices.
    is_plain = form.codec is not SoundCodec.AAC or all(one.profile == "LC" for one in streams)
    if kinds != [(form.codec, form.channels, str(SAMPLE_RATE))] or not is_plain:
        raise ToolFailed(made.command, 0, f"its output is {kinds}")
    return int(streams[0].bit_rate)


__all__ = ["SHORTEST_JUDGED", "measure", "publish", "publish_wide"]
