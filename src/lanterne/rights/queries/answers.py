"""The one question about one title, or about some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.rights import rules
from lanterne.rights import sentences as words
from lanterne.rights.queries.windows import held_by
from lanterne.rights.rules import Availability, Holdback, Market, Terms, Version, Window

ANY = Version()


def availability(
    *,
    title_id: int,
    market: Market,
    at: datetime,
    version: Version = ANY,
) -> Availability:
    """Whether a title is open; a series or season answers with the best of its own windows and its episodes'."""
    chains = catalogue.chains(title_id=title_id) or ((title_id,),)
    answers = availabilities(chains=chains, market=market, at=at, version=version)
    return rules.best(answers.values())


def availabilities(
    *,
    chains: Sequence[tuple[int, ...]],
    market: Market,
    at: datetime,
    version: Version = ANY,
) -> dict[int, Availability]:
    """Whether each title is open by its own windows or the nearest above it, in one statement.

    A title is given as its lineage, from itself up; nothing below it is asked.
    """
    return {
        title_id: rules.availability(
            windows, market=market, at=at, version=version, holdbacks=holdbacks
        )
        for title_id, windows, holdbacks in _deciding(chains, market)
    }


def standings(
    *, chains: Sequence[tuple[int, ...]], market: Market, at: datetime
) -> tuple[dict[int, Availability], dict[int, tuple[Terms, ...]]]:
    """Whether each title is open, and what its open windows say of languages, in one statement."""
    found = list(_deciding(chains, market))
    answers = {
        title_id: rules.availability(windows, market=market, at=at, holdbacks=holdbacks)
        for title_id, windows, holdbacks in found
    }
    terms = {
        title_id: rules.open_terms(windows, market=market, at=at, holdbacks=holdbacks)
        for title_id, windows, holdbacks in found
    }
    return answers, terms


def open_terms(
    *, chains: Sequence[tuple[int, ...]], market: Market, at: datetime
) -> dict[int, tuple[Terms, ...]]:
    """What the open windows of each title say of languages; a title is given as its lineage."""
    return {
        title_id: rules.open_terms(windows, market=market, at=at, holdbacks=holdbacks)
        for title_id, windows, holdbacks in _deciding(chains, market)
    }


def first_opened(*, chains: Sequence[tuple[int, ...]], market: Market) -> dict[int, datetime]:
    """When the windows that decide about each title first opened it, or are to; titles without one are missing."""
    return {
        title_id: min(counted)
        for title_id, windows, _ in _deciding(chains, market)
        if (counted := [one.opens_at for one in windows if one.counts(ANY)])
    }


def _deciding(
    chains: Sequence[tuple[int, ...]], market: Market
) -> Iterator[tuple[int, Sequence[Window], Sequence[Holdback]]]:
    """Each title with the windows that decide about it and the holdbacks on its line, in one statement."""
    windows, holdbacks = held_by({one for chain in chains for one in chain}, market)
    for chain in chains:
        nearest = rules.nearest([windows.get(one, []) for one in chain], market=market)
        yield chain[0], nearest, [held for one in chain for held in holdbacks.get(one, ())]


def sentence(*, availability: Availability, language: str) -> str:
    """The availability in words: "Opens on 3 March 2027 in Belgium"."""
    return words.sentence(availability=availability, language=language)


def sentences(*, availability: Availability, language: str) -> tuple[str, ...]:
    """Every reason of a no in words, for those who can do something about it."""
    return words.reasons(availability=availability, language=language)


def day(*, instant: datetime, territory: str, language: str) -> str:
    """The day of an instant where the window is: "3 March 2027"."""
    return words.day(instant, territory, language)
