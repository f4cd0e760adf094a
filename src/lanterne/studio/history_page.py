"""What became of one title: its lines of the audit trail in words, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lanterne.accounts.roles import Standing
from lanterne.catalogue.fields import State, contested
from lanterne.catalogue.queries.changes import HeldChange, changes
from lanterne.catalogue.queries.fields import held
from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.core.cursor import Cursor
from lanterne.studio import activity, edits
from lanterne.studio.access import may_act
from lanterne.studio.audit_page import named
from lanterne.studio.choices import Choices
from lanterne.studio.edits import Change
from lanterne.studio.slices import Slice, cut
from lanterne.studio.title_page import Head, head

A_PAGE = 50
# What was before is read off the lines before. A title with more lines than this is told from here on; all of them stay
# under Audit.
LONGEST = 1000


class Undo(StrEnum):
    """Whether a change can be taken back: by this reader, or not any more."""

    OFFERED = "offered"
    OVERTAKEN = "overtaken"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Happening:
    line: Line
    who: str
    deed: str
    changes: tuple[Change, ...]
    undo: Undo = Undo.NONE
    change_id: int = 0


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
    told = _Told(
        _earlier(lines),
        changes(line_ids=[line.id for line in page.rows]),
        held(title_id=title_id),
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
    reader: Standing

    def happening(self, line: Line, who: str) -> Happening:
        deed = activity.deed(line.action)
        change = self.kept.get(line.id)
        if change is None:
            return Happening(line, who, deed, _changes(line, self.earlier[line.id]))
        told = (*_which(line), *edits.told(change.edits))
        return Happening(line, who, deed, told, self._undo(change), change.id)

    def _undo(self, change: HeldChange) -> Undo:
        bound = edits.territories_of(edit.field for edit in change.edits)
        if not may_act(self.reader, "studio:take_back", *bound):
            return Undo.NONE
        return Undo.OVERTAKEN if contested(change.edits, self.now) else Undo.OFFERED


def _which(line: Line) -> tuple[Change, ...]:
    """What a line of taking back took back, which its fields do not say."""
    if "undone" not in line.detail:
        return ()
    undone = activity.deed(str(line.detail["undone"]))
    return (Change(activity.field("undone"), "", undone),)


def _earlier(lines: Iterable[Line]) -> dict[int, Line | None]:
    """For each line the one before about the same thing."""
    found: dict[int, Line | None] = {}
    last: dict[tuple[object, ...], Line] = {}
    for line in sorted(lines, key=lambda one: one.id):
        thing = activity.thing(line.action, line.detail)
        found[line.id] = last.get(thing)
        last[thing] = line
    return found


def _changes(line: Line, earlier: Line | None) -> tuple[Change, ...]:
    """What the line says, and of what an earlier line says as well, only what is another now."""
    before = earlier.detail if earlier else {}
    place = str(line.detail.get("territory", ""))
    return tuple(
        Change(
            activity.field(name),
            activity.value(name, before[name], territory=place)
            if _differs(name, line, before)
            else "",
            activity.value(name, said, territory=place),
        )
        for name, said in activity.in_order(line.detail)
        if name in activity.WHICH or name not in before or before[name] != said
    )


def _differs(name: str, line: Line, before: object) -> bool:
    return isinstance(before, dict) and name in before and before[name] != line.detail[name]
