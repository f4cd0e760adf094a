"""The audit trail with names for ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanterne.accounts import queries as accounts
from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.core.cursor import Cursor
from lanterne.studio import activity, who
from lanterne.studio.slices import Slice, cut
from lanterne.studio.title_page import cards

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """``who`` and ``what`` are names where the ids are somebody's; ``title_id`` leads to a title's page."""

    line: Line
    who: str
    deed: str
    what: str
    title_id: int | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    lines: tuple[AuditLine, ...]
    page: Slice[Line]


def audit_page(*, actor: str, action: str, subject: str, place: Cursor) -> AuditPage:
    """One slice of lines; ``actor`` may be an e-mail address."""
    by = _actor(actor)

    def fetch(where: Cursor, limit: int) -> tuple[Line, ...]:
        return audit.search(actor=by, action=action, subject=subject, place=where, limit=limit)

    page = cut(fetch, place, A_PAGE, id_of=lambda line: line.id)
    return AuditPage(named(page.rows), page)


def named(lines: tuple[Line, ...]) -> tuple[AuditLine, ...]:
    """The lines with names for ids, in a few questions for all of them."""
    people = who.names(name for one in lines for name in _both(one))
    titles = tuple(_ids("title", (one.subject for one in lines)))
    names = {card.id: card.name for card in cards(titles)}
    return tuple(_named(line, people, names) for line in lines)


def _actor(given: str) -> str:
    user_id = accounts.user_id(email=given) if "@" in given else None
    return f"user:{user_id}" if user_id else given


def _both(line: Line) -> tuple[str, str]:
    return line.actor, line.subject


def _ids(kind: str, names: Iterable[str]) -> list[int]:
    found = {number for name in names if (number := _number(kind, name)) is not None}
    return sorted(found)


def _number(kind: str, name: str) -> int | None:
    said, _, number = name.partition(":")
    return int(number) if said == kind and number.isdigit() else None


def _named(line: Line, people: dict[str, str], names: dict[int, str]) -> AuditLine:
    def known(name: str) -> str:
        title_id = _number("title", name)
        if title_id is not None:
            return names.get(title_id, name)
        # Which of its processes did something is what the trail is read for.
        return name if name.startswith("system:") else people[name]

    return AuditLine(
        line,
        known(line.actor),
        activity.deed(line.action),
        known(line.subject),
        _number("title", line.subject),
    )
