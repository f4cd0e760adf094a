"""Issuing: from here on, nothing of a statement changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.rights import services as rights
from lanterne.rights.queries import grants
from lanterne.statements import queries
from lanterne.statements.models import Statement, StatementSeries
from lanterne.statements.queries import kept
from lanterne.statements.rules import Span
from lanterne.statements.services.drafts import check_follows, open_draft, write_paper
from lanterne.statements.services.refusals import (
    NotOverYet,
    RateMissing,
    TermsUnsaid,
    TermsWrong,
)
from lanterne.territories import queries as territories

SETTLED = timedelta(days=1)
"""A viewing belongs to the month in which it began, and may still run when that is over."""


@transaction.atomic
def issue(*, statement_id: int, actor: str, at: datetime) -> str:
    """Reckon a draft for the last time, give it its number, and keep it as it is for ever."""
    year = at.astimezone(UTC).year
    # Whoever issues holds this row first, so that no two statements rest on the same ones before them.
    StatementSeries.objects.get_or_create(year=year)
    series = StatementSeries.objects.select_for_update().get(year=year)
    row = open_draft(statement_id)
    rights.hold_licences(licensor_id=row.licensor_id)
    span = Span(row.begins_on, row.ends_on)
    _check_over(span, grants.territories(licensor_id=row.licensor_id), at)
    if row.corrects is None:
        check_follows(span, row.licensor_id)
    write_paper(row, at)
    _check_whole(row)
    series.last += 1
    series.save(update_fields=["last"])
    _freeze(row, year, series.last, actor=actor, at=at)
    return kept.number_written(row)


def _freeze(row: Statement, year: int, number: int, *, actor: str, at: datetime) -> None:
    row.year, row.number, row.issued_at, row.issued_by = year, number, at, actor
    row.fingerprint = kept.fingerprint(row.document)
    row.save(update_fields=["year", "number", "issued_at", "issued_by", "fingerprint"])
    audit.record(
        actor=actor,
        action="statements.issue",
        subject=f"statement:{row.pk}",
        detail={
            "licensor": row.licensor.name,
            "number": kept.number_written(row),
            "corrects": kept.number_written(row.corrects) if row.corrects else "",
            "fingerprint": row.fingerprint,
        },
    )


def _check_over(span: Span, where: Collection[str], at: datetime) -> None:
    clocks = [territories.clock(territory=one) for one in where] or [UTC]
    settled_at = max(span.instants(clock)[1] for clock in clocks) + SETTLED
    if at < settled_at:
        raise NotOverYet(
            _("This period can be stated from %(moment)s (UTC), a day after it is over everywhere.")
            % {"moment": f"{settled_at.astimezone(UTC):%Y-%m-%d %H:%M}"}
        )


def _check_whole(row: Statement) -> None:
    contracts = grants.contracts(licensor_id=row.licensor_id)
    if unfit := queries.unfit(contracts):
        raise TermsWrong(
            _("%(references)s: the price for a play is in another currency than the fee.")
            % {"references": ", ".join(unfit)}
        )
    unsaid = queries.unsaid(contracts)
    if unsaid:
        raise TermsUnsaid(
            _("%(references)s: say first whether the fee is flat or a minimum guarantee.")
            % {"references": ", ".join(unsaid)}
        )
    wanted = kept.read(row.document).rates_wanted
    if wanted:
        raise RateMissing(
            _("A rate of exchange is missing: %(pairs)s.")
            % {"pairs": ", ".join(f"{one} → {into}" for one, into in wanted)}
        )
