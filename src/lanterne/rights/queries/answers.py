"""The one question about one title, or about some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.rights import rules
from lanterne.rights import sentences as words
from lanterne.rights.queries.windows import held_by
from lanterne.rights.rules import Availability, Market, Terms, Version

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
    asked = {one for chain in chains for one in chain}
    windows, holdbacks = held_by(asked, market)
    return {
        chain[0]: rules.availability(
            rules.nearest([windows.get(one, []) for one in chain], market=market),
            market=market,
            at=at,
            version=version,
            holdbacks=[held for one in chain for held in holdbacks.get(one, ())],
        )
        for chain in chains
    }


def open_terms(
    *, chains: Sequence[tuple[int, ...]], market: Market, at: datetime
) -> dict[int, tuple[Terms, ...]]:
    """What the open windows of each title say of languages, in one statement; a title is given as its lineage."""
    windows, holdbacks = held_by({one for chain in chains for one in chain}, market)
    return {
        chain[0]: rules.open_terms(
            rules.nearest([windows.get(one, []) for one in chain], market=market),
            market=market,
            at=at,
            holdbacks=[held for one in chain for held in holdbacks.get(one, ())],
        )
        for chain in chains
    }


def sentence(*, availability: Availability, language: str) -> str:
    """The availability in words: "Opens on 3 March 2027 in Belgium"."""
    return words.sentence(availability=availability, language=language)


def sentences(*, availability: Availability, language: str) -> tuple[str, ...]:
    """Every reason of a no in words, for those who can do something about it."""
    return words.reasons(availability=availability, language=language)


def day(*, instant: datetime, territory: str, language: str) -> str:
    """The day of an instant where the window is: "3 March 2027"."""
    return words.day(instant, territory, language)
