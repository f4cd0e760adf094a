"""Questions about rights."""

from lanterne.rights.queries.agenda import Coming, Entry, agenda
from lanterne.rights.queries.answers import (
    availability,
    day,
    first_opened,
    open_terms,
    sentence,
    sentences,
    standings,
)
from lanterne.rights.queries.grants import territories_of_licence
from lanterne.rights.queries.instants import next_change
from lanterne.rights.queries.licences import (
    HeldLicence,
    contracts,
    hanging,
    licence,
    licences,
    licensors,
)
from lanterne.rights.queries.sets import (
    closing,
    episode_is_open,
    film_is_open,
    is_announced,
    named_title_ids,
    open_or_coming_title_ids,
    open_title_ids,
    opened,
    opening,
    told_anywhere_title_ids,
    told_title_ids,
)
from lanterne.rights.queries.warnings import warnings
from lanterne.rights.queries.windows import HeldHoldback, HeldWindow, clashing, holdbacks, windows

__all__ = [
    "Coming",
    "Entry",
    "HeldHoldback",
    "HeldLicence",
    "HeldWindow",
    "agenda",
    "availability",
    "clashing",
    "closing",
    "contracts",
    "day",
    "episode_is_open",
    "film_is_open",
    "first_opened",
    "hanging",
    "holdbacks",
    "is_announced",
    "licence",
    "licences",
    "licensors",
    "named_title_ids",
    "next_change",
    "open_or_coming_title_ids",
    "open_terms",
    "open_title_ids",
    "opened",
    "opening",
    "sentence",
    "sentences",
    "standings",
    "territories_of_licence",
    "told_anywhere_title_ids",
    "told_title_ids",
    "warnings",
    "windows",
]
