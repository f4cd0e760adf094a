"""What services order, each order once however many reports there are of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.core.taking import Outcome
from lanterne.growth.drafts import CommissionDraft
from lanterne.growth.models import Commission, CommissionStep, Service
from lanterne.growth.queries.naming import named
from lanterne.growth.rules.commissions import Status
from lanterne.growth.rules.sameness import Named, plain
from lanterne.growth.services import checks, orders
from lanterne.growth.services.refusals import WrongFacts


@dataclass(frozen=True, slots=True)
class Reported:
    """Which order a report speaks of, and what became of it."""

    commission_id: int
    outcome: Outcome


@transaction.atomic
def report_commission(*, draft: CommissionDraft, actor: str) -> Reported:
    """Put an order on record; of one that is there already, add what the report says that was not known.

    The first report of a step stands: what a later one says otherwise is refused, and is corrected by hand.
    """
    service = checks.held_service(draft.service)
    said = orders.checked(draft)
    row = known(service, draft)
    if row is None:
        row = Commission.objects.create(service=service, **said)
        add(row, draft)
        _note(row, row.source, actor)
        return Reported(row.pk, Outcome.ADDED)
    if not add(row, draft):
        return Reported(row.pk, Outcome.UNCHANGED)
    orders.check_held(row)
    _note(row, draft.source, actor)
    return Reported(row.pk, Outcome.CHANGED)


def known(service: Service, draft: CommissionDraft, *, but: int = 0) -> Commission | None:
    """The order on record that the report speaks of, other than that of the number ``but``."""
    wanted = Named(
        0,
        frozenset(map(plain, (draft.title, *draft.other_titles))),
        frozenset(draft.identifiers.items()),
        draft.season,
        draft.steps[Status.ANNOUNCED].year,
    )
    near = Q(names__plain__in=wanted.names)
    for scheme, value in wanted.identifiers:
        near |= Q(identifiers__scheme=scheme, identifiers__value=value)
    rows = Commission.objects.filter(near, service=service).exclude(pk=but).distinct()
    ids = [one.id for one in named(rows.order_by("pk")) if one.is_same(wanted)]
    return Commission.objects.get(pk=ids[0]) if ids else None


def add(row: Commission, draft: CommissionDraft) -> bool:
    """Add what is said beside the row itself; answers whether any of it was not there."""
    return any(list(_added(row, draft)))


def _added(row: Commission, draft: CommissionDraft) -> Iterator[bool]:
    for title in (draft.title, *draft.other_titles):
        yield row.names.get_or_create(plain=plain(title), defaults={"name": title.strip()})[1]
    for scheme, value in draft.identifiers.items():
        yield row.identifiers.get_or_create(scheme=scheme, defaults={"value": value})[1]
    for status, on in draft.steps.items():
        yield _step(row, status, on)
    for territory in draft.countries:
        yield orders.lead(row, territory)
    for genre in draft.genres:
        yield row.genres.get_or_create(genre=genre)[1]


def _step(row: Commission, status: str, on: date) -> bool:
    held = row.steps.filter(status=status).first()
    if held is None:
        CommissionStep.objects.create(commission=row, status=status, on=on)
        return True
    # Two reports of one announcement come on two days: the first stands.
    if status != Status.ANNOUNCED and held.on != on:
        raise WrongFacts(
            _(
                "“%(title)s” (number %(number)d) has that status since %(day)s: say otherwise by correcting it."
            )
            % {"title": row.title, "day": held.on.isoformat(), "number": row.pk}
        )
    return False


def _note(row: Commission, source: str, actor: str) -> None:
    audit.record(
        actor=actor,
        action="growth.report_commission",
        subject=orders.subject(row),
        detail=orders.called(row) | {"source": source},
    )
