"""Which language a reader is shown out of those that there are. Tags are BCP 47; kinship is Unicode's (CLDR, through Babel).

The order, for somebody who reads es-MX, of a work whose own language is ja:

1. the tag itself, then wider and wider: es-MX, es-419, es;
2. other tags of the same language and script, those that share the narrower ancestor first: es-AR before es-ES;
3. the original language, and wider and wider;
4. the same language in another script;
5. English;
6. any other, in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from babel.core import get_global

NEUTRAL = "en"
# Further than any tag of the reader's own language and script.
FURTHEST = 99
_PARENTS = {
    child.replace("_", "-"): parent.replace("_", "-")
    for child, parent in get_global("parent_exceptions").items()
}
_LIKELY = get_global("likely_subtags")


def base(language: str) -> str:
    """The language without its region or script: ``fr`` for ``fr-CA``."""
    return language.partition("-")[0]


@lru_cache(maxsize=4096)
def lineage(tag: str) -> tuple[str, ...]:
    """The tag and those that stand for it when it is missing, wider and wider, never in another script."""
    parent = _PARENTS.get(tag) or tag.rpartition("-")[0]
    if not parent:
        return (tag,)
    if script(parent) == script(tag):
        return tag, *lineage(parent)
    # Taiwan writes its Chinese otherwise than "zh" alone would.
    written = f"{base(tag)}-{script(tag)}"
    return (tag,) if tag == written else (tag, written)


def script(tag: str) -> str:
    """The script that the tag names, or the one that its language is written in there."""
    language, *rest = tag.split("-")
    named = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if named:
        return named
    region = next((part for part in rest if len(part) in {2, 3}), "")
    likely = _LIKELY.get(f"{language}_{region}") or _LIKELY.get(language) or ""
    return "".join(likely.split("_")[1:2])


@lru_cache(maxsize=32_768)
def distance(tag: str, wanted: str, original: str) -> tuple[int, int, int, str]:
    """The smaller, the earlier in the order above."""
    own, theirs = lineage(tag), lineage(wanted)
    if tag in theirs:
        return 0, theirs.index(tag), 0, tag
    shared = [theirs.index(one) for one in own if one in theirs]
    if shared and script(tag) == script(wanted):
        return 1, shared[0], len(own), tag
    if tag in lineage(original):
        return 2, lineage(original).index(tag), 0, tag
    if base(tag) == base(wanted):
        return 3, 0, len(own), tag
    if base(tag) == NEUTRAL:
        return 4, 0, len(own), tag
    return 5, 0, 0, tag


def choose(available: Collection[str], *, wanted: str, original: str) -> str | None:
    """The language to show out of those available, or None when there is none."""
    return min(available, key=lambda tag: distance(tag, wanted, original), default=None)
