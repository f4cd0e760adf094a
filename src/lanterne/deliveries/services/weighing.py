"""What would become of requests in files; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services as titles
from lanterne.catalogue.records import Verdict
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.deliveries import reasons, signatures
from lanterne.deliveries.models import DeliveryRequest, Message, Move
from lanterne.deliveries.queries.requests import wanted
from lanterne.deliveries.records import JudgedRequest, MessageRecord, MoveRecord, RequestRecord
from lanterne.deliveries.rules import State, can_follow, is_history, may_move
from lanterne.deliveries.services.asking import check_wish
from lanterne.deliveries.services.deciding import check_language
from lanterne.deliveries.services.refusals import (
    NoSuchPostHouse,
    NoSuchRequest,
    ReasonUnknown,
    WrongMove,
)
from lanterne.deliveries.services.steps import wrong_move
from lanterne.deliveries.services.talking import checked_message


def hold_requests(*, slugs: Collection[str]) -> None:
    """Keep others from what these titles ask for until the transaction ends; titles first, as those who ask do."""
    titles.hold_titles(slugs=slugs)
    rows = DeliveryRequest.objects.select_for_update().filter(title__slug__in=slugs)
    list(rows.order_by("pk").values_list("pk"))


def judge_requests(
    records: Sequence[RequestRecord], *, titles: Collection[str], post_houses: Collection[str]
) -> list[JudgedRequest]:
    """Each by itself; ``titles`` are those of the file, which need not be written yet, as ``post_houses`` need not."""
    slugs = {one.title for one in records}
    known = {*titles, *catalogue.title_ids(slugs=slugs)}
    rows = DeliveryRequest.objects.select_related("title", "post_house").prefetch_related(
        Prefetch("moves", Move.objects.order_by("pk")),
        Prefetch("messages", Message.objects.order_by("pk")),
    )
    held: defaultdict[str, list[DeliveryRequest]] = defaultdict(list)
    for row in rows.filter(title__slug__in=slugs).order_by("pk"):
        held[row.title.slug].append(row)
    voices = _voices(records, [row for some in held.values() for row in some])
    return [_judged(one, held[one.title], voices, known, post_houses) for one in records]


@dataclass(frozen=True, slots=True)
class Voices:
    """Those who speak in the files and here: by actor their signature, by signature who that is here."""

    signed: Mapping[str, str]
    acting: Mapping[str, str]


def _voices(records: Sequence[RequestRecord], rows: Sequence[DeliveryRequest]) -> Voices:
    """Asked for once for all requests."""
    signed = signatures.signed(one.actor for row in rows for one in row.messages.all())
    told = [one.by for record in records for one in record.messages]
    return Voices(signed, signatures.actors([*signed.values(), *told]))


def _judged(
    record: RequestRecord,
    rows: Sequence[DeliveryRequest],
    voices: Voices,
    titles: Collection[str],
    post_houses: Collection[str],
) -> JudgedRequest:
    try:
        _check(record, titles, post_houses)
        _check_moves(record)
        row = _held(record, rows)
        return _new(record) if row is None else _compared(record, row, voices)
    except Refused as refusal:
        return JudgedRequest(record, Verdict.REFUSED, sentence=str(refusal))


def _check(record: RequestRecord, titles: Collection[str], post_houses: Collection[str]) -> None:
    if record.title not in titles:
        raise NoSuchRequest(_("There is no title “%(slug)s”.") % {"slug": record.title})
    check_wish(record.wanted)
    if record.post_house and record.post_house not in post_houses:
        raise NoSuchPostHouse(_("There is no post house “%(name)s”.") % {"name": record.post_house})
    for message in record.messages:
        checked_message(message.text)


def _check_moves(record: RequestRecord) -> None:
    """Told from the beginning, in their order, down to where it stands."""
    codes = {"", *(one.code for one in reasons.of(record.wanted.asset))}
    unknown = {record.reason, *(one.reason for one in record.moves)} - codes
    if unknown:
        raise ReasonUnknown(
            _("“%(reason)s” is no reason to send this back.") % {"reason": min(unknown)}
        )
    if not record.moves:
        return
    is_in_order = all(one.at <= then.at for one, then in pairwise(record.moves))
    is_over = record.moves[-1].at <= clock.now()
    ends_there = record.moves[-1].state is record.state
    if not (is_in_order and is_over and ends_there and is_history([m.state for m in record.moves])):
        raise WrongMove(
            _(
                "Each move leads to the next one, none is in the future, and the last one is its state."
            )
        )


def _held(record: RequestRecord, rows: Sequence[DeliveryRequest]) -> DeliveryRequest | None:
    """The same request, known by when it was asked for; else the one that is not cancelled, of which there is one."""
    alike = [row for row in rows if wanted(row) == record.wanted]
    for row in alike:
        if record.moves and _history(row)[:1] == [(record.moves[0].state, record.moves[0].at)]:
            return row
    current = [row for row in alike if row.state != State.CANCELLED]
    if record.state is not State.CANCELLED:
        return current[0] if current else None
    # One that was cancelled elsewhere is another one; without its moves, whichever is here.
    return None if record.moves or not alike else (current or alike)[-1]


def _new(record: RequestRecord) -> JudgedRequest:
    if record.state is State.REDELIVERY and not record.reason:
        raise ReasonUnknown(_("Choose a reason from the list."))
    return JudgedRequest(record, Verdict.CREATED, steps=record.moves, messages=record.messages)


def _compared(record: RequestRecord, row: DeliveryRequest, voices: Voices) -> JudgedRequest:
    steps = _steps(record, row)
    _check_steps(record, row, steps)
    if record.state is State.ACCEPTED and steps:
        check_language(row)
    messages = _unsaid(record, row, voices)
    differences = (*_differences(record, row), *_told(record, steps, messages))
    verdict = Verdict.CHANGED if differences else Verdict.SAME
    return JudgedRequest(record, verdict, row.pk, differences, "", steps, messages)


def _check_steps(record: RequestRecord, row: DeliveryRequest, steps: Sequence[MoveRecord]) -> None:
    """What happened elsewhere may end as a merge ends it; what only is to stand so goes by the moves of people."""
    follows = can_follow if _continues(record, row) else may_move
    for now, then in pairwise((State(row.state), *(one.state for one in steps))):
        if not follows(now, then):
            raise wrong_move(now, then)


def _steps(record: RequestRecord, row: DeliveryRequest) -> tuple[MoveRecord, ...]:
    """What brings it from where it is held to where it is told; none where more is known here than the file knows."""
    told, held = _told_history(record), _history(row)
    if told and held[: len(told)] == told:
        return ()
    if _continues(record, row):
        return record.moves[len(held) :]
    if record.state == row.state:
        return ()
    if record.state is State.REDELIVERY and not record.reason:
        raise ReasonUnknown(_("Choose a reason from the list."))
    return (MoveRecord(record.state, clock.now(), "", record.reason),)


def _continues(record: RequestRecord, row: DeliveryRequest) -> bool:
    """Whether all moves that are held are told, and perhaps more."""
    held = _history(row)
    return _told_history(record)[: len(held)] == held


def _told_history(record: RequestRecord) -> list[tuple[State, object]]:
    return [(one.state, one.at) for one in record.moves]


def _history(row: DeliveryRequest) -> list[tuple[State, object]]:
    return [(State(one.state), one.at) for one in row.moves.all()]


def _unsaid(
    record: RequestRecord, row: DeliveryRequest, voices: Voices
) -> tuple[MessageRecord, ...]:
    """What was not said here yet, whoever it is said by under which name."""
    said = {
        (one.at, voices.acting[voices.signed[one.actor]], one.text) for one in row.messages.all()
    }
    return tuple(
        one
        for one in record.messages
        if (one.at, voices.acting[one.by], checked_message(one.text)) not in said
    )


def _differences(record: RequestRecord, row: DeliveryRequest) -> Iterator[str]:
    if record.due_on != row.due_on:
        yield "due_on"
    if record.post_house not in {None, row.post_house.name if row.post_house else ""}:
        yield "post_house"
    # Of a film whose job is here, more is known here.
    if record.verdicts is not None and row.job_id is None and _words(record) != row.verdicts:
        yield "verdicts"


def _words(record: RequestRecord) -> list[Mapping[str, str]]:
    return [{"rules": one.rules, "outcome": one.outcome} for one in record.verdicts or ()]


def _told(
    record: RequestRecord, steps: Sequence[MoveRecord], messages: Sequence[MessageRecord]
) -> Iterator[str]:
    if steps:
        yield f"state:{record.state}"
    if messages:
        yield "messages"
