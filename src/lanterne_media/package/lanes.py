"""Sounds and captions side by side: their order, their names, and which of them a player takes by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lanterne_media.model import CaptionRendition, SoundRendition, SoundRole

T = TypeVar("T")
# Programmes before what explains them and what is said about them.
_ORDER = tuple(SoundRole)


@dataclass(frozen=True, slots=True)
class SoundLane:
    """A sound track, its folder, and the name that its mix shares with nothing else."""

    sound: SoundRendition
    folder: str
    name: str
    is_default: bool
    # Whether a player may take it without being asked: of two that say the same of themselves only the first.
    is_automatic: bool = True


@dataclass(frozen=True, slots=True)
class CaptionLane:
    """A caption track; ``stem`` is its address without the ending."""

    caption: CaptionRendition
    stem: str
    name: str
    is_automatic: bool = True


def sound_lanes(sounds: Sequence[SoundRendition]) -> Iterator[SoundLane]:
    """The default first, then by what the sounds are for, else as they were delivered; the second form after the first."""
    if not sounds:
        return
    mixes: dict[Hashable, list[SoundRendition]] = {}
    for at, sound in enumerate(sounds):
        mixes.setdefault(sound.mix or at, []).append(sound)
    chosen = _default([forms[0] for forms in mixes.values()])
    ordered = sorted(
        mixes.values(), key=lambda forms: (forms[0] is not chosen, _ORDER.index(forms[0].role))
    )
    named = [(forms, name) for forms, name in each(ordered, lambda forms: _name(forms[0]), " {}")]
    listed = [(sound, name) for forms, name in named for sound in forms]
    folders = [name for _, name in each(listed, lambda pair: _folder(pair[0]))]
    said: set[Hashable] = set()
    for (sound, name), folder in zip(listed, folders, strict=True):
        what = sound.language, sound.role, sound.is_wide
        # Nobody hears a commentary without having asked for it.
        is_automatic = sound.role is not SoundRole.COMMENTARY and what not in said
        said.add(what)
        is_default = sound is chosen or (bool(sound.mix) and sound.mix == chosen.mix)
        yield SoundLane(sound, f"audio/{folder}", name, is_default, is_automatic or is_default)


def _default(sounds: Sequence[SoundRendition]) -> SoundRendition:
    """The original, else the first that was marked, else the first; of programmes, if there is one."""
    programmes = [one for one in sounds if one.role in {SoundRole.MAIN, SoundRole.DUB}] or sounds
    ranked = sorted(programmes, key=lambda one: (not one.is_original, not one.is_default))
    return ranked[0]


def _name(sound: SoundRendition) -> str:
    """What a player that has no words of its own shows."""
    if sound.title or sound.role in {SoundRole.MAIN, SoundRole.DUB}:
        return sound.title or sound.language
    return f"{sound.language} ({_WORDS[sound.role]})"


_WORDS = {
    SoundRole.DESCRIPTION: "audio description",
    SoundRole.CLEAR_DIALOGUE: "clear dialogue",
    SoundRole.COMMENTARY: "commentary",
}


def _folder(sound: SoundRendition) -> str:
    words = [_tag(sound.language)]
    if sound.role in _WORDS:
        words.append(sound.role)
    if sound.is_wide:
        words.append("51" if sound.is_surround else sound.codec)
    return "-".join(words)


def caption_lanes(captions: Sequence[CaptionRendition]) -> Iterator[CaptionLane]:
    """In the order given."""
    places = each(captions, lambda item: _tag(item.language))
    names = [name for _, name in each(captions, _caption_name, " {}")]
    said: set[Hashable] = set()
    for (item, place), name in zip(places, names, strict=True):
        what = item.language, item.is_forced, item.is_for_the_deaf
        # Forced ones must be taken without being asked for: that is what they are.
        yield CaptionLane(item, f"text/{place}", name, item.is_forced or what not in said)
        said.add(what)


def _caption_name(caption: CaptionRendition) -> str:
    if caption.title or not (caption.is_forced or caption.is_for_the_deaf):
        return caption.title or caption.language
    return f"{caption.language} ({'forced' if caption.is_forced else 'SDH'})"


def each(
    items: Iterable[T], name_of: Callable[[T], str], again: str = "-{}"
) -> list[tuple[T, str]]:
    """Every item with a name; a name met again gets its number."""
    taken: set[str] = set()
    named = []
    for item in items:
        first = name_of(item)
        name, number = first, 1
        while name in taken:
            number += 1
            name = first + again.format(number)
        taken.add(name)
        named.append((item, name))
    return named


def _tag(language: str) -> str:
    """A language tag as a folder; whatever a delivery wrote instead of one becomes ``und``."""
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "und"
