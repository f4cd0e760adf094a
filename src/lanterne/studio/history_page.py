"""What became of one title: its lines of the audit trail in words, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.core.cursor import Cursor
from lanterne.studio import activity
from lanterne.studio.audit_page import named
from lanterne.studio.choices import Choices
from lanterne.studio.slices import Slice, cut
from lanterne.studio.title_page import Head, head

A_PAGE = 50
# What was before is read off the lines before. A title with more lines than this is told from here on; all of them stay
# under Audit.
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One field; ``before`` is empty where no line says what was there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Happening:
    line: Line
    who: str
    deed: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """``actions`` and ``people`` are what there is to choose from."""

    head: Head
    happenings: tuple[Happening, ...]
    page: Slice[Line]
    actions: Choices
    people: Choices


def history_page(*, title_id: int, action: str, actor: str, place: Cursor) -> HistoryPage:
    """Raises the console's "not found"."""
    above = head(title_id)
    lines = audit.lines(subject=f"title:{title_id}", limit=LONGEST)
    wanted = [one for one in lines if action in ("", one.action) and actor in ("", one.actor)]

    def fetch(where: Cursor, limit: int) -> Sequence[Line]:
        if where.after is not None:
            return [one for one in reversed(wanted) if one.id > where.after][:limit]
        return [one for one in wanted if where.before is None or one.id < where.before][:limit]

    page = cut(fetch, place, A_PAGE, id_of=lambda line: line.id)
    earlier = _earlier(lines)
    who = {one.line.actor: one.who for one in named(lines)}
    return HistoryPage(
        above,
        tuple(
            Happening(
                line, who[line.actor], activity.deed(line.action), _changes(line, earlier[line.id])
            )
            for line in page.rows
        ),
        page,
        sorted({(one.action, activity.deed(one.action)) for one in lines}, key=lambda one: one[1]),
        sorted(who.items(), key=lambda one: one[1]),
    )


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
