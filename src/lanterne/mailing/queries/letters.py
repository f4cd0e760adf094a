"""Letters with how far each is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from lanterne.mailing.models import Dispatch, Letter
from lanterne.mailing.rules import OPEN_LETTERS, LetterState, Outcome


@dataclass(frozen=True, slots=True)
class LetterCard:
    id: int
    key: str
    language: str
    markets: tuple[str, ...]
    at: datetime
    state: LetterState
    sent: int
    deferred: int
    refused: int
    uncertain: int

    @property
    def is_open(self) -> bool:
        """Whether it can still be stopped."""
        return self.state in OPEN_LETTERS


def letters(*, limit: int = 60) -> tuple[LetterCard, ...]:
    """The latest first."""
    rows = list(Letter.objects.order_by("-at", "key", "language")[:limit])
    told = Dispatch.objects.filter(letter__in=rows).values("letter", "state")
    counted: dict[int, Counter[str]] = {}
    for row in told.annotate(many=Count("pk")):
        counted.setdefault(row["letter"], Counter())[row["state"]] = row["many"]
    return tuple(_card(row, counted.get(row.pk, Counter())) for row in rows)


def _card(row: Letter, told: Counter[str]) -> LetterCard:
    return LetterCard(
        row.pk,
        row.key,
        row.language,
        tuple(row.markets),
        row.at,
        LetterState(row.state),
        sent=told[Outcome.SENT],
        deferred=told[Outcome.DEFERRED],
        refused=told[Outcome.REFUSED],
        uncertain=told[Outcome.UNCERTAIN],
    )
