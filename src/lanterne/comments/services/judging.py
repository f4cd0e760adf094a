"""Asking the judges, and moving a comment to where their word and our own rules lead."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from lanterne.comments import judges, queries
from lanterne.comments.models import Comment
from lanterne.comments.ports import Opinion, Specimen
from lanterne.comments.rules import weighing, words
from lanterne.comments.rules.states import State
from lanterne.comments.rules.weighing import Evidence, Said
from lanterne.comments.services.asking import tell_of
from lanterne.comments.services.moves import SYSTEM, moved
from lanterne.core import clock

# Whoever asked about it is dead by then, and somebody else may ask again.
ABANDONED = timedelta(minutes=2)


def settle(*, comment_id: int, address: str = "", agent: str = "") -> State:
    """Where a pending comment goes; one that somebody has moved meanwhile stays there."""
    row = Comment.objects.select_related("thread", "author").get(pk=comment_id)
    told = judges.asked(specimen(row, address=address, agent=agent))
    return _settled(comment_id, row.text, told)


def judge_pending(*, at: datetime) -> int:
    """Those whose process died before a judge had answered; answers how many there were."""
    found = Comment.objects.filter(state=State.PENDING, said_at__lt=at - ABANDONED)
    ids = list(found.filter(edited_at=None).values_list("pk", flat=True)[:100])
    edited = Comment.objects.filter(state=State.PENDING, edited_at__lt=at - ABANDONED)
    ids += list(edited.values_list("pk", flat=True)[:100])
    for comment_id in ids:
        settle(comment_id=comment_id)
    return len(ids)


def specimen(row: Comment, *, address: str = "", agent: str = "") -> Specimen:
    return Specimen(
        text=row.text,
        name=row.name,
        email=row.author.email if row.author else "",
        address=address,
        agent=agent,
        page=row.thread.address,
        language=row.thread.language,
        said_at=row.said_at,
        is_answer=row.parent_id is not None,
    )


@transaction.atomic
def _settled(comment_id: int, text: str, told: tuple[tuple[Said, Opinion | None], ...]) -> State:
    found = Comment.objects.select_for_update(of=("self",))
    row = found.select_related("thread", "author", "parent").get(pk=comment_id)
    if State(row.state) is not State.PENDING or row.text != text:
        # A moderator was faster, or the author wrote it anew: what was judged is not what stands there.
        return State(row.state)
    met = words.met(f"{row.name}\n{row.text}", queries.watched())
    outcome = weighing.weighed(
        Evidence(
            said=tuple(said for said, _opinion in told),
            watched=met,
            is_known=row.author is not None and row.author.known_since is not None,
            fell_for_honeypot=row.fell_for_honeypot,
            is_premoderated=row.thread.is_premoderated,
        )
    )
    opinions = [opinion for _said, opinion in told if opinion]
    row.opinions = {said.judge: said.verdict for said, _opinion in told}
    row.score = next((one.score for one in opinions if one.score is not None), None)
    row.causes = [one.value for one in outcome.causes]
    heavy = (ground for one in opinions for ground in one.grounds)
    row.grounds = list(dict.fromkeys([*(one.word for one in met), *heavy]))
    row.save(update_fields=["opinions", "score", "causes", "grounds"])
    at = clock.now()
    moved(row, outcome.state, actor=SYSTEM, at=at)
    if outcome.state is State.PUBLISHED:
        tell_of(row, at=at)
    return outcome.state
