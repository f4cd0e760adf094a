"""What hangs on a title: its windows and holdbacks, as values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.models import LicenceWindow
from lanterne.rights.rules import (
    Holdback,
    Market,
    Offer,
    Period,
    Status,
    Terms,
    Tongue,
    Use,
    Window,
)

COLUMNS = (
    "territory", "opens_at", "closes_at", "offer", "status", "tongues", "held_back", "awaits",
    "public_from", "is_premiere",
)  # fmt: skip
# By hand, because every page and every play asks it: the ORM words it longer than the database answers. A holdback stands
# in the columns of a window, told apart by its status.
_HELD = """
SELECT title_id, territory, opens_at, closes_at, offer, status, tongues, held_back, awaits, public_from, is_premiere
FROM rights_licencewindow WHERE territory = %s AND offer = %s AND title_id IN ({places})
UNION ALL
SELECT title_id, territory, begins_at, ends_at, offer, 'held', language, '', '', NULL, FALSE
FROM rights_holdback WHERE territory IN ('', %s) AND offer IN ('', %s) AND title_id IN ({places})
"""


@dataclass(frozen=True, slots=True)
class HeldWindow:
    """A window as editors see it."""

    id: int
    window: Window
    licence_id: int | None = None


@dataclass(frozen=True, slots=True)
class HeldHoldback:
    """A holdback as editors see it."""

    id: int
    holdback: Holdback
    reason: str


def clash(one: Window, other: Window) -> bool:
    """Whether both cannot hang on one title: they open a version twice, or are one window twice."""
    both = one.is_approved and other.is_approved
    return (both and one.overlaps(other)) or one.is_again(other)


def clashing(*, title_id: int, other_id: int) -> tuple[str, ...]:
    """The territories in which the windows of two titles could not hang on one."""
    own = windows(title_id=title_id)
    found = {
        one.window.territory
        for one in windows(title_id=other_id)
        if any(clash(one.window, held.window) for held in own)
    }
    return tuple(sorted(found))


def windows(*, title_id: int) -> tuple[HeldWindow, ...]:
    """The windows that hang on this very title, by territory and opening."""
    rows = LicenceWindow.objects.filter(title_id=title_id).order_by("territory", "opens_at", "pk")
    found = rows.values_list("pk", "licence_id", *COLUMNS)
    return tuple(HeldWindow(pk, value(columns), licence) for pk, licence, *columns in found)


def holdbacks(*, title_id: int) -> tuple[HeldHoldback, ...]:
    """The holdbacks that hang on this very title, by beginning."""
    rows = HoldbackRow.objects.filter(title_id=title_id).order_by("begins_at", "pk")
    return tuple(
        HeldHoldback(
            row.pk,
            _holdback(Period(row.begins_at, row.ends_at), row.territory, row.offer, row.language),
            row.reason,
        )
        for row in rows
    )


def held_by(
    title_ids: Collection[int], market: Market
) -> tuple[dict[int, list[Window]], dict[int, list[Holdback]]]:
    """The windows of several titles in one market and the holdbacks that it knows, in one statement."""
    windows: dict[int, list[Window]] = {}
    holdbacks: dict[int, list[Holdback]] = {}
    for title_id, *columns in _rows(title_ids, market):
        territory, begins_at, ends_at, offer, status, language, *_ = columns
        if status == "held":
            one = _holdback(Period(begins_at, ends_at), territory, offer, language)
            holdbacks.setdefault(title_id, []).append(one)
        else:
            windows.setdefault(title_id, []).append(value(columns))
    return windows, holdbacks


def _rows(title_ids: Collection[int], market: Market) -> Iterator[tuple[Any, ...]]:
    if not title_ids:
        return
    statement = _HELD.format(places=", ".join(["%s"] * len(title_ids)))
    asked = (market.territory, market.offer.value, *title_ids)
    with connection.cursor() as cursor:
        cursor.execute(statement, (*asked, *asked))
        for title_id, territory, begins, ends, *terms, public_from, first in cursor.fetchall():
            instants = [_instant(one) for one in (begins, ends, public_from)]
            yield title_id, territory, *instants[:2], *terms, instants[2], bool(first)


def _instant(held: datetime | str | None) -> datetime | None:
    """SQLite keeps instants in UTC and does not say so, and gives those of later parts of a statement as words."""
    if held is None:
        return None
    told = datetime.fromisoformat(held) if isinstance(held, str) else held
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def value(columns: Sequence[Any]) -> Window:
    """The value of a row's ``COLUMNS``."""
    territory, opens_at, closes_at, offer, status, tongues, held_back, awaits, public, first = (
        columns
    )
    terms = Terms(
        offer=Offer(offer),
        tongues=tuple(_tongue(word) for word in tongues.split()),
        held_back=tuple(held_back.split()),
        status=Status(status),
        awaits=awaits,
        public_from=public,
        is_premiere=first,
    )
    return Window(territory, opens_at, closes_at, terms)


def _tongue(word: str) -> Tongue:
    language, _, use = word.partition(":")
    return Tongue(language, Use(use))


def _holdback(period: Period, territory: str, offer: str, language: str) -> Holdback:
    return Holdback(period, territory, Offer(offer) if offer else None, language)
