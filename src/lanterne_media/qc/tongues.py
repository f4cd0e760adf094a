"""Whether words are in the language that somebody said they are, and whether a track's title agrees with its tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import langcodes
from babel import Locale
from babel.core import UnknownLocaleError
from langcodes.tag_parser import LanguageTagError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lanterne_media.model import Finding, Severity

# Below this there is too little to tell a language by; a title or a line of song is no proof either.
FEWEST_LETTERS = 150
SURE, RULED_OUT = 0.95, 0.02
# What is written so nearly alike that a wrong guess says more of the guesser than of the subtitles.
KIN = (
    {"no", "nb", "nn", "da"},
    {"sr", "hr", "bs", "sh"},
    {"id", "ms", "jv"},
    {"cs", "sk"},
    {"zh", "wuu", "yue", "cmn"},
    {"ar", "ary", "arz"},
    {"en", "pcm"},
    {"pt", "gl"},
    {"es", "an", "ext"},
    {"af", "nl"},
    {"tl", "fil", "bcl"},
    {"fa", "tg"},
    {"gug", "gn"},
)
# Languages whose names are looked for in the titles of tracks, in these languages and in their own.
_TOLD_IN = ("en", "fr", "de", "es", "it", "pt")
_SHORTEST_NAME = 4


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, in two letters where it has two; nothing when nobody says."""
    try:
        language = langcodes.Language.get(tag, normalize=True).language
    except LanguageTagError:
        return ""
    return "" if language in {None, "und", "mul", "zxx"} else str(language)


def are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kin for kin in KIN)


def contradicted(text: str, tag: str) -> tuple[str, float] | None:
    """The language that the text is in, and how sure that is, when it surely is not the one of its tag."""
    told = primary(tag)
    if not told or sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        return None
    ranked = _identifier().rank(text)
    if not any(are_alike(told, str(language)) for language, _ in ranked):
        return None  # the model knows nothing of that language
    seen = str(ranked[0][0])
    for_told, for_seen = (
        float(sum(share for language, share in ranked if are_alike(one, str(language))))
        for one in (told, seen)
    )
    is_sure = for_seen >= SURE and for_told <= RULED_OUT
    return (seen, for_seen) if is_sure else None


@cache
def _identifier() -> LanguageIdentifier:
    # It takes a second to unpack, and is not needed for a film without subtitles.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def named(title: str) -> frozenset[str]:
    """The languages that a track's title names in so many words: “English commentary”."""
    words = "".join(letter if letter.isalpha() else " " for letter in title.casefold()).split()
    return frozenset(_names()[word] for word in words if word in _names())


def misnamed(
    who: str, values: Mapping[str, str | float], title: str, tag: str
) -> Iterator[Finding]:
    """A finding when the title of the track ``who`` names languages, and that of its tag is not among them."""
    told, others = primary(tag), named(title)
    if not told or not others or any(are_alike(told, other) for other in others):
        return
    sentence = f"{who}: said to be in {tag}, but its title is “{title}”."
    named_values = {**values, "language": tag, "title": title}
    yield Finding("language_contradicted", Severity.WARNING, sentence, values=named_values)


@cache
def _names() -> dict[str, str]:
    known = [str(code) for code in Locale("en").languages if len(str(code)) == 2]
    names: dict[str, str] = {}
    for code in known:
        for locale in (*_TOLD_IN, code):
            name = _name(code, locale)
            if len(name) >= _SHORTEST_NAME and name.isalpha():
                names[name] = code
    return names


def _name(code: str, locale: str) -> str:
    try:
        return str(Locale(locale).languages.get(code, "")).casefold()
    except UnknownLocaleError:
        return ""
