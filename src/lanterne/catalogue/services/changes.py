"""Keeping what a change made of a title: the audit line says who and when, a record beside it what was before."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.catalogue.fields import Family, State, differences, packed
from lanterne.catalogue.models import Change
from lanterne.catalogue.queries.fields import held
from lanterne.core import audit


@dataclass(frozen=True, slots=True)
class Before:
    """A title as it was, in the families that are about to change."""

    title_id: int
    families: tuple[Family, ...]
    state: State


def before(title_id: int, *families: Family) -> Before:
    """Read while the title is held, so that nobody comes between."""
    return Before(title_id, families, held(title_id=title_id, families=families))


def note(was: Before, actor: str, action: str, **detail: object) -> int:
    """Leave the audit line of a change that was just made, and what it made of each field; gives the line's id."""
    line_id = audit.record(
        actor=actor,
        action=f"catalogue.{action}",
        subject=f"title:{was.title_id}",
        detail=detail,
    )
    now = held(title_id=was.title_id, families=was.families)
    if edits := differences(was.state, now):
        Change.objects.create(title_id=was.title_id, line_id=line_id, edits=packed(edits))
    return line_id
