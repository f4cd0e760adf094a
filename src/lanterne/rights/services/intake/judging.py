"""What would become of the windows and holdbacks of each title, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lanterne.core.errors import Refused
from lanterne.rights.queries.records import holdback_records, window_records
from lanterne.rights.records import Decided, Grants, HoldbackRecord, Outcome, WindowRecord
from lanterne.rights.rules import Holdback, Window
from lanterne.rights.services.checks import check_fit, check_shape, checked_terms
from lanterne.rights.services.holdbacks import check_holdback


def judge_grants(grants: Sequence[Grants]) -> list[Decided]:
    """A decision for each title's, in order."""
    ids = [one.title_id for one in grants if one.title_id is not None]
    windows, holdbacks = window_records(ids), holdback_records(ids)
    return [
        _decided(
            one,
            windows.get(one.title_id, []) if one.title_id else [],
            holdbacks.get(one.title_id, []) if one.title_id else [],
        )
        for one in grants
    ]


def _decided(
    told: Grants,
    windows: Sequence[tuple[int, WindowRecord]],
    holdbacks: Sequence[tuple[int, HoldbackRecord]],
) -> Decided:
    decided = Decided()
    held = {_key(one.window): (pk, one) for pk, one in windows}
    # What the file says of a window counts instead of what was held of it.
    kept = {_key(one.window): one.window for _pk, one in windows}
    for record in told.windows:
        decided.windows.append(_window(record, held, kept))
    closed = {_held_key(one.holdback): (pk, one) for pk, one in holdbacks}
    for closing in told.holdbacks:
        decided.holdbacks.append(_holdback(closing, closed))
    return decided


def _window(
    record: WindowRecord,
    held: dict[tuple[object, ...], tuple[int, WindowRecord]],
    kept: dict[tuple[object, ...], Window],
) -> tuple[WindowRecord, Outcome | str, int | None]:
    try:
        window = replace(record.window, terms=checked_terms(record.window.terms))
        check_shape(window)
        key = _key(window)
        check_fit(window, _others(kept, key))
    except Refused as refusal:
        return record, str(refusal), None
    kept[key] = window
    record = replace(record, window=window)
    pk, was = held.get(key, (None, None))
    if was is None:
        # Told once more further down, it is the same window.
        held[key] = (0, record)
        return record, Outcome.CREATED, None
    return record, Outcome.SAME if record == was else Outcome.CHANGED, pk or None


def _others(kept: dict[tuple[object, ...], Window], key: tuple[object, ...]) -> Iterable[Window]:
    return (window for held, window in kept.items() if held != key)


def _holdback(
    record: HoldbackRecord, held: dict[tuple[object, ...], tuple[int, HoldbackRecord]]
) -> tuple[HoldbackRecord, Outcome | str, int | None]:
    record = replace(record, reason=" ".join(record.reason.split()))
    try:
        check_holdback(record.holdback)
    except Refused as refusal:
        return record, str(refusal), None
    key = _held_key(record.holdback)
    pk, was = held.get(key, (None, None))
    if was is None:
        held[key] = (0, record)
        return record, Outcome.CREATED, None
    return record, Outcome.SAME if record == was else Outcome.CHANGED, pk or None


def _key(window: Window) -> tuple[object, ...]:
    terms = window.terms
    return (window.territory, terms.offer, window.opens_at, terms.tongues, terms.status)


def _held_key(holdback: Holdback) -> tuple[object, ...]:
    return (
        holdback.territory,
        holdback.offer,
        holdback.language,
        holdback.period.opens_at,
    )
