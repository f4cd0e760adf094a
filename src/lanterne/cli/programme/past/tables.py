"""A past as the files of docs/history.md."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from lanterne.cli.programme.past.world import Launch, Past

LANGUAGES = {"FR": "fr", "BE": "fr"}
VAT = {"FR": "20", "BE": "21"}
CARD = "card-ok"
PRICES: Mapping[str, tuple[int, int]] = {"duo": (899, 999), "salon": (1349, 1499)}
"""Until the prices rose, and since then; whoever was there keeps the old one."""


def write(past: Past, launches: Sequence[Launch], folder: Path, *, rise: datetime) -> None:
    """The four files; ``rise`` is when prices rose for those who joined after it."""
    _table(folder / "members.csv", ("member", "territory", "language", "joined"), _members(past))
    _table(
        folder / "payments.csv",
        ("member", "plan", "at", "renewal", "minor", "currency", "vat_rate", "outcome", "card"),
        _payments(past, rise),
    )
    _table(folder / "releases.csv", ("title", "territory", "at"), _releases(launches))
    _table(
        folder / "viewings.csv", ("member", "title", "territory", "at", "ranges"), _viewings(past)
    )


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(columns)
        sheet.writerows(rows)


def _members(past: Past) -> Iterable[Sequence[object]]:
    for life in past.lives:
        yield life.key, life.territory, LANGUAGES[life.territory], life.joined.date()


def _payments(past: Past, rise: datetime) -> Iterable[Sequence[object]]:
    for life in past.lives:
        for one in life.payments:
            minor = PRICES[one.plan][life.joined >= rise]
            yield (
                life.key, one.plan, one.at.isoformat(), "yes" if one.is_renewal else "no", minor, "EUR",
                VAT[life.territory], "paid" if one.is_paid else "declined", CARD if one.has_card else "",
            )  # fmt: skip


def _releases(launches: Sequence[Launch]) -> Iterable[Sequence[object]]:
    for one in launches:
        for territory in one.territories:
            for part, _seconds in one.parts:
                yield part, territory, one.at.isoformat()


def _viewings(past: Past) -> Iterable[Sequence[object]]:
    for life in past.lives:
        for one in life.sessions:
            yield life.key, one.part, life.territory, one.at.isoformat(), f"{one.start}-{one.end}"
