"""The audit trail with names for ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanterne.accounts import queries as accounts
from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.studio import who
from lanterne.studio.title_page import cards

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """``who`` and ``what`` are names where the ids are somebody's; ``title_id`` leads to a title's page."""

    line: Line
    who: str
    what: str
    title_id: int | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    lines: tuple[AuditLine, ...]
    page: int
    has_more: bool


def audit_page(*, actor: str, action: str, subject: str, page: int) -> AuditPage:
    """One page of lines; ``actor`` may be an e-mail address."""
    found = audit.search(
        actor=_actor(actor),
        action=action,
        subject=subject,
        offset=(page - 1) * A_PAGE,
        limit=A_PAGE + 1,
    )
    lines = found[:A_PAGE]
    people = who.names(name for one in lines for name in _both(one))
    titles = tuple(_ids("title", (one.subject for one in lines)))
    names = {card.id: card.name for card in cards(titles)}
    return AuditPage(
        tuple(_named(line, people, names) for line in lines), page, has_more=len(found) > A_PAGE
    )


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

    return AuditLine(line, known(line.actor), known(line.subject), _number("title", line.subject))
