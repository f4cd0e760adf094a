"""In which language a track is, and what it is for: by the file's own flags, and only where it has none by the words of its title."""

from __future__ import annotations

import re
from collections.abc import Mapping

import langcodes
from langcodes.tag_parser import LanguageTagError

from lanterne_media.model import SoundRole

_FLAGS = {
    "visual_impaired": SoundRole.DESCRIPTION,
    "descriptions": SoundRole.DESCRIPTION,
    "hearing_impaired": SoundRole.CLEAR_DIALOGUE,
    "comment": SoundRole.COMMENTARY,
    "dub": SoundRole.DUB,
}
# Abbreviations in capitals, words in any letters: "ad" and "cc" are also parts of a sentence.
_TITLES = (
    (r"\bAD\b|(?i:audio.?descri|described|descriptive|malvoyant|aveugle|hörfilm)", SoundRole.DESCRIPTION),
    (r"(?i:comment(?:ary|aire)|kommentar|comentario)", SoundRole.COMMENTARY),
)  # fmt: skip
_FORCED = r"(?i:\bforced\b|\bforcée?s?\b|\berzwungen)"
_FOR_THE_DEAF = r"\b(?:SDH|CC)\b|(?i:hard of hearing|malentendant|hörgeschädigt)"


def language(told: str) -> str:
    """BCP 47, as manifests want it: containers say ``fre`` or ``ger``, players know ``fr`` and ``de``."""
    try:
        return langcodes.standardize_tag(told)
    except LanguageTagError:
        return "und"


def of_sound(flags: Mapping[str, int], title: str) -> SoundRole:
    """The role of a sound track."""
    told = next((role for flag, role in _FLAGS.items() if flags.get(flag)), None)
    return told or next(
        (role for words, role in _TITLES if re.search(words, title)), SoundRole.MAIN
    )


def is_forced(flags: Mapping[str, int], title: str) -> bool:
    """Whether subtitles are those that every viewer needs, for what is spoken in another language."""
    return bool(flags.get("forced")) or (not _is_told(flags) and bool(re.search(_FORCED, title)))


def is_for_the_deaf(flags: Mapping[str, int], title: str) -> bool:
    """Whether subtitles also tell what is heard besides words."""
    has_flag = bool(flags.get("hearing_impaired") or flags.get("captions"))
    return has_flag or (not _is_told(flags) and bool(re.search(_FOR_THE_DEAF, title)))


def _is_told(flags: Mapping[str, int]) -> bool:
    return any(flags.get(flag) for flag in ("forced", "hearing_impaired", "captions"))
