"""What would become of the windows and holdbacks of each title, without writing anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.rights.queries.records import holdback_records, window_records
from lanterne.rights.records import (
    Decided,
    Grants,
    HoldbackRecord,
    Outcome,
    WindowRecord,
    WindowRuling,
)
from lanterne.rights.rules import Holdback, Identity, Opening, Taken
from lanterne.rights.services.checks import check_free, check_shape, checked_terms
from lanterne.rights.services.holdbacks import check_holdback
from lanterne.rights.services.intake.saying import beside, differing
from lanterne.rights.services.refusals import Doubtful, ToldTwice

Key = tuple[object, ...]


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
    decided = Decided(windows=_windows(told.windows, windows))
    closed = {_held_key(one.holdback): (pk, one) for pk, one in holdbacks}
    before: dict[Key, HoldbackRecord] = {}
    for closing in told.holdbacks:
        decided.holdbacks.append(_holdback(closing, closed, before))
    return decided


def _windows(
    told: Iterable[WindowRecord], held: Sequence[tuple[int, WindowRecord]]
) -> list[WindowRuling]:
    shaped = [_shaped(record) for record in told]
    named = dict.fromkeys(
        one.record.window.identity for one in shaped if one.outcome is Outcome.CREATED
    )
    on_record, doubtful = _known_again(named, {one.window.identity: (pk, one) for pk, one in held})
    # What the file says of a window counts instead of what was held of it.
    taken = Taken()
    for key, (_id, one) in on_record.items():
        if key not in named:
            taken.add(one.window)
    fitting = _Fitting(taken, on_record, doubtful)
    return [fitting.ruling(one) if one.outcome is Outcome.CREATED else one for one in shaped]


def _known_again(
    named: Iterable[Identity], held: Mapping[Identity, tuple[int, WindowRecord]]
) -> tuple[dict[Identity, tuple[int, WindowRecord]], frozenset[Identity]]:
    """What is held by the key that the file gives it: an offer that is confirmed or called off is the same window.

    Beside it the keys of which nobody knows which of several held windows they are.
    """
    found, doubtful = dict(held), set[Identity]()
    others: defaultdict[Opening, list[Identity]] = defaultdict(list)
    for one in held.keys() - set(named):
        others[one.opening].append(one)
    for one in named:
        if one not in held and len(others[one.opening]) == 1:
            found[one] = found.pop(others[one.opening].pop())
        elif one not in held and others[one.opening]:
            doubtful.add(one)
    return found, frozenset(doubtful)


def _shaped(record: WindowRecord) -> WindowRuling:
    """The window with its terms as they are compared; as yet it is new, or no title could have it."""
    try:
        window = replace(record.window, terms=checked_terms(record.window.terms))
        check_shape(window)
    except Refused as refusal:
        return WindowRuling(record, str(refusal))
    return WindowRuling(replace(record, window=window), Outcome.CREATED)


class _Fitting:
    """The windows of one title, those of the file laid one after another beside those held."""

    def __init__(
        self,
        taken: Taken,
        held: Mapping[Identity, tuple[int, WindowRecord]],
        doubtful: Collection[Identity],
    ) -> None:
        self.taken = taken
        self.held = held
        self.doubtful = doubtful
        self.told: dict[Identity, WindowRecord] = {}

    def ruling(self, shaped: WindowRuling) -> WindowRuling:
        key = shaped.record.window.identity
        pk, was = self.held.get(key, (None, None))
        record = beside(shaped.record, was) if was else shaped.record
        try:
            if (before := self.told.get(key)) is not None:
                _check_same(record, before)
                return WindowRuling(record, Outcome.SAME, pk)
            if key in self.doubtful:
                raise Doubtful(
                    _(
                        "Several windows here differ from one another in their status alone, and the file names"
                        " none of them: withdraw those that no longer hold, or say the status of the one that is meant."
                    )
                )
            check_free(record.window, self.taken)
        except Refused as refusal:
            return WindowRuling(record, str(refusal))
        self.taken.add(record.window)
        self.told[key] = record
        if was is None:
            return shaped
        changes = differing(record, was)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return WindowRuling(record, outcome, pk, was.window, changes)


def _holdback(
    record: HoldbackRecord,
    held: Mapping[Key, tuple[int, HoldbackRecord]],
    told: dict[Key, HoldbackRecord],
) -> tuple[HoldbackRecord, Outcome | str, int | None]:
    record = replace(record, reason=" ".join(record.reason.split()))
    key = _held_key(record.holdback)
    pk, was = held.get(key, (None, None))
    try:
        check_holdback(record.holdback)
        if (before := told.get(key)) is not None:
            _check_same(record, before)
            return record, Outcome.SAME, pk
    except Refused as refusal:
        return record, str(refusal), None
    told[key] = record
    if was is None:
        return record, Outcome.CREATED, None
    return record, Outcome.SAME if record == was else Outcome.CHANGED, pk


Told = TypeVar("Told", WindowRecord, HoldbackRecord)


def _check_same(record: Told, before: Told) -> None:
    """Told twice is once; which of two sets of terms is meant, nobody but the sender knows."""
    if record != before:
        raise ToldTwice(
            _("%(place)s says other terms of it than %(before)s: say which ones hold.")
            % {"place": record.place, "before": before.place}
        )


def _held_key(holdback: Holdback) -> Key:
    return (
        holdback.territory,
        holdback.offer,
        holdback.language,
        holdback.period.opens_at,
    )
