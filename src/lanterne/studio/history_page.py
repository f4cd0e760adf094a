"""What became of one title: its lines of the audit trail in words, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lanterne.accounts.roles import Standing
from lanterne.catalogue.fields import State, contested
from lanterne.catalogue.queries.changes import HeldChange, changes
from lanterne.catalogue.queries.fields import held
from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.core.cursor import Cursor
from lanterne.rights.queries import changes as rights
from lanterne.rights.queries.changes import HeldTerms, Packed
from lanterne.studio import activity, edits, happenings
from lanterne.studio.access import may_act
from lanterne.studio.audit_page import named
from lanterne.studio.choices import Choices
from lanterne.studio.happenings import Happening, Undo
from lanterne.studio.slices import Slice, cut
from lanterne.studio.title_page import Head, head

A_PAGE = 50
# What was before is read off the lines before. A title with more lines than this is told from here on; all of them stay
# under Audit.
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """``actions`` and ``people`` are what there is to choose from."""

    head: Head
    happenings: tuple[Happening, ...]
    page: Slice[Line]
    actions: Choices
    people: Choices


def history_page(
    *, title_id: int, action: str, actor: str, place: Cursor, reader: Standing
) -> HistoryPage:
    """Raises the console's "not found"."""
    above = head(title_id)
    lines = audit.lines(subject=f"title:{title_id}", limit=LONGEST)
    wanted = [one for one in lines if action in ("", one.action) and actor in ("", one.actor)]

    def fetch(where: Cursor, limit: int) -> Sequence[Line]:
        if where.after is not None:
            return [one for one in reversed(wanted) if one.id > where.after][:limit]
        return [one for one in wanted if where.before is None or one.id < where.before][:limit]

    page = cut(fetch, place, A_PAGE, id_of=lambda line: line.id)
    shown = [line.id for line in page.rows]
    told = _Told(
        happenings.earlier(lines),
        changes(line_ids=shown),
        held(title_id=title_id),
        rights.changes(line_ids=shown),
        rights.windows_now(title_id=title_id),
        reader,
    )
    who = {one.line.actor: one.who for one in named(lines)}
    return HistoryPage(
        above,
        tuple(told.happening(line, who[line.actor]) for line in page.rows),
        page,
        sorted({(one.action, activity.deed(one.action)) for one in lines}, key=lambda one: one[1]),
        sorted(who.items(), key=lambda one: one[1]),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a slice of lines is told from."""

    earlier: dict[int, Line | None]
    kept: dict[int, HeldChange]
    now: State
    terms: dict[int, HeldTerms]
    windows: dict[int, Packed]
    reader: Standing

    def happening(self, line: Line, who: str) -> Happening:
        deed = activity.deed(line.action)
        if change := self.kept.get(line.id):
            told = (*happenings.undone(line), *edits.told(change.edits))
            return Happening(
                line, who, deed, told, self._undo(change), change.id, "studio:take_back"
            )
        told = happenings.changes(line, self.earlier[line.id])
        if terms := self.terms.get(line.id):
            door, undo = "studio:take_back_window", self._undo_terms(terms)
            return Happening(line, who, deed, told, undo, terms.id, door)
        return Happening(line, who, deed, told)

    def _undo(self, change: HeldChange) -> Undo:
        bound = edits.territories_of(edit.field for edit in change.edits)
        if not may_act(self.reader, "studio:take_back", *bound):
            return Undo.NONE
        return Undo.OVERTAKEN if contested(change.edits, self.now) else Undo.OFFERED

    def _undo_terms(self, change: HeldTerms) -> Undo:
        if not may_act(self.reader, "studio:take_back_window", *change.territories):
            return Undo.NONE
        now = self.windows.get(change.window_id or 0)
        return Undo.OFFERED if now == change.after else Undo.OVERTAKEN
