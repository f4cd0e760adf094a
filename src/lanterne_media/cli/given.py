"""What people name on the command line, as the engine's values; what means nothing is refused in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from lanterne_media import drm, encode, probe
from lanterne_media.cli import paint
from lanterne_media.model import (
    POLICIES,
    Codec,
    Keys,
    Limits,
    MediaRefused,
    Policy,
    Rendition,
    Report,
    Rung,
    Sidecar,
    SoundCodec,
    SoundRendition,
    SoundRole,
    SoundSidecar,
    from_json,
)
from lanterne_media.reference import count_frames
from lanterne_media.tools import Tools

# No film that we take is longer.
LONGEST = Limits().longest_seconds


class Damaged(StrEnum):
    """What is to become of a film that lost more of its picture than may be made up for."""

    REFUSE = "refuse"
    KEEP = "keep"


def as_damaged(policy: Policy, damaged: Damaged) -> Policy:
    """The policy that goes on with a damaged film, however much of it is lost."""
    return replace(policy, most_lost_seconds=LONGEST) if damaged is Damaged.KEEP else policy


def policy_of(name: str, codecs: str = "") -> Policy:
    """A policy by its name or from its file, with other codecs if any are named."""
    if name in POLICIES:
        policy = POLICIES[name]
    elif Path(name).is_file():
        policy = from_json(Policy, Path(name).read_bytes())
    else:
        raise MediaRefused(
            f"There is no policy {name!r}: give {', '.join(POLICIES)}, or a JSON file."
        )
    try:
        return replace(policy, codecs=tuple(map(Codec, codecs.split(",")))) if codecs else policy
    except ValueError as error:
        raise MediaRefused(f"Codecs are {', '.join(Codec)}, not {codecs!r}.") from error


def keys_of(texts: list[str] | None, *, is_clear: bool) -> Keys | None:
    """The keys that were named; without any the streams are clear, and that is said."""
    if texts and is_clear:
        raise MediaRefused("Give --key or --clear, not both.")
    if not texts and not is_clear:
        paint.sentence("Not encrypted: no --key was given.")
    return drm.keys_from(texts) if texts else None


def named_file(text: str) -> tuple[str, str]:
    language, colon, path = text.partition(":")
    if not colon or not Path(path).is_file():
        raise MediaRefused(f"Write LANGUAGE:FILE with a file that is there, not {text!r}.")
    return language, str(Path(path).resolve())


def sidecars_of(texts: list[str] | None) -> tuple[Sidecar, ...]:
    """Subtitle files beside the film."""
    return tuple(map(subtitle_beside, texts or []))


def subtitle_beside(text: str) -> Sidecar:
    """A subtitle file, named as ``fr:FILE``, ``fr:forced:FILE`` or ``fr:sdh:FILE``."""
    language, word, path = _named_for(text, ("forced", "sdh"))
    return Sidecar(path, language, is_forced=word == "forced", is_for_the_deaf=word == "sdh")


def sound_beside(text: str) -> SoundSidecar:
    """A sound file, named as ``fr:FILE`` or by what it is for, as in ``fr:dub:FILE``."""
    language, word, path = _named_for(text, tuple(SoundRole))
    return SoundSidecar(path, language, SoundRole(word or SoundRole.MAIN))


def _named_for(text: str, words: Sequence[str]) -> tuple[str, str, str]:
    language, _, rest = text.partition(":")
    word, _, path = rest.partition(":")
    if word not in words:
        word, path = "", rest
    if not language or not Path(path).is_file():
        named = f"LANGUAGE:FILE or LANGUAGE:WORD:FILE, WORD one of {', '.join(words)}"
        raise MediaRefused(f"Write {named}, with a file that is there, not {text!r}.")
    return language, word, str(Path(path).resolve())


def as_sound(text: str, tools: Tools) -> SoundRendition:
    language, path = named_file(text)
    found, _ = probe.sounds_in(Path(path), run=tools)
    if len(found) != 1 or found[0].codec not in set(SoundCodec):
        raise MediaRefused(f"{Path(path).name} must hold one sound in {', '.join(SoundCodec)}.")
    [sound] = found
    return SoundRendition(
        path, language, sound.channels, 128_000, None, None, codec=SoundCodec(sound.codec)
    )


def as_rendition(path: Path, tools: Tools) -> Rendition:
    film = probe.probe(path, run=tools)
    video, frames = film.video, count_frames(path, run=tools)
    bandwidth = round(film.size_bytes * 8 / video.rate.seconds(frames))
    if video.codec not in {*Codec}:
        raise MediaRefused(f"{path} is coded as {video.codec}; renditions are {', '.join(Codec)}.")
    return Rendition(
        rung=Rung(Codec(video.codec), video.width, video.height, 0.0, "", video.dynamics),
        path=str(path),
        codec_string=encode.codec_string(path, run=tools),
        rate=video.rate,
        frames=frames,
        bits=film.size_bytes * 8,
        average_bandwidth=bandwidth,
        peak_bandwidth=bandwidth,
    )


def refuse_occupied(output: Path, *, by: str) -> None:
    """Refuse a folder that holds anything, unless the file ``by`` says that it is an earlier work of ours."""
    if output.exists() and not output.is_dir():
        raise MediaRefused(f"{output} is a file; name a folder.")
    is_ours = bool(by) and _is_report(output / by)
    if output.is_dir() and any(output.iterdir()) and not is_ours:
        raise MediaRefused(f"{output} already holds other files; name a new folder.")


def _is_report(path: Path) -> bool:
    # Many programs write a report.json: only one that reads as ours may be replaced with all that lies beside it.
    try:
        from_json(Report, path.read_bytes())
    except (OSError, MediaRefused):
        return False
    return True
