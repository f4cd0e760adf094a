"""Taking one request in hand and bringing it one step on, with its line in the history and in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.deliveries import words
from lanterne.deliveries.models import DeliveryRequest, Move
from lanterne.deliveries.rules import State, may_move
from lanterne.deliveries.services.refusals import NoSuchRequest, Overtaken, WrongMove

SYSTEM = "system:deliveries"


def held(request_id: int) -> DeliveryRequest:
    """The request, kept from others until the transaction ends."""
    rows = DeliveryRequest.objects.select_for_update(of=("self",)).select_related("post_house")
    row = rows.filter(pk=request_id).first()
    if row is None:
        raise NoSuchRequest(_("There is no such request."))
    return row


def held_at(request_id: int, turn: int) -> DeliveryRequest:
    """The same, refused when it has moved since whoever decides has seen it."""
    row = held(request_id)
    if row.turn != turn:
        told = {"state": words.STATES[State(row.state)]}
        raise Overtaken(_("Somebody was faster. It now stands at: %(state)s.") % told)
    return row


def step(
    row: DeliveryRequest, state: State, *, actor: str, reason: str = "", note: str = ""
) -> None:
    """Move a held row, refused where its state does not lead there."""
    if not may_move(State(row.state), state):
        told = {"now": words.STATES[State(row.state)], "then": words.STATES[state]}
        raise WrongMove(_("From “%(now)s” this request cannot go to “%(then)s”.") % told)
    at = clock.now()
    row.state, row.turn = state, row.turn + 1
    if state is State.REDELIVERY:
        # What comes from now on answers it, and nothing that came before.
        row.asked_at, row.reason = at, reason
    row.save(update_fields=["state", "turn", "asked_at", "reason", "job", "file_name", "held"])
    note_move(row, actor=actor, reason=reason, note=note)


def note_move(row: DeliveryRequest, *, actor: str, reason: str = "", note: str = "") -> None:
    """The line of a move, for people and for the trail."""
    Move.objects.create(
        request=row, state=row.state, actor=actor, at=clock.now(), reason=reason, note=note
    )
    detail = {"request": row.pk, "asset": row.asset, "of": row.language or row.territory}
    detail |= {name: told for name, told in (("reason", reason), ("note", note)) if told}
    audit.record(
        actor=actor,
        action=f"deliveries.request_{row.state}",
        subject=f"title:{row.title_id}",
        detail=detail,
    )
