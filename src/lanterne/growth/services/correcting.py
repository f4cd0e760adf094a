"""Orders that were put on record wrongly, and two that turn out to be one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.core.taking import Outcome
from lanterne.growth.drafts import CommissionDraft
from lanterne.growth.models import Commission
from lanterne.growth.rules.commissions import Status
from lanterne.growth.services import checks, orders
from lanterne.growth.services.commissions import add, known
from lanterne.growth.services.refusals import ReasonMissing, SameOrder, WrongFacts


@transaction.atomic
def correct_commission(
    *, commission_id: int, draft: CommissionDraft, reason: str, actor: str
) -> Outcome:
    """Say an order anew, all of it: what the draft does not say is gone. Answers what became of it."""
    service = checks.held_service(draft.service)
    row = orders.held(commission_id)
    why, said = _why(reason), orders.checked(draft)
    same = known(service, draft, but=row.pk)
    if same is not None:
        raise SameOrder(
            _("That would be “%(title)s”, number %(number)d: make the two one instead.")
            % {"title": same.title, "number": same.pk}
        )
    before = _told(row)
    Commission.objects.filter(pk=row.pk).update(service=service, **said)
    for beside in (row.names, row.identifiers, row.steps, row.countries, row.genres):
        beside.all().delete()
    add(row, draft)
    row = orders.held(commission_id)
    after = _told(row)
    changed = [name for name in {**before, **after} if after.get(name) != before.get(name)]
    if not changed:
        return Outcome.UNCHANGED
    _note(
        "growth.correct_commission",
        row,
        actor,
        reason=why,
        before={name: before.get(name) for name in changed},
        after={name: after.get(name) for name in changed},
    )
    return Outcome.CHANGED


@transaction.atomic
def correct_step(
    *, commission_id: int, status: str, on: date | None, reason: str, actor: str
) -> None:
    """Say otherwise since when an order has a status, or that it never had it."""
    row = orders.held(commission_id)
    why = _why(reason)
    checks.word(status, Status)
    if status == Status.ANNOUNCED and on is None:
        raise WrongFacts(_("A commission was announced on some day."))
    if on is None:
        row.steps.filter(status=status).delete()
    else:
        row.steps.update_or_create(status=status, defaults={"on": checks.day(on)})
    orders.check_held(row)
    told = on.isoformat() if on else ""
    _note("growth.correct_step", row, actor, status=status, on=told, reason=why)


@transaction.atomic
def merge_commissions(*, keep_id: int, gone_id: int, actor: str) -> None:
    """Make one of two that are the same order: what is kept takes over names, steps and the rest that it lacks."""
    keep, gone = orders.held(keep_id), orders.held(gone_id)
    if keep.pk == gone.pk or keep.service_id != gone.service_id:
        raise WrongFacts(_("Two commissions of one service are made one."))
    for one in gone.names.all():
        keep.names.get_or_create(plain=one.plain, defaults={"name": one.name})
    for step in gone.steps.all():
        keep.steps.get_or_create(status=step.status, defaults={"on": step.on})
    for mark in gone.identifiers.all():
        keep.identifiers.get_or_create(scheme=mark.scheme, defaults={"value": mark.value})
    for country in gone.countries.order_by("number"):
        orders.lead(keep, country.territory)
    for genre in gone.genres.all():
        keep.genres.get_or_create(genre=genre.genre)
    keep.language = keep.language or gone.language
    keep.address = keep.address or gone.address
    keep.save(update_fields=["language", "address"])
    orders.check_held(keep)
    gone.delete()
    _note("growth.merge_commissions", keep, actor, gone=gone_id, title=gone.title)


def _why(reason: str) -> str:
    said = checks.line(reason, most=500)
    if not said:
        raise ReasonMissing(_("A correction says why."))
    return said


def _told(row: Commission) -> dict[str, object]:
    """All that is on record of an order, to be set against what it was."""
    columns = ("title", "season", "order", "origin", "is_scripted", "language", "source", "address")
    return {name: getattr(row, name) for name in columns} | {
        "service": row.service.key,
        "names": [one.name for one in row.names.order_by("pk")],
        "identifiers": sorted(f"{one.scheme}:{one.value}" for one in row.identifiers.all()),
        "countries": [one.territory for one in row.countries.order_by("number")],
        "genres": sorted(one.genre for one in row.genres.all()),
        **{one.status: one.on.isoformat() for one in row.steps.all()},
    }


def _note(action: str, row: Commission, actor: str, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=orders.subject(row),
        detail=orders.called(row) | detail,
    )
