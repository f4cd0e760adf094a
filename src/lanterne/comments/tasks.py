"""What the worker does for comments, again and again: judging what was left, letters, teaching, forgetting."""

from __future__ import annotations

from datetime import datetime

from lanterne.comments import services

WORKER = "system:comments"


def tend(*, at: datetime) -> int:
    """Each of it is safe to be done twice; answers how much there was to do."""
    return (
        services.judge_pending(at=at)
        + services.teach_due()
        + services.tell_moderators(at=at)
        + services.train_due(actor=WORKER)
        + services.purge(at=at)
    )
