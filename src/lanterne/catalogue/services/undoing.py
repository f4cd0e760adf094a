"""Taking a change of a title back, and not coming between two editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from babel.dates import format_datetime
from django.db import transaction
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from lanterne.accounts import queries as accounts
from lanterne.catalogue.fields import Field, State, contested
from lanterne.catalogue.models import Change
from lanterne.catalogue.queries import changes as asked
from lanterne.catalogue.queries.changes import HeldChange
from lanterne.catalogue.queries.fields import held
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.putting import families_of, put
from lanterne.catalogue.services.refusals import ChangedLater, ChangedMeanwhile, NoSuchChange
from lanterne.catalogue.services.titles import hold_title
from lanterne.core import audit
from lanterne.core.audit import Line


@transaction.atomic
def undo_change(*, title_id: int, change_id: int, actor: str) -> None:
    """Put back what was before, unless somebody has touched the same fields since; that can be taken back itself."""
    hold_title(title_id=title_id)
    change = asked.change(title_id=title_id, change_id=change_id)
    if change is None:
        raise NoSuchChange(_("There is no such change."))
    wanted = {edit.field: edit.before for edit in change.edits}
    families = families_of(wanted)
    now = held(title_id=title_id, families=families)
    if fields := contested(change.edits, now):
        raise ChangedLater(_later(change, fields, now))
    was = before(title_id, *families)
    put(title_id, wanted)
    note(was, actor, "undo", undone=_line(change).action, change=change.id)


@transaction.atomic
def restate(*, title_id: int, wanted: State, actor: str) -> None:
    """Put fields as they are wanted, in one change."""
    hold_title(title_id=title_id)
    was = before(title_id, *families_of(wanted))
    put(title_id, wanted)
    note(was, actor, "restate")


@contextmanager
def unless_changed(*, title_id: int, since: int | None) -> Iterator[None]:
    """Refuse what is changed inside where somebody else has changed the same fields after what the editor had seen.

    ``since`` is ``latest_change_id`` as the form was drawn; None asks for nothing.
    """
    with transaction.atomic():
        # Two saves at once come one after the other, and the second sees what the first has changed.
        hold_title(title_id=title_id)
        latest = asked.latest_change_id(title_id=title_id) if since is not None else 0
        yield
        if since is None:
            return
        own = Change.objects.filter(title_id=title_id, pk__gt=latest).values_list("pk", flat=True)
        made = [asked.change(title_id=title_id, change_id=one) for one in own]
        fields = {edit.field for one in made if one for edit in one.edits}
        other = asked.touching(title_id=title_id, fields=fields, after=since)
        if other and other.id <= latest:
            raise ChangedMeanwhile(
                _(
                    "%(who)s has changed this on %(when)s, while you were writing."
                    " Nothing of yours is lost: compare, and save again if yours is to stand."
                )
                % who_and_when(_line(other))
            )


def _later(change: HeldChange, fields: Iterable[Field], now: State) -> str:
    if not contested((edit.reversed() for edit in change.edits), now):
        return _("All of this is again as it was before: there is nothing to take back.")
    other = asked.overtaking(change, fields=fields)
    if other is None:
        # An import writes many titles at once and keeps no record of single fields.
        return _("This has been changed again since, so it is not taken back.")
    return _("%(who)s changed this again on %(when)s. Take that back first.") % who_and_when(
        _line(other)
    )


def _line(change: HeldChange) -> Line:
    return audit.line(line_id=change.line_id)


def who_and_when(line: Line) -> dict[str, str]:
    """Who and when, for a sentence."""
    locale = to_locale(get_language() or "en")
    when = format_datetime(line.at, "d MMM y HH:mm:ss 'UTC'", locale=locale)
    return {"who": _who(line.actor), "when": when}


def _who(actor: str) -> str:
    kind, _colon, number = actor.partition(":")
    if kind != "user" or not number.isdigit():
        return "Lanterne" if kind == "system" else actor
    return accounts.emails(user_ids=[int(number)]).get(int(number), actor)
