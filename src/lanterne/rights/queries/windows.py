"""What hangs on a title: its windows and holdbacks, as values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateTimeField, Value

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
# A holdback in the same columns, told apart by its status.
STATUS, HELD = COLUMNS.index("status"), "held"
HELD_COLUMNS = (
    "territory", "begins_at", "ends_at", "offer", Value(HELD), "language", Value(""), Value(""),
    Value(None, output_field=DateTimeField()), Value(value=False, output_field=BooleanField()),
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
    granted = LicenceWindow.objects.filter(
        title_id__in=title_ids, territory=market.territory, offer=market.offer
    ).values_list("title_id", *COLUMNS)
    held = HoldbackRow.objects.filter(
        title_id__in=title_ids,
        territory__in=["", market.territory],
        offer__in=["", market.offer],
    ).values_list("title_id", *HELD_COLUMNS)
    for title_id, *columns in granted.union(held, all=True):
        if columns[STATUS] == HELD:
            territory, begins_at, ends_at, offer, _, language, *_ = columns
            one = _holdback(Period(begins_at, ends_at), territory, offer, language)
            holdbacks.setdefault(title_id, []).append(one)
        else:
            windows.setdefault(title_id, []).append(value(columns))
    return windows, holdbacks


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
