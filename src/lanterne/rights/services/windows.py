"""Granting, changing and withdrawing licence windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.rights.models import Licence, LicenceWindow, TermsChange, spaced
from lanterne.rights.queries.changes import Packed, packed
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.rules import Window
from lanterne.rights.services.checks import check_window, checked_terms
from lanterne.rights.services.refusals import (
    ConditionNotAwaited,
    LicenceUnknown,
    NoSuchWindow,
)


@transaction.atomic
def grant_window(
    *, title_id: int, window: Window, actor: str, licence_id: int | None = None
) -> int:
    """Open a title to a territory from one instant until just before another, or for good."""
    catalogue.hold_title(title_id=title_id)
    row = LicenceWindow(title_id=title_id)
    put(row, window, licence_id)
    note(actor, "grant_window", row, None, packed(row))
    return row.pk


@transaction.atomic
def change_window(*, window_id: int, window: Window, licence_id: int | None, actor: str) -> None:
    """Put what is now agreed in the place of what was; the title stays."""
    row, _held_window = _held(window_id)
    was = packed(row)
    put(row, window, licence_id)
    note(actor, "change_window", row, was, packed(row))


@transaction.atomic
def condition_met(*, window_id: int, actor: str) -> None:
    """Say that what a window waits for has happened; from then on its dates decide."""
    row, held = _held(window_id)
    if not held.terms.awaits:
        raise ConditionNotAwaited(_("This window does not wait for anything."))
    was = packed(row)
    put(row, replace(held, terms=replace(held.terms, awaits="")), row.licence_id)
    note(actor, "condition_met", row, was, packed(row))


@transaction.atomic
def withdraw_window(*, window_id: int, actor: str) -> None:
    """Take a window away, as if it had never been granted; the audit line stays."""
    row, _held_window = _held(window_id)
    note(actor, "withdraw_window", row, packed(row), None)
    row.delete()


def _held(window_id: int) -> tuple[LicenceWindow, Window]:
    """The window, with its title held: the title first, as everybody who changes windows holds it."""
    title_id = LicenceWindow.objects.filter(pk=window_id).values_list("title_id", flat=True).first()
    if title_id is not None:
        catalogue.hold_title(title_id=title_id)
    row = LicenceWindow.objects.select_for_update().filter(pk=window_id).first()
    if row is None:
        raise NoSuchWindow(_("This window has been withdrawn already."))
    return row, value([getattr(row, name) for name in COLUMNS])


def put(row: LicenceWindow, wanted: Window, licence_id: int | None) -> None:
    """Write the window into the row if it fits beside the title's others."""
    wanted = replace(wanted, terms=checked_terms(wanted.terms))
    check_window(row.title_id, wanted, besides=row.pk)
    if licence_id is not None and not Licence.objects.filter(pk=licence_id).exists():
        raise LicenceUnknown(_("There is no such licence."))
    row.licence_id = licence_id
    for name, told in columns(wanted).items():
        setattr(row, name, told)
    row.save()


def columns(wanted: Window) -> dict[str, object]:
    """A window as its row keeps it."""
    terms = wanted.terms
    return {
        "territory": wanted.territory,
        "opens_at": wanted.opens_at,
        "closes_at": wanted.closes_at,
        "offer": terms.offer,
        "status": terms.status,
        "tongues": spaced(f"{one.language}:{one.use}" for one in terms.tongues),
        "held_back": spaced(terms.held_back),
        "awaits": terms.awaits,
        "public_from": terms.public_from,
        "is_premiere": terms.is_premiere,
    }


def note(
    actor: str, action: str, row: LicenceWindow, before: Packed, after: Packed, **more: object
) -> None:
    """A line with all that was agreed and is not the ordinary, and beside it what was before and after."""
    ordinary = columns(Window(row.territory, row.opens_at, row.closes_at))
    agreed = columns(value([getattr(row, name) for name in COLUMNS]))
    special = {
        name: told.isoformat() if isinstance(told, datetime) else told
        for name, told in agreed.items()
        if told != ordinary[name]
    }
    line_id = audit.record(
        actor=actor,
        action=f"rights.{action}",
        subject=f"title:{row.title_id}",
        detail={
            **more,
            "window": row.pk,
            "territory": row.territory,
            "opens_at": row.opens_at.isoformat(),
            "closes_at": row.closes_at.isoformat() if row.closes_at else None,
            **({"licence": row.licence_id} if row.licence_id else {}),
            **special,
        },
    )
    if before != after:
        TermsChange.objects.create(
            line_id=line_id,
            title_id=row.title_id,
            window_id=row.pk,
            before=before,
            after=after,
        )
