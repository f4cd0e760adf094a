"""Lessons: what people decide, and files that others labelled; training from them, and telling the judges that were wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from math import isfinite

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import judges
from lanterne.comments.models import Comment, Lesson, SpamModel
from lanterne.comments.ports import Unreachable
from lanterne.comments.queries import learned
from lanterne.comments.rules import texts
from lanterne.comments.rules.states import State
from lanterne.comments.services.judging import specimen
from lanterne.comments.services.refusals import NotLearned
from lanterne.core import audit, bulk, clock

log = structlog.get_logger()
# So many new lessons are worth another training.
WORTH_TRAINING = 25
TAUGHT = {State.PUBLISHED: False, State.SPAM: True}


def note(row: Comment, state: State, *, at: datetime) -> None:
    """Publishing and calling it spam are lessons; what is removed is rude or unlawful, and no spam."""
    if state not in TAUGHT or row.is_staff:
        Lesson.objects.filter(comment=row).delete()
        return
    is_spam = TAUGHT[state]
    lesson, _made = Lesson.objects.update_or_create(
        comment=row,
        defaults={
            "text": row.text,
            "likeness": row.likeness,
            "source": row.thread.key,
            "is_spam": is_spam,
            "at": at,
        },
    )
    lesson.untold = _wrong(row, lesson, is_spam=is_spam)
    lesson.save(update_fields=["untold"])


def _wrong(row: Comment, lesson: Lesson, *, is_spam: bool) -> list[str]:
    """The judges who said the opposite, or have been told the opposite since."""
    believed = {**row.opinions, **lesson.told}
    opposite = "ham" if is_spam else "spam"
    return sorted(name for name, verdict in believed.items() if verdict == opposite)


def teach_due() -> int:
    """Tell each judge that was wrong what a person decided; one that does not answer is told the next time."""
    told = 0
    for lesson_id in Lesson.objects.exclude(untold=[]).values_list("pk", flat=True)[:100]:
        told += _teach(lesson_id)
    return told


def _teach(lesson_id: int) -> int:
    found = Lesson.objects.select_related("comment__thread", "comment__author")
    lesson = found.filter(pk=lesson_id).first()
    if lesson is None or lesson.comment is None:
        return 0
    heard = list[str]()
    for judge in judges.judges():
        if judge.name not in lesson.untold:
            continue
        try:
            judge.learn(specimen(lesson.comment), is_spam=lesson.is_spam)
        except Unreachable as failure:
            log.warning("spam judge not taught", judge=judge.name, failure=str(failure))
        else:
            heard.append(judge.name)
    return _heard(lesson_id, heard, is_spam=lesson.is_spam)


@transaction.atomic
def _heard(lesson_id: int, names: list[str], *, is_spam: bool) -> int:
    row = Lesson.objects.select_for_update().filter(pk=lesson_id).first()
    if row is None:
        return 0
    row.told = {**row.told, **dict.fromkeys(names, "spam" if is_spam else "ham")}
    if row.is_spam == is_spam:
        row.untold = [name for name in row.untold if name not in names]
    row.save(update_fields=["told", "untold"])
    return len(names)


@transaction.atomic
def bring_lessons(*, labelled: Iterable[tuple[str, bool]], source: str, actor: str) -> int:
    """Take in texts that others labelled, each once a source; answers how many were new.

    Refuses NotLearned for a text that is longer than any comment.
    """
    held = set(
        Lesson.objects.filter(source=source, comment=None).values_list("likeness", flat=True)
    )
    fresh = dict[str, tuple[str, bool]]()
    for text, is_spam in labelled:
        if texts.is_huge(text):
            raise NotLearned(_("A text of the file is longer than any comment."))
        likeness = texts.likeness(text)
        if likeness not in held:
            fresh.setdefault(likeness, (text, is_spam))
    at = clock.now()
    bulk.insert(
        Lesson,
        ("text", "likeness", "source", "is_spam", "at", "untold", "told"),
        (
            (text, likeness, source, is_spam, at, [], {})
            for likeness, (text, is_spam) in fresh.items()
        ),
    )
    if fresh:
        audit.record(
            actor=actor,
            action="comments.bring_lessons",
            subject=f"lessons:{source}",
            detail={"lessons": len(fresh)},
        )
    return len(fresh)


def train(*, actor: str) -> learned.ModelCard:
    """Learn from every lesson there is. Refuses NotLearned where they are too few."""
    from lanterne.comments.spam.training import FEWEST, Example, TooFew, train
    from lanterne.comments.spam.weights import packed

    last = learned.last_lesson()
    examples = [Example(*one) for one in learned.lessons()]
    try:
        trained = train(examples)
    except TooFew as failure:
        raise NotLearned(
            _("It takes at least %(fewest)d comments that are spam and as many that are not.")
            % {"fewest": FEWEST}
        ) from failure
    ends = trained.weights.spam_from, trained.weights.ham_up_to
    with transaction.atomic():
        row = SpamModel.objects.create(
            weights=packed(trained.weights),
            trained_at=clock.now(),
            last_lesson=last,
            spam=trained.spam,
            ham=trained.ham,
            sources=dict(Counter(one.source for one in examples)),
            spam_from=_finite(ends[0]),
            ham_up_to=_finite(ends[1]),
            spam_recall=trained.spam_recall,
            ham_recall=trained.ham_recall,
        )
        audit.record(
            actor=actor,
            action="comments.train",
            subject=f"spam_model:{row.pk}",
            detail={"spam": trained.spam, "ham": trained.ham},
        )
    card = learned.model()
    assert card is not None
    return card


def train_due(*, actor: str) -> int:
    """Train where enough was learned since; answers whether it was, as one or none."""
    held = learned.model()
    since = held.last_lesson if held else 0
    if learned.lessons_since(lesson_id=since) < WORTH_TRAINING:
        return 0
    try:
        train(actor=actor)
    except NotLearned:
        return 0
    return 1


def _finite(score: float) -> float | None:
    return score if isfinite(score) else None
