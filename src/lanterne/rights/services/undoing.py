"""Taking a change of a window or of a contract back, by the checks that every change is held to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.services.undoing import who_and_when
from lanterne.core import audit
from lanterne.rights.models import LicenceWindow
from lanterne.rights.queries import changes
from lanterne.rights.queries.changes import HeldTerms, Packed, packed, packed_licence
from lanterne.rights.services import licences
from lanterne.rights.services.refusals import ChangedLater, NoSuchChange
from lanterne.rights.services.windows import note, put


@transaction.atomic
def undo_window_change(*, title_id: int, change_id: int, actor: str) -> int:
    """Put a window back as it was: what was granted goes, what was withdrawn comes again. Gives the window's id.

    Refused where it was changed again since, and where something else now stands in its place.
    """
    catalogue.hold_title(title_id=title_id)
    change = changes.of_title(title_id=title_id, change_id=change_id)
    if change is None or change.window_id is None:
        raise NoSuchChange(_("There is no such change."))
    rows = LicenceWindow.objects.select_for_update().filter(title_id=title_id)
    row = rows.filter(pk=change.window_id).first()
    now = packed(row) if row else None
    _check_standing(change, now)
    undone = audit.line(line_id=change.line_id).action
    if row and change.before is None:
        note(actor, "undo", row, now, None, undone=undone)
        row.delete()
    if change.before is None:
        return change.window_id
    # Under its own number, so that what was changed before can be taken back as well.
    row = row or LicenceWindow(pk=change.window_id, title_id=title_id)
    put(row, changes.window(change.before), change.before["licence"])
    note(actor, "undo", row, now, packed(row), undone=undone)
    return change.window_id


@transaction.atomic
def undo_licence_change(*, licence_id: int, change_id: int, actor: str) -> None:
    """Put a contract back as it was; that it was put on record is not taken back, because windows may hang on it."""
    row = licences.held(licence_id)
    change = changes.of_licence(licence_id=licence_id, change_id=change_id)
    if change is None or change.before is None:
        raise NoSuchChange(_("There is no such change."))
    now = packed_licence(row)
    _check_standing(change, now)
    facts = licences.facts_of(change.before)
    licences.correct(row, facts)
    undone = audit.line(line_id=change.line_id).action
    licences.note(actor, "undo_licence", row, facts, now, undone=undone)


def _check_standing(change: HeldTerms, now: Packed) -> None:
    """Refuse unless it stands as the change left it."""
    if now == change.after:
        return
    if now == change.before:
        raise ChangedLater(
            _("All of this is again as it was before: there is nothing to take back.")
        )
    later = changes.later(change)
    if later is None:
        # An import writes many windows at once and keeps no record of single ones.
        raise ChangedLater(_("This has been changed again since, so it is not taken back."))
    raise ChangedLater(
        _("%(who)s changed this again on %(when)s. Take that back first.")
        % who_and_when(audit.line(line_id=later.line_id))
    )
