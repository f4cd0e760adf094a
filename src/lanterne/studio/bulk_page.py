"""A bulk edit as people read it: title by title, what it says now and what it is going to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from lanterne.accounts import queries as accounts
from lanterne.accounts.roles import Desk
from lanterne.studio.acts import KINDS, Act, Kind
from lanterne.studio.bulk import Row, act_of, seal
from lanterne.studio.models import BulkEdit
from lanterne.studio.title_page import cards


@dataclass(frozen=True, slots=True)
class Line:
    title_id: int
    name: str
    before: str
    after: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Preview:
    act: Act
    changed: tuple[Line, ...]
    refused: tuple[Line, ...]
    seal: str
    is_of_windows: bool

    @property
    def may_override(self) -> bool:
        """Whether titles stay as they are that a reason might open."""
        return self.act.kind is Kind.GRANT and bool(self.refused)


@dataclass(frozen=True, slots=True)
class EditPage:
    """One that was carried out; ``who`` is an address where somebody is behind it."""

    id: int
    act: Act
    lines: tuple[Line, ...]
    who: str
    at: datetime
    undone_at: datetime | None
    is_of_windows: bool


def preview(act: Act, rows: tuple[Row, ...]) -> Preview:
    lines = _lines(act, rows)
    return Preview(
        act,
        tuple(line for line in lines if not line.refusal),
        tuple(line for line in lines if line.refusal),
        seal(rows),
        act.kind in KINDS[Desk.RIGHTS],
    )


def edit_page(*, edit_id: int) -> EditPage:
    """Raises the console's "not found"."""
    edit = held(edit_id)
    act = act_of(edit)
    return EditPage(
        edit.pk,
        act,
        _lines(act, [Row(*row) for row in edit.rows]),
        _who(edit.actor),
        edit.at,
        edit.undone_at,
        act.kind in KINDS[Desk.RIGHTS],
    )


def refusals(rows: Iterable[Row]) -> list[str]:
    """Each title that stays as it is, with why."""
    refused = [row for row in rows if row.refusal]
    names = {card.id: card.name for card in cards(tuple(row.title_id for row in refused))}
    return [f"{names.get(row.title_id, row.title_id)} · {row.refusal}" for row in refused]


def held(edit_id: int) -> BulkEdit:
    edit = BulkEdit.objects.filter(pk=edit_id).first()
    if edit is None:
        raise Http404
    return edit


def _lines(act: Act, rows: Iterable[Row]) -> tuple[Line, ...]:
    found = tuple(rows)
    names = {card.id: card.name for card in cards(tuple(row.title_id for row in found))}
    said = act.aspect.said
    return tuple(
        Line(
            row.title_id,
            names.get(row.title_id, str(row.title_id)),
            said(row.before) if row.title_id in names else "–",
            said(row.after) if row.title_id in names else "–",
            row.refusal,
        )
        for row in found
    )


def _who(actor: str) -> str:
    kind, _colon, number = actor.partition(":")
    if kind != "user" or not number.isdigit():
        return actor
    return accounts.emails(user_ids=[int(number)]).get(int(number), actor)
