"""A sound file delivered beside the film: what it is, and whether it belongs to the picture."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lanterne_media.model import MediaRefused, SoundBeside, SoundFacts, SoundSidecar, VideoFacts
from lanterne_media.probe import roles

# What may be missing or left over at the end, in seconds and as a share of the picture: more is another cut.
MOST_APART, MOST_SHARE, LEAST = 5.0, 0.1, 0.5


def judged(
    sidecar: SoundSidecar, found: Sequence[SoundFacts], lasts: float, video: VideoFacts
) -> SoundBeside:
    """The sound of a file that lasts so long; raise ``MediaRefused`` when it does not go with this picture."""
    name = Path(sidecar.path).name
    language = roles.language(sidecar.language)
    if language == "und":
        raise MediaRefused("The language of a sound is a tag such as fr, pt-BR or zh-Hant.")
    if len(found) != 1:
        told = f"{len(found)} sounds" if found else "no sound"
        raise MediaRefused(f"{name} holds {told}: one file holds one sound.")
    apart = lasts - video.duration
    if abs(apart) > max(LEAST, min(MOST_APART, MOST_SHARE * video.duration)):
        told = f"{abs(apart):.1f} seconds {'longer' if apart > 0 else 'shorter'} than the picture"
        raise MediaRefused(f"{name} is {told}: it belongs to another cut or another speed.")
    with Path(sidecar.path).open("rb") as content:
        identity = hashlib.file_digest(content, "sha256").hexdigest()
    sound = replace(
        found[0],
        language=language,
        role=sidecar.role,
        title=sidecar.title,
        is_default=False,
        is_original=False,
    )
    return SoundBeside(sidecar.path, identity, sound)
