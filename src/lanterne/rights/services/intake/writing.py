"""Writing judged windows and holdbacks: a few statements, and an audit line for each title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction

from lanterne.core import audit, bulk
from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.models import LicenceWindow
from lanterne.rights.queries.records import contracts
from lanterne.rights.queries.windows import COLUMNS
from lanterne.rights.records import Contract, Decided, HoldbackRecord, Outcome, WindowRecord
from lanterne.rights.services.windows import columns

CHANGEABLE = [
    *("licence", "closes_at", "status", "public_from", "held_back", "awaits", "is_premiere"),
]


@transaction.atomic
def take_in_grants(decided: Sequence[tuple[int, Decided]], *, actor: str) -> None:
    """Write what is new and what differs of each title's id and decision.

    The decisions are those of ``judge_grants`` in the same transaction, in which the titles are held.
    """
    licences = contracts()
    windows = [(id_, one) for id_, told in decided for one in told.windows]
    bulk.insert(
        LicenceWindow,
        ("title", "licence", *COLUMNS),
        (
            _told(title_id, one.record, licences)
            for title_id, one in windows
            if one.outcome is Outcome.CREATED
        ),
    )
    LicenceWindow.objects.bulk_update(
        [
            _row(title_id, one.record, licences, one.pk)
            for title_id, one in windows
            if one.outcome is Outcome.CHANGED
        ],
        CHANGEABLE,
        batch_size=100,
    )
    _hold_back(decided)
    audit.record_all(actor=actor, action="rights.take_in", lines=_lines(decided))


def _told(
    title_id: int, record: WindowRecord, licences: Mapping[Contract, int]
) -> tuple[object, ...]:
    licence = licences[record.contract] if record.contract else None
    told = columns(record.window)
    return (title_id, licence, *(told[name] for name in COLUMNS))


def _row(
    title_id: int, record: WindowRecord, licences: Mapping[Contract, int], pk: int | None = None
) -> LicenceWindow:
    licence = licences[record.contract] if record.contract else None
    return LicenceWindow(pk=pk, title_id=title_id, licence_id=licence, **columns(record.window))


def _hold_back(decided: Sequence[tuple[int, Decided]]) -> None:
    holdbacks = [(id_, *one) for id_, told in decided for one in told.holdbacks]
    HoldbackRow.objects.bulk_create(
        _held(title_id, record)
        for title_id, record, outcome, _pk in holdbacks
        if outcome is Outcome.CREATED
    )
    for title_id, record, outcome, pk in holdbacks:
        if outcome is Outcome.CHANGED and pk:
            row = _held(title_id, record)
            HoldbackRow.objects.filter(pk=pk).update(ends_at=row.ends_at, reason=row.reason)


def _held(title_id: int, record: HoldbackRecord) -> HoldbackRow:
    told = record.holdback
    return HoldbackRow(
        title_id=title_id,
        territory=told.territory,
        offer=told.offer or "",
        language=told.language,
        begins_at=told.period.opens_at,
        ends_at=told.period.closes_at,
        reason=record.reason,
    )


def _lines(decided: Sequence[tuple[int, Decided]]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What was written of each title: territory and opening of windows, beginning of holdbacks."""
    for title_id, told in decided:
        windows = [
            f"{one.outcome} {one.record.window.territory} {one.record.window.opens_at.isoformat()}"
            for one in told.windows
            if one.outcome is not Outcome.SAME
        ]
        holdbacks = [
            f"{outcome} {record.holdback.period.opens_at.isoformat()}"
            for record, outcome, _pk in told.holdbacks
            if outcome is not Outcome.SAME
        ]
        if windows or holdbacks:
            yield f"title:{title_id}", {"windows": windows, "holdbacks": holdbacks}
