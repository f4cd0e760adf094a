"""Taking requests in from files, as they were judged: a line for each in the trail, and nobody is written to."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.records import Verdict
from lanterne.core import audit, clock
from lanterne.deliveries import signatures
from lanterne.deliveries.models import DeliveryRequest, Message, Move, PostHouse
from lanterne.deliveries.records import JudgedRequest, MessageRecord, MoveRecord, RequestRecord
from lanterne.deliveries.rules import ARRIVED, AWAITED, State
from lanterne.deliveries.services.asking import put_off
from lanterne.deliveries.services.deciding import drop_picture, hang_picture
from lanterne.deliveries.services.steps import Line, follow_on, held
from lanterne.deliveries.services.talking import checked_message

Actors = Mapping[str, str]


@transaction.atomic
def take_in_requests(judged: Iterable[JudgedRequest], *, actor: str) -> None:
    """Write what is new and what differs; the judgement is one since ``hold_requests`` in the same transaction."""
    fresh = [one for one in judged if one.verdict in {Verdict.CREATED, Verdict.CHANGED}]
    ids = catalogue.title_ids(slugs={one.record.title for one in fresh})
    moved = [step.by for one in fresh for step in one.steps]
    said = [message.by for one in fresh for message in one.messages]
    acting = signatures.actors([*moved, *said])
    # What the file knows nothing of is whoever brings it.
    acting[""] = actor
    for one in fresh:
        if one.request_id is None:
            row = _created(one, ids[one.record.title], acting, actor)
        else:
            row = _changed(one, one.request_id, acting, actor)
        _say(row, one.messages, acting)


def _created(one: JudgedRequest, title_id: int, acting: Actors, actor: str) -> DeliveryRequest:
    """As it stands, with the moves that the file knows, or none but this one."""
    record = one.record
    moves = one.steps or (MoveRecord(record.state, clock.now(), "", record.reason),)
    row = DeliveryRequest.objects.create(
        title_id=title_id,
        asset=record.wanted.asset,
        language=record.wanted.language,
        role=record.wanted.role,
        territory=record.wanted.territory,
        post_house_id=_house_id(record.post_house),
        due_on=record.due_on,
        state=record.state,
        reason=record.reason,
        turn=len(moves) - 1,
        asked_at=next((one.at for one in reversed(moves) if one.state in AWAITED), moves[0].at),
        file_name=record.file_name,
        verdicts=_verdicts(record),
        held=_kept(record.picture),
    )
    Move.objects.bulk_create(
        Move(
            request=row,
            state=one.state,
            actor=acting[one.by],
            at=one.at,
            reason=one.reason,
            note=one.note,
        )
        for one in moves
    )
    detail = {"request": row.pk, "asset": row.asset, "of": row.language or row.territory}
    audit.record(
        actor=actor,
        action="deliveries.take_in_request",
        subject=f"title:{title_id}",
        detail={**detail, "state": row.state},
    )
    return row


def _changed(one: JudgedRequest, request_id: int, acting: Actors, actor: str) -> DeliveryRequest:
    record, row = one.record, held(request_id)
    if {"due_on", "post_house"} & set(one.differences):
        house_id = row.post_house_id
        if record.post_house is not None:
            house_id = _house_id(record.post_house)
        put_off(row, due_on=record.due_on, post_house_id=house_id, actor=actor)
    if "verdicts" in one.differences:
        row.verdicts = _verdicts(record)
        row.save(update_fields=["verdicts"])
    if one.steps:
        row.file_name = record.file_name or row.file_name
    for move in one.steps:
        _step(row, move, acting, actor)
    if one.steps and record.picture:
        drop_picture(row)
        row.held = _kept(record.picture)
        row.save(update_fields=["held"])
    if one.messages:
        subject, told = f"title:{row.title_id}", {"request": row.pk, "messages": len(one.messages)}
        audit.record(actor=actor, action="deliveries.say", subject=subject, detail=told)
    return row


def _step(row: DeliveryRequest, move: MoveRecord, acting: Actors, actor: str) -> None:
    if move.state is State.ACCEPTED:
        hang_picture(row, actor=actor)
    if move.state not in ARRIVED:
        drop_picture(row)
    line = Line(acting[move.by], move.at, move.reason, move.note)
    follow_on(row, move.state, line, actor=actor)


def _say(row: DeliveryRequest, messages: Iterable[MessageRecord], acting: Actors) -> None:
    Message.objects.bulk_create(
        Message(request=row, actor=acting[one.by], at=one.at, text=checked_message(one.text))
        for one in messages
    )


def _house_id(name: str | None) -> int | None:
    return PostHouse.objects.values_list("pk", flat=True).get(name=name) if name else None


def _verdicts(record: RequestRecord) -> list[dict[str, str]]:
    return [asdict(one) for one in record.verdicts or ()]


def _kept(picture: Path | None) -> str:
    """The name under which it waits aside, once the import is on record."""
    if picture is None:
        return ""
    name = str(uuid4())
    transaction.on_commit(partial(_copy, picture, Path(settings.DELIVERIES) / name))
    return name


def _copy(picture: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture, target)
