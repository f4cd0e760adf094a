"""Lines of the audit trail in words, with what was before, and whether they can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lanterne.core.audit import Line
from lanterne.studio import activity
from lanterne.studio.edits import Change


class Undo(StrEnum):
    """Whether a change can be taken back: by this reader, or not any more."""

    OFFERED = "offered"
    OVERTAKEN = "overtaken"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Happening:
    """``door`` is the address that takes the change back, by the number of what it is of and its own."""

    line: Line
    who: str
    deed: str
    changes: tuple[Change, ...]
    undo: Undo = Undo.NONE
    change_id: int = 0
    door: str = ""


def earlier(lines: Iterable[Line]) -> dict[int, Line | None]:
    """For each line the one before about the same thing."""
    found: dict[int, Line | None] = {}
    last: dict[tuple[object, ...], Line] = {}
    for line in sorted(lines, key=lambda one: one.id):
        thing = activity.thing(line.action, line.detail)
        found[line.id] = last.get(thing)
        last[thing] = line
    return found


def undone(line: Line) -> tuple[Change, ...]:
    """What a line of taking back took back, which its fields do not say."""
    if "undone" not in line.detail:
        return ()
    told = activity.deed(str(line.detail["undone"]))
    return (Change(activity.field("undone"), "", told),)


def changes(line: Line, before: Line | None) -> tuple[Change, ...]:
    """What the line says, and of what an earlier line says as well, only what is another now."""
    was: Mapping[str, object] = before.detail if before else {}
    place = str(line.detail.get("territory", ""))
    told = (one for one in activity.in_order(line.detail) if one[0] != "undone")
    return (
        *undone(line),
        *(
            Change(
                activity.field(name),
                activity.value(name, was[name], territory=place)
                if _differs(name, line, was)
                else "",
                activity.value(name, said, territory=place),
            )
            for name, said in told
            if name in activity.WHICH or name not in was or was[name] != said
        ),
    )


def _differs(name: str, line: Line, was: Mapping[str, object]) -> bool:
    return name in was and was[name] != line.detail[name]
