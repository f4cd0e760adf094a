"""Taking in a table of claims: all of it or nothing, with a report first, and nothing the second time."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from lanterne.core.sheets import Cells
from lanterne.core.taking import Outcome, Report, Taker, take_in
from lanterne.facts import queries, table
from lanterne.facts.services.checks import checked
from lanterne.facts.services.claiming import correct_claim, show_claim, state_claim
from lanterne.facts.services.refusals import KeyTaken, WrongKey


def import_claims(*, text: str, actor: str, is_rehearsal: bool = False) -> Report:
    """Take in every line, or none if one of them is refused; a rehearsal takes in none and says what would happen."""
    takers = {"figures": Taker(table.NEEDED, _take, key="key")}
    return take_in(tables={"figures": text}, takers=takers, actor=actor, is_rehearsal=is_rehearsal)


def _take(cells: list[Cells], actor: str) -> Outcome:
    line = table.line(cells[0])
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
        return Outcome.UNCHANGED
    if line.replaces:
        correct_claim(key=line.replaces, draft=line.draft, reason=line.reason, actor=actor)
        return Outcome.CHANGED
    key = state_claim(draft=line.draft, actor=actor)
    if line.is_shown:
        show_claim(key=key, actor=actor)
    return Outcome.ADDED


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
