"""What was changed of windows and contracts, with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lanterne.rights.models import Licence, LicenceWindow, TermsChange
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.rules import Window

Packed = Mapping[str, Any] | None
_INSTANTS = frozenset(["opens_at", "closes_at", "public_from"])
_CONTRACT = (
    "reference", "offers", "is_exclusive", "fee_minor", "currency", "share_hundredths", "begins_on", "ends_on", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldTerms:
    """``line_id`` is the audit line that says who and when."""

    id: int
    line_id: int
    window_id: int | None
    before: Packed
    after: Packed

    @property
    def territories(self) -> frozenset[str]:
        """Where the window was and where it is: a contract is bound to none by itself."""
        sides = [one for one in (self.before, self.after) if one]
        return frozenset(one["territory"] for one in sides if "territory" in one)


def changes(*, line_ids: Iterable[int]) -> dict[int, HeldTerms]:
    """By audit line; lines that changed no terms are left out."""
    rows = TermsChange.objects.filter(line_id__in=list(line_ids))
    return {row.line_id: _held(row) for row in rows}


def of_title(*, title_id: int, change_id: int) -> HeldTerms | None:
    row = TermsChange.objects.filter(pk=change_id, title_id=title_id).first()
    return _held(row) if row else None


def of_licence(*, licence_id: int, change_id: int) -> HeldTerms | None:
    row = TermsChange.objects.filter(pk=change_id, licence_id=licence_id).first()
    return _held(row) if row else None


def later(change: HeldTerms) -> HeldTerms | None:
    """The next change of the same window or contract."""
    row = TermsChange.objects.get(pk=change.id)
    rows = TermsChange.objects.filter(
        window_id=row.window_id, licence_id=row.licence_id, pk__gt=row.pk
    )
    found = rows.order_by("pk").first()
    return _held(found) if found else None


def windows_now(*, title_id: int) -> dict[int, Packed]:
    """The windows of a title by their ids, as changes tell them."""
    return {row.pk: packed(row) for row in LicenceWindow.objects.filter(title_id=title_id)}


def licence_now(*, licence_id: int) -> Packed:
    row = Licence.objects.select_related("licensor").filter(pk=licence_id).first()
    return packed_licence(row) if row else None


def packed(row: LicenceWindow) -> Packed:
    """A window as JSON holds it, alike however its instants were told."""
    told = {name: _plain(getattr(row, name)) for name in COLUMNS}
    return {**told, "licence": row.licence_id}


def packed_licence(row: Licence) -> Packed:
    told = {name: _plain(getattr(row, name)) for name in _CONTRACT}
    return {"licensor": row.licensor.name, **told}


def window(told: Mapping[str, Any]) -> Window:
    return value([_instant(told[name]) if name in _INSTANTS else told[name] for name in COLUMNS])


def _instant(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _plain(told: object) -> object:
    if isinstance(told, datetime):
        return told.astimezone(UTC).isoformat()
    if isinstance(told, date):
        return told.isoformat()
    # What was just set may still be the word of an enumeration.
    return str(told) if isinstance(told, str) else told


def _held(row: TermsChange) -> HeldTerms:
    return HeldTerms(row.pk, row.line_id, row.window_id, row.before, row.after)
