"""What is on record about requests and post houses, for files to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch

from lanterne.deliveries import signatures
from lanterne.deliveries.models import DeliveryRequest, Message, Move, PostHouse
from lanterne.deliveries.queries.requests import wanted
from lanterne.deliveries.records import (
    HouseRecord,
    MessageRecord,
    MoveRecord,
    RequestRecord,
    VerdictRecord,
)
from lanterne.deliveries.rules import State

AT_A_TIME = 500


def house_records() -> tuple[HouseRecord, ...]:
    rows = PostHouse.objects.order_by("name")
    return tuple(HouseRecord(row.name, row.email, row.language) for row in rows)


def request_records() -> Iterator[RequestRecord]:
    """All of them, in an order that does not depend on ids, with everybody under a name that is good elsewhere."""
    rows = DeliveryRequest.objects.select_related("title", "post_house", "job").prefetch_related(
        Prefetch("moves", Move.objects.order_by("pk")),
        Prefetch("messages", Message.objects.order_by("pk")),
    )
    rows = rows.order_by("title__slug", "asset", "language", "role", "territory", "asked_at", "pk")
    rest = rows.iterator(AT_A_TIME)
    while part := list(islice(rest, AT_A_TIME)):
        moved = [one.actor for row in part for one in row.moves.all()]
        said = [one.actor for row in part for one in row.messages.all()]
        named = signatures.signed([*moved, *said])
        yield from (_record(row, named) for row in part)


def _record(row: DeliveryRequest, named: Mapping[str, str]) -> RequestRecord:
    return RequestRecord(
        title=row.title.slug,
        wanted=wanted(row),
        state=State(row.state),
        due_on=row.due_on,
        post_house=row.post_house.name if row.post_house else "",
        reason=row.reason,
        file_name=row.file_name,
        verdicts=_verdicts(row),
        moves=tuple(
            MoveRecord(State(one.state), one.at, named[one.actor], one.reason, one.note)
            for one in row.moves.all()
        ),
        messages=tuple(
            MessageRecord(one.at, named[one.actor], one.text) for one in row.messages.all()
        ),
        picture=Path(settings.DELIVERIES) / row.held if row.held else None,
    )


def _verdicts(row: DeliveryRequest) -> tuple[VerdictRecord, ...]:
    """Of the film that came, where its job is here; else what a file told of it."""
    told = row.job.verdicts if row.job else row.verdicts
    return tuple(VerdictRecord(one["rules"], one["outcome"]) for one in told)
