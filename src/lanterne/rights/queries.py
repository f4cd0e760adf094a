"""Questions about licence windows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanterne.catalogue import queries as catalogue
from lanterne.rights import rules, sentences
from lanterne.rights.models import LicenceWindow
from lanterne.rights.rules import Availability, Window
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class HeldWindow:
    """A window as editors see it."""

    id: int
    window: Window


def windows(*, title_id: int) -> tuple[HeldWindow, ...]:
    """The windows that hang on this very title, by territory and opening."""
    rows = LicenceWindow.objects.filter(title_id=title_id).order_by("territory", "opens_at")
    return tuple(HeldWindow(row.pk, _window(row)) for row in rows)


def availability(*, title_id: int, territory: str, at: datetime) -> Availability:
    """Whether a title is open; a series or season answers with the best of its own windows and its episodes'."""
    chains = catalogue.chains(title_id=title_id)
    answers = availabilities(chains=chains, territory=territory, at=at)
    return rules.best(answers.values() or [rules.availability((), territory=territory, at=at)])


def availabilities(
    *, chains: Sequence[tuple[int, ...]], territory: str, at: datetime
) -> dict[int, Availability]:
    """Whether each title is open by its own windows or the nearest above it, in one statement.

    A title is given as its lineage, from itself up; nothing below it is asked.
    """
    held = _held({one for chain in chains for one in chain}, territory)
    return {
        chain[0]: rules.availability(
            rules.nearest([held.get(one, []) for one in chain], territory=territory),
            territory=territory,
            at=at,
        )
        for chain in chains
    }


def sentence(*, availability: Availability, language: str) -> str:
    """The availability in words: "Opens on 3 March 2027 in Belgium"."""
    return sentences.sentence(availability=availability, language=language)


def open_title_ids(*, territory: str, at: datetime) -> QuerySet[Any, Any]:
    """Ids of every film, series, season and episode that is open; the same answer as ``availability``."""
    here = LicenceWindow.objects.filter(territory=territory)
    return catalogue.decided_by_nearest(said=here, yes=here.filter(_is_open(at)))


def open_or_coming_title_ids(*, territory: str, at: datetime) -> QuerySet[Any, Any]:
    """Ids of what is open or will be: everything that a window not yet over decides about."""
    here = LicenceWindow.objects.filter(territory=territory)
    lasting = here.filter(Q(closes_at=None) | Q(closes_at__gt=at))
    return catalogue.decided_by_nearest(said=here, yes=lasting)


def day(*, instant: datetime, territory: str, language: str) -> str:
    """The day of an instant where the window is: "3 March 2027"."""
    return sentences.day(instant, territory, language)


def film_is_open(*, territory: str, at: datetime) -> Exists:
    """The condition that a film is open, for questions about many: nothing above it has a say."""
    here = LicenceWindow.objects.filter(territory=territory, title_id=OuterRef("pk"))
    return Exists(here.filter(_is_open(at)))


def episode_is_open(*, territory: str, at: datetime) -> Q:
    """The condition that an episode is open, by its own windows, its season's or its series'."""
    here = LicenceWindow.objects.filter(territory=territory)
    return catalogue.nearest_says(said=here, yes=here.filter(_is_open(at)))


def is_announced() -> Q:
    """The condition that the public may know of a title: a window of any place and time is on its line.

    Anything else is a draft, and nobody outside the studio knows of it.
    """
    return catalogue.on_the_line(LicenceWindow.objects.all())


def closing(
    *, territory: str, at: datetime, within: timedelta, limit: int = 500
) -> dict[int, datetime]:
    """The titles whose own open window ends soon with none following at that instant, soonest first.

    Each end is told by the territory's clocks.
    """
    here = LicenceWindow.objects.filter(territory=territory)
    follows = here.filter(title_id=OuterRef("title_id"), opens_at=OuterRef("closes_at"))
    ending = here.filter(
        ~Exists(follows), opens_at__lte=at, closes_at__gt=at, closes_at__lte=at + within
    ).order_by("closes_at", "title_id")
    rows = ending.values_list("title_id", "closes_at")[:limit]
    place = territories.clock(territory=territory)
    return {title_id: ends.astimezone(place) for title_id, ends in rows if ends is not None}


def _is_open(at: datetime) -> Q:
    return Q(opens_at__lte=at) & (Q(closes_at=None) | Q(closes_at__gt=at))


def _held(title_ids: Collection[int], territory: str) -> dict[int, list[Window]]:
    found: dict[int, list[Window]] = {}
    for row in LicenceWindow.objects.filter(title_id__in=title_ids, territory=territory):
        found.setdefault(row.title_id, []).append(_window(row))
    return found


def _window(row: LicenceWindow) -> Window:
    return Window(row.territory, row.opens_at, row.closes_at)
