"""Search: what was typed, folded, against names in every language, people and genres."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils import translation

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import genres
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import TitleCard, fold
from lanterne.discovery import rules, shelves
from lanterne.discovery.visible import Audience

MOST = 60
# How many names are read at first, and how many times more whenever they are too few.
REACH, FARTHER = 250, 8
# Past this many candidates what was typed says too little to be worth sorting.
MOST_CANDIDATES = 2000


def search(
    *, profile: ProfileCard, territory: str, at: datetime, text: str, language: str
) -> tuple[TitleCard, ...]:
    """The titles found, best first: names that start with the text, then words that do, then names that hold it,
    then people and genres. When nothing answers, the nearest spelling of each word is tried.
    """
    words = fold(text).split()
    audience = Audience(profile.ceiling, territory, at)
    found = _found(audience, [(word,) for word in words]) if words else []
    if words and not found:
        corrected = [_spelled(word) for word in words]
        found = _found(audience, corrected) if all(corrected) else []
    return tuple(catalogue.cards(title_ids=found[:MOST], language=language, territory=territory))


def _found(audience: Audience, words: Sequence[Collection[str]]) -> list[int]:
    """Ids of the titles that answer, and that this audience may see, best first.

    As many names are read as give a page, and more only where too few of their titles may be seen.
    """
    wanted = " ".join(next(iter(alternatives)) for alternatives in words)
    reach = REACH
    while True:
        names = catalogue.named(words=words, wanted=wanted, limit=reach)
        is_all = len(names) < reach
        order = dict.fromkeys((*names, *(_others(words, wanted) if is_all else ())))
        found = _visible(list(order)[:MOST_CANDIDATES], audience)
        if is_all or len(found) >= MOST or len(order) >= MOST_CANDIDATES:
            return found
        reach *= FARTHER


def _visible(order: Sequence[int], audience: Audience) -> list[int]:
    visible = shelves.among_heads(order, audience) | shelves.among_episodes(order, audience)
    return [title_id for title_id in order if title_id in visible]


def _others(words: Sequence[Collection[str]], wanted: str) -> list[int]:
    """The titles that answer by a person or a genre, the newest first."""
    codes = [code for code, names in _genre_names().items() if any(wanted in one for one in names)]
    by_genre = catalogue.of_genres(codes=codes, limit=MOST_CANDIDATES) if codes else ()
    return sorted({*catalogue.of_people(words=words), *by_genre}, reverse=True)


def _spelled(word: str) -> tuple[str, ...]:
    """The nearest known words; a short word is taken as it is."""
    return rules.closest(word, catalogue.suggestions(word=word))


@cache
def _genre_names() -> dict[str, tuple[str, ...]]:
    """The folded names of each genre in every language of the house."""
    return {code: tuple(_told(code)) for code in genres.NAMES}


def _told(code: str) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            name = genres.name(code)
        yield fold(name)
