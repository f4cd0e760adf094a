"""What NFO files say in words of their own, and what it is called here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lanterne.catalogue import boards
from lanterne.catalogue.records import RatingRecord
from lanterne.catalogue.rules import fold
from lanterne.exchange import genres
from lanterne.territories import queries as territories

COUNTRIES = {"usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB"}
# The kinds of people that Jellyfin tells apart, and the roles here; whoever acts is an element of its own.
PEOPLE = {"composer": "composer", "producer": "producer", "editor": "editor"}
ACTORS = ("cast", "actor", "voice")
PREFIXED = re.compile(r"([A-Za-z]{2})\s*[:-]\s*(.+)")


def country(told: str) -> str:
    if len(told) == 2 and territories.exists(told.upper()):
        return told.upper()
    return _countries().get(fold(told), "")


def ratings(told: str) -> Iterator[tuple[str, str]]:
    """Territory and label of each: "FR-12", "US:PG-13 / FR:12", "Rated R", which is of the United States."""
    for one in re.split(r"\s/\s|\s*\|\s*", told):
        bare = re.sub(r"^rated\s+", "", one.strip(), flags=re.IGNORECASE)
        found = PREFIXED.fullmatch(bare)
        if found and boards.labels(territory=found[1].upper()) and not _is_american(bare):
            yield found[1].upper(), re.sub(r"^rated\s+", "", found[2], flags=re.IGNORECASE)
        elif bare:
            yield "US", bare


def rating(territory: str, label: str) -> RatingRecord | None:
    """What the first board of the territory means that has this label and says an age."""
    for one in boards.labels(territory=territory):
        if one.label.casefold() == label.casefold() and one.minimum_age is not None:
            return RatingRecord(one.label, one.minimum_age, one.system)
    return None


def _is_american(label: str) -> bool:
    """PG-13 and TV-MA begin as a country would."""
    return label.upper().startswith(("PG-", "TV-", "NC-"))


@cache
def _countries() -> dict[str, str]:
    named = {
        fold(one.name): one.code for tag in genres.LANGUAGES for one in territories.countries(tag)
    }
    return named | {fold(alias): code for alias, code in COUNTRIES.items()}
