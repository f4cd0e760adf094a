"""What was learned of spam: the model that is in use, and the lessons there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from lanterne.comments.models import Lesson, SpamModel


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Recalls are the shares of each kind that it would have decided by itself, of texts it had not seen."""

    id: int
    trained_at: datetime
    last_lesson: int
    spam: int
    ham: int
    sources: Mapping[str, int]
    spam_from: float | None
    ham_up_to: float | None
    spam_recall: float
    ham_recall: float


def model() -> ModelCard | None:
    row = SpamModel.objects.defer("weights").order_by("-pk").first()
    if row is None:
        return None
    return ModelCard(
        row.pk,
        row.trained_at,
        row.last_lesson,
        row.spam,
        row.ham,
        row.sources,
        row.spam_from,
        row.ham_up_to,
        row.spam_recall,
        row.ham_recall,
    )


def model_id() -> int | None:
    """Which is in use."""
    return SpamModel.objects.order_by("-pk").values_list("pk", flat=True).first()


def weights(*, model_id: int) -> bytes:
    return bytes(SpamModel.objects.values_list("weights", flat=True).get(pk=model_id))


def lessons() -> Iterator[tuple[str, bool, str]]:
    """Text, whether it is spam, and where it comes from."""
    found = Lesson.objects.order_by("pk").values_list("text", "is_spam", "source")
    yield from found.iterator()


def last_lesson() -> int:
    found = Lesson.objects.aggregate(last=Max("pk"))
    return found["last"] or 0


def lessons_since(*, lesson_id: int) -> int:
    return Lesson.objects.filter(pk__gt=lesson_id).count()
