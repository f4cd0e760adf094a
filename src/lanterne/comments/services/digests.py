"""Moderators are told that something waits: once an hour at most, all of it in one letter."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from lanterne.comments import letters
from lanterne.comments.models import Comment
from lanterne.comments.rules.states import State


@transaction.atomic
def tell_moderators(*, at: datetime) -> int:
    """Answers how many comments the letter told of."""
    if not settings.COMMENT_MODERATORS:
        return 0
    last = Comment.objects.aggregate(last=Max("told_at"))["last"]
    if last is not None and at - last < timedelta(minutes=settings.COMMENT_DIGEST_MINUTES):
        return 0
    found = Comment.objects.select_for_update(of=("self",)).select_related("thread")
    rows = list(found.filter(state=State.HELD, told_at=None).order_by("pk"))
    if rows:
        Comment.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)
        letters.waiting(rows)
    return len(rows)
