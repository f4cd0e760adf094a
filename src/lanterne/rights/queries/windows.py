"""What hangs on a title: its windows and holdbacks, as values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

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


def windows(*, title_id: int) -> tuple[HeldWindow, ...]:
    """The windows that hang on this very title, by territory and opening."""
    rows = LicenceWindow.objects.filter(title_id=title_id).order_by("territory", "opens_at", "pk")
    found = rows.values_list("pk", "licence_id", *COLUMNS)
    return tuple(HeldWindow(pk, value(columns), licence) for pk, licence, *columns in found)


def holdbacks(*, title_id: int) -> tuple[HeldHoldback, ...]:
    """The holdbacks that hang on this very title, by beginning."""
    rows = HoldbackRow.objects.filter(title_id=title_id).order_by("begins_at", "pk")
    return tuple(HeldHoldback(row.pk, _holdback(row), row.reason) for row in rows)


def windows_of(title_ids: Collection[int], market: Market) -> dict[int, list[Window]]:
    """The windows of several titles in one market, in one statement."""
    found: dict[int, list[Window]] = {}
    rows = LicenceWindow.objects.filter(
        title_id__in=title_ids, territory=market.territory, offer=market.offer
    )
    for title_id, *columns in rows.values_list("title_id", *COLUMNS):
        found.setdefault(title_id, []).append(value(columns))
    return found


def holdbacks_of(title_ids: Collection[int], market: Market) -> dict[int, list[Holdback]]:
    """The holdbacks of several titles that a market knows, in one statement."""
    found: dict[int, list[Holdback]] = {}
    rows = HoldbackRow.objects.filter(
        title_id__in=title_ids,
        territory__in=["", market.territory],
        offer__in=["", market.offer],
    )
    for row in rows:
        found.setdefault(row.title_id, []).append(_holdback(row))
    return found


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


def _holdback(row: HoldbackRow) -> Holdback:
    return Holdback(
        period=Period(row.begins_at, row.ends_at),
        territory=row.territory,
        offer=Offer(row.offer) if row.offer else None,
        language=row.language,
    )
