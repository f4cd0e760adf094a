"""Which sounds and subtitles the windows that are open now let a viewer have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from lanterne.rights.rules.terms import Terms, Use, ranges
from lanterne.rights.rules.windows import Holdback, Market, Version, Window


def open_terms(
    windows: Iterable[Window], *, market: Market, at: datetime, holdbacks: Iterable[Holdback] = ()
) -> tuple[Terms, ...]:
    """The terms of every window that is open; a language that a holdback names is held back in all of them."""
    held = tuple(
        one.language
        for one in holdbacks
        if one.language and one.period.is_open(at) and one.is_for(market, Version(one.language))
    )
    return tuple(
        replace(one.terms, held_back=(*one.terms.held_back, *held))
        for one in windows
        if one.is_for(market) and one.counts(Version()) and one.is_open(at)
    )


def may_hear(terms: Sequence[Terms], language: str, *, is_original: bool) -> bool:
    """Whether a sound may be played. Subtitles are read to the original sound, so who licenses them licenses it too."""
    return any(_hears(one, language, is_original=is_original) for one in terms)


def may_read(terms: Sequence[Terms], language: str, *, is_forced: bool = False) -> bool:
    """Whether subtitles may be shown; a dub brings the forced ones of its language with it."""
    return any(_reads(one, language, is_forced=is_forced) for one in terms)


def _hears(terms: Terms, language: str, *, is_original: bool) -> bool:
    if _is_held(terms, language):
        return False
    if not terms.tongues or any(one.covers(language, Use.DUB) for one in terms.tongues):
        return True
    return is_original and any(one.use is not Use.DUB for one in terms.tongues)


def _reads(terms: Terms, language: str, *, is_forced: bool) -> bool:
    if _is_held(terms, language):
        return False
    uses = (Use.SUB, Use.DUB) if is_forced else (Use.SUB,)
    return not terms.tongues or any(
        one.covers(language, use) for one in terms.tongues for use in uses
    )


def _is_held(terms: Terms, language: str) -> bool:
    return bool(set(terms.held_back) & set(ranges(language)))
