"""What is forgotten: an author's data when they ask for it, and everything else when its time has come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lanterne.comments.models import Author, Comment, Lesson, Report, Ruling, Vote
from lanterne.comments.rules import keeping
from lanterne.comments.rules.states import State
from lanterne.comments.services.checks import checked_email
from lanterne.comments.services.moves import moved
from lanterne.core import audit, clock


@transaction.atomic
def erase_author(*, email: str, actor: str) -> int:
    """Erase everything that came under an address; the thread keeps a place where it stood, and the answers to it.

    Answers how many comments that were. The audit line does not tell the address. Refuses EmailRefused.
    """
    told, at = checked_email(email), clock.now()
    Report.objects.filter(email=told).update(name="", email="", text="", network="", purge_at=None)
    author = Author.objects.select_for_update().filter(email=told).first()
    if author is None:
        return 0
    rows = list(Comment.objects.select_for_update().filter(author=author).order_by("pk"))
    for row in rows:
        if row.state != State.REMOVED:
            moved(row, State.REMOVED, actor=actor, at=at)
    ids = [row.pk for row in rows]
    Comment.objects.filter(pk__in=ids).update(
        author=None,
        name="",
        text="",
        network="",
        likeness="",
        purge_at=None,
        grounds=[],
        wants_answers=False,
        votes=0,
        erased_at=at,
    )
    Ruling.objects.filter(comment_id__in=ids).update(note="")
    Lesson.objects.filter(comment_id__in=ids).delete()
    Vote.objects.filter(comment_id__in=ids).delete()
    audit.record(
        actor=actor,
        action="comments.erase_author",
        subject=f"author:{author.pk}",
        detail={"comments": len(ids)},
    )
    author.delete()
    return len(ids)


@transaction.atomic
def purge(*, at: datetime) -> int:
    """Forget where comments, reports and votes came from once their time has come, and who wrote old spam; answers how many.

    An address that wants no letters is remembered without comments too, until it is erased: it would be asked anew.
    """
    kept = {"network": "", "purge_at": None}
    done = Comment.objects.filter(purge_at__lte=at).update(**kept)
    done += Report.objects.filter(purge_at__lte=at).update(**kept, name="", email="")
    old = Comment.objects.filter(
        state=State.SPAM, author__isnull=False, said_at__lt=keeping.anonymous_before(at)
    )
    done += old.update(author=None, name="", network="", purge_at=None)
    Author.objects.filter(comments=None, is_silenced=False).delete()
    gone, _each = Vote.objects.filter(purge_at__lte=at).delete()
    return done + gone
