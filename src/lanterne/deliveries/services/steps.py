"""Taking one request in hand and bringing it one step on, with its line in the history and in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.deliveries import words
from lanterne.deliveries.models import DeliveryRequest, Move
from lanterne.deliveries.rules import State, can_follow, may_move
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


@dataclass(frozen=True, slots=True)
class Line:
    """Of the history: who moved it and when, which may have been on another installation, and why."""

    by: str
    at: datetime
    reason: str = ""
    note: str = ""


def step(
    row: DeliveryRequest, state: State, *, actor: str, reason: str = "", note: str = ""
) -> None:
    """Move a held row, refused where its state does not lead there."""
    if not may_move(State(row.state), state):
        raise wrong_move(State(row.state), state)
    follow_on(row, state, Line(actor, clock.now(), reason, note), actor=actor)


def follow_on(row: DeliveryRequest, state: State, line: Line, *, actor: str) -> None:
    """Tell of a held row what happened elsewhere, with a line of its own; ``actor`` is who does it here."""
    if not can_follow(State(row.state), state):
        raise wrong_move(State(row.state), state)
    row.state, row.turn = state, row.turn + 1
    if state is State.REDELIVERY:
        # What comes from now on answers it, and nothing that came before.
        row.asked_at, row.reason = line.at, line.reason
    row.save(update_fields=["state", "turn", "asked_at", "reason", "job", "file_name", "held"])
    _note(row, line, actor)


def wrong_move(now: State, then: State) -> WrongMove:
    told = {"now": words.STATES[now], "then": words.STATES[then]}
    return WrongMove(_("From “%(now)s” this request cannot go to “%(then)s”.") % told)


def note_move(row: DeliveryRequest, *, actor: str) -> None:
    """The line of a move, for people and for the trail."""
    _note(row, Line(actor, clock.now()), actor)


def _note(row: DeliveryRequest, line: Line, actor: str) -> None:
    Move.objects.create(
        request=row,
        state=row.state,
        actor=line.by,
        at=line.at,
        reason=line.reason,
        note=line.note,
    )
    detail = {"request": row.pk, "asset": row.asset, "of": row.language or row.territory}
    detail |= {name: told for name, told in (("reason", line.reason), ("note", line.note)) if told}
    audit.record(
        actor=actor,
        action=f"deliveries.request_{row.state}",
        subject=f"title:{row.title_id}",
        detail=detail,
    )
