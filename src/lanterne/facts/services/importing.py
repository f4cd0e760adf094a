"""Taking in a table of claims: all of it or nothing, with a report first, and nothing the second time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.facts import queries, table
from lanterne.facts.services.checks import checked
from lanterne.facts.services.claiming import correct_claim, show_claim, state_claim
from lanterne.facts.services.refusals import KeyTaken, UnreadableTable, WrongKey

MOST_OCTETS = 20_000_000


class Outcome(StrEnum):
    STATED = "stated"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a line, or would; ``why`` is the sentence of a refusal."""

    line: int
    key: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    arrivals: tuple[Arrival, ...]

    @property
    def is_refused(self) -> bool:
        return any(one.outcome is Outcome.REFUSED for one in self.arrivals)

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.arrivals)


def import_claims(*, text: str, actor: str, is_rehearsal: bool = False) -> Report:
    """Take in every line, or none if one of them is refused; a rehearsal takes in none and says what would happen."""
    with transaction.atomic():
        report = Report(tuple(_arrivals(text, actor)))
        if is_rehearsal or report.is_refused:
            transaction.set_rollback(True)
    return report


def _arrivals(text: str, actor: str) -> Iterator[Arrival]:
    if len(text) > MOST_OCTETS:
        raise UnreadableTable(_("This table is too long to be taken in at once."))
    csv.field_size_limit(table.LARGEST_CELL)
    sheet = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if missing := table.missing_columns(_heading(sheet)):
        raise UnreadableTable(
            _("The table lacks the column “%(name)s” in its first line.") % {"name": missing[0]}
        )
    try:
        for cells in sheet:
            yield _arrival(sheet.line_num, cells, actor)
    except csv.Error as error:
        yield Arrival(sheet.line_num, "", Outcome.REFUSED, str(error))


def _heading(sheet: csv.DictReader[str]) -> Sequence[str] | None:
    try:
        return sheet.fieldnames
    except csv.Error:
        raise UnreadableTable(_("The first line of the table cannot be read.")) from None


def _arrival(number: int, cells: dict[str, str | None], actor: str) -> Arrival:
    key = (cells.get("key") or "").strip()
    try:
        with transaction.atomic():
            outcome, key = _taken(table.line(number, cells), actor)
    except (Refused, table.UnreadableLine) as refusal:
        return Arrival(number, key[:80], Outcome.REFUSED, str(refusal))
    return Arrival(number, key, outcome)


def _taken(line: table.Line, actor: str) -> tuple[Outcome, str]:
    if not line.draft.key:
        raise WrongKey(_("A line has a key, so that it is taken in only once."))
    held = queries.claim(line.draft.key)
    if held is not None:
        if not _is_same(held, line):
            raise KeyTaken(
                _(
                    "The claim “%(key)s” says something else; correct it by a line of its own that replaces it."
                )
                % {"key": held.key}
            )
        return Outcome.UNCHANGED, held.key
    if line.replaces:
        key = correct_claim(key=line.replaces, draft=line.draft, reason=line.reason, actor=actor)
        return Outcome.CORRECTED, key
    key = state_claim(draft=line.draft, actor=actor)
    if line.is_shown:
        show_claim(key=key, actor=actor)
    return Outcome.STATED, key


def _is_same(held: queries.Card, line: table.Line) -> bool:
    """Whether the line says of the claim what is kept of it; which of several is shown may have changed since."""
    draft, _measure = checked(line.draft)
    claim = held.claim
    kept = replace(
        draft,
        subject=claim.subject,
        measure=claim.measure,
        value=claim.value,
        source=draft.source if draft.source.is_reference else held.source,
        confidence=claim.confidence,
        subject_name=draft.subject_name,
        scope=claim.scope,
        moment=claim.moment,
        place=held.place,
        quotation=held.quotation,
    )
    return kept == draft and line.replaces == held.replaces
