"""Statements as they are kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from lanterne.rights.queries import grants
from lanterne.statements.models import Statement
from lanterne.statements.rules import Document, Issued, Span

_NUMBER = re.compile(r"(\d{4})-(\d{4,6})")


@dataclass(frozen=True, slots=True)
class Card:
    """A statement with its paper. ``number`` is empty while it is a draft; ``corrected_by`` is the one in its place."""

    id: int
    licensor_id: int
    licensor: str
    span: Span
    number: str
    corrects: str
    reason: str
    corrected_by: int | None
    corrected_by_number: str
    document: Document
    fingerprint: str
    is_intact: bool
    issued_at: datetime | None
    issued_by: str

    @property
    def is_draft(self) -> bool:
        return not self.number

    @property
    def is_in_force(self) -> bool:
        return bool(self.number) and self.corrected_by is None


def statements(*, licensor_id: int | None = None, limit: int = 200) -> tuple[Card, ...]:
    """The latest period first, drafts before what was issued."""
    rows = Statement.objects.select_related("licensor", "corrects")
    if licensor_id is not None:
        rows = rows.filter(licensor_id=licensor_id)
    return _cards(rows.order_by("-begins_on", "licensor__name", "-pk")[:limit])


def statement(*, statement_id: int) -> Card | None:
    rows = Statement.objects.select_related("licensor", "corrects").filter(pk=statement_id)
    return next(iter(_cards(rows)), None)


def statement_id(*, number: str) -> int | None:
    """The statement of that number, such as 2026-0001."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    rows = Statement.objects.filter(year=int(found[1]), number=int(found[2]))
    return rows.values_list("pk", flat=True).first()


def draft_of(*, licensor_id: int) -> int | None:
    """The licensor's draft; there is one at most."""
    rows = Statement.objects.filter(licensor_id=licensor_id, number=None)
    return rows.values_list("pk", flat=True).first()


def issued_of(*, licensor_id: int) -> tuple[Issued, ...]:
    """Everything that the licensor was ever told, in the order it was."""
    rows = Statement.objects.filter(licensor_id=licensor_id, number__isnull=False)
    return tuple(
        Issued(row.pk, number_written(row), row.corrects_id, read(row.document))
        for row in rows.order_by("year", "number")
    )


def territories_of(*, statement_id: int) -> frozenset[str]:
    """Where an act on a statement happens: wherever it tells of something, or its licensor has granted something."""
    row = Statement.objects.filter(pk=statement_id).first()
    if row is None:
        return frozenset()
    granted = grants.territories(licensor_id=row.licensor_id)
    return granted.union(read(row.document).territories)


def number_written(row: Statement) -> str:
    return f"{row.year}-{row.number:04d}" if row.number else ""


def written(document: Document) -> str:
    """As it is kept: the same document always gives the same octets."""
    return msgspec.json.encode(document).decode()


def read(kept: str) -> Document:
    return msgspec.json.decode(kept, type=Document)


def fingerprint(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()


def _cards(rows: Iterable[Statement]) -> tuple[Card, ...]:
    found = list(rows)
    after = {
        row.corrects_id: row
        for row in Statement.objects.filter(corrects__in=found, number__isnull=False)
    }
    return tuple(_card(row, after.get(row.pk)) for row in found)


def _card(row: Statement, after: Statement | None) -> Card:
    return Card(
        id=row.pk,
        licensor_id=row.licensor_id,
        licensor=row.licensor.name,
        span=Span(row.begins_on, row.ends_on),
        number=number_written(row),
        corrects=number_written(row.corrects) if row.corrects else "",
        reason=row.reason,
        corrected_by=after.pk if after else None,
        corrected_by_number=number_written(after) if after else "",
        document=read(row.document),
        fingerprint=row.fingerprint,
        is_intact=not row.fingerprint or row.fingerprint == fingerprint(row.document),
        issued_at=row.issued_at,
        issued_by=row.issued_by,
    )
