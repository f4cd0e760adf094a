"""Questions about single requests: how they stand, what moved them, what was said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from lanterne.deliveries.models import DeliveryRequest, Message, Move
from lanterne.deliveries.rules import AWAITED, OPEN, Asset, State, Wanted, may_move


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as it stands; ``turn`` is what a decision about it must name."""

    id: int
    title_id: int
    wanted: Wanted
    post_house_id: int | None
    post_house: str
    due_on: date
    state: State
    reason: str
    turn: int
    asked_at: datetime
    job_id: int | None
    file_name: str
    has_picture: bool
    # Rule sets and outcomes of a film whose job is on another installation.
    verdicts: tuple[tuple[str, str], ...]

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def may_accept(self) -> bool:
        return may_move(self.state, State.ACCEPTED)

    @property
    def may_send_back(self) -> bool:
        return may_move(self.state, State.REDELIVERY)

    @property
    def may_cancel(self) -> bool:
        return may_move(self.state, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class MoveCard:
    state: State
    actor: str
    at: datetime
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class MessageCard:
    actor: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class RequestsWanted:
    """What requests must be; what is empty does not matter. Of no one country are all but those of ratings."""

    title_id: int | None = None
    post_house_id: int | None = None
    asset: str = ""
    state: str = ""
    due_before: date | None = None
    territories: Collection[str] = ()


def request(*, request_id: int) -> RequestCard | None:
    row = DeliveryRequest.objects.select_related("post_house").filter(pk=request_id).first()
    return card(row) if row else None


def requests(*, title_id: int) -> tuple[RequestCard, ...]:
    """All that were ever made for one title, in the order in which they were asked."""
    rows = DeliveryRequest.objects.select_related("post_house").filter(title_id=title_id)
    return tuple(map(card, rows.order_by("pk")))


def request_piece(after: int, limit: int, *, wanted: RequestsWanted) -> tuple[RequestCard, ...]:
    """Up to ``limit`` requests whose ids come after one, for those who read all of them."""
    rows = DeliveryRequest.objects.select_related("post_house").filter(pk__gt=after)
    told = {
        "title_id": wanted.title_id,
        "post_house_id": wanted.post_house_id,
        "asset": wanted.asset,
        "state": wanted.state,
        "due_on__lt": wanted.due_before,
    }
    rows = rows.filter(**{name: said for name, said in told.items() if said not in ("", None)})
    if wanted.territories:
        rows = rows.filter(territory__in=["", *wanted.territories])
    return tuple(map(card, rows.order_by("pk")[:limit]))


def of_post_house(*, post_house_id: int) -> tuple[RequestCard, ...]:
    """What a post house has open: what it owes first, then what came and is not decided yet."""
    rows = DeliveryRequest.objects.select_related("post_house").filter(
        post_house_id=post_house_id, state__in=[str(state) for state in OPEN]
    )
    found = [card(row) for row in rows.order_by("due_on", "pk")]
    return tuple(sorted(found, key=lambda one: not one.is_awaited))


def moves(*, request_id: int) -> tuple[MoveCard, ...]:
    """From the first to the last."""
    rows = Move.objects.filter(request_id=request_id).order_by("pk")
    return tuple(
        MoveCard(State(row.state), row.actor, row.at, row.reason, row.note) for row in rows
    )


def messages(*, request_id: int) -> tuple[MessageCard, ...]:
    """From the first to the last."""
    rows = Message.objects.filter(request_id=request_id).order_by("pk")
    return tuple(MessageCard(row.actor, row.at, row.text) for row in rows)


def held_picture(*, request_id: int) -> Path | None:
    """The delivered picture that waits for its acceptance."""
    row = DeliveryRequest.objects.filter(pk=request_id).exclude(held="").first()
    path = Path(settings.DELIVERIES) / row.held if row else None
    return path if path and path.is_file() else None


def card(row: DeliveryRequest) -> RequestCard:
    """The card of a row; for this app's own rooms."""
    return RequestCard(
        id=row.pk,
        title_id=row.title_id,
        wanted=wanted(row),
        post_house_id=row.post_house_id,
        post_house=row.post_house.name if row.post_house else "",
        due_on=row.due_on,
        state=State(row.state),
        reason=row.reason,
        turn=row.turn,
        asked_at=row.asked_at,
        job_id=row.job_id,
        file_name=row.file_name,
        has_picture=bool(row.held),
        verdicts=tuple((one["rules"], one["outcome"]) for one in row.verdicts),
    )


def wanted(row: DeliveryRequest) -> Wanted:
    return Wanted(Asset(row.asset), row.language, row.role, row.territory)
