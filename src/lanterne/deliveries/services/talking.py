"""What is said about a request, by staff and by post houses."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.deliveries import queries
from lanterne.deliveries.models import Message
from lanterne.deliveries.queries import PostHouseCard
from lanterne.deliveries.services.refusals import MessageEmpty, NoSuchRequest
from lanterne.deliveries.services.steps import held

LONGEST = 4000


@transaction.atomic
def say(*, request_id: int, text: str, actor: str) -> None:
    """Add to the conversation; what was said is never changed."""
    told = checked_message(text)
    row = held(request_id)
    Message.objects.create(request=row, actor=actor, at=clock.now(), text=told)
    audit.record(
        actor=actor,
        action="deliveries.say",
        subject=f"title:{row.title_id}",
        detail={"request": row.pk},
    )


def checked_message(text: str) -> str:
    told = text.strip()
    if not told:
        raise MessageEmpty(_("Write something."))
    if len(told) > LONGEST:
        raise MessageEmpty(_("A message has up to %(most)d characters.") % {"most": LONGEST})
    return told


def say_as_guest(*, request_id: int, house: PostHouseCard, text: str) -> None:
    """The same by a post house, about its own requests: those of others do not exist for it."""
    card = queries.request(request_id=request_id)
    if card is None or card.post_house_id != house.id:
        raise NoSuchRequest(_("There is no such request."))
    say(request_id=request_id, text=text, actor=house.actor)
