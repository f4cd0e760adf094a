"""Opening a title in a market: refused while it lacks something, unless somebody says why it opens all the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.deliveries import queries
from lanterne.deliveries.needs import Code, Readiness
from lanterne.deliveries.services import gate
from lanterne.deliveries.services.refusals import NotProposed, NotReady
from lanterne.rights import queries as held
from lanterne.rights import services as rights
from lanterne.rights.queries import HeldWindow
from lanterne.rights.rules import Status, Window


@transaction.atomic
def open_in_market(
    *, title_id: int, window: Window, actor: str, licence_id: int | None = None, override: str = ""
) -> int:
    """Grant a window; one that opens now or soon only to a title that is ready, or with a reason to override that.

    A window further ahead is a plan, and is granted: there is time to complete the title.
    """
    (window_id,) = open_in_markets(
        title_id=title_id, windows=[window], actor=actor, licence_id=licence_id, override=override
    )
    return window_id


@transaction.atomic
def open_in_markets(
    *,
    title_id: int,
    windows: Collection[Window],
    actor: str,
    licence_id: int | None = None,
    override: str = "",
) -> tuple[int, ...]:
    """The same in several at once: in all of them or in none, and a refusal says what each one lacks."""
    # First, so that what rights refuse is told before what is lacking; a refusal below takes it back.
    granted = tuple(
        rights.grant_window(title_id=title_id, window=one, licence_id=licence_id, actor=actor)
        for one in windows
    )
    _check(title_id, windows, override, actor)
    return granted


@transaction.atomic
def move_window(*, title_id: int, wanted: HeldWindow, actor: str, override: str = "") -> None:
    """Change a window; what is open already may be moved in time, anything that opens is held to the same rule."""
    # Before reading what it was, so that a colleague's change in this moment is not taken for that.
    catalogue.hold_title(title_id=title_id)
    windows = {one.id: one.window for one in held.windows(title_id=title_id)}
    rights.change_window(
        window_id=wanted.id, window=wanted.window, licence_id=wanted.licence_id, actor=actor
    )
    before = windows.get(wanted.id)
    if before is not None and not gate.stays_open(before, wanted.window, clock.now()):
        _check(title_id, [wanted.window], override, actor)


@transaction.atomic
def undo_window(*, title_id: int, change_id: int, actor: str) -> None:
    """Take a change of a window back; what opens by that is held to the same rule."""
    catalogue.hold_title(title_id=title_id)
    windows = {one.id: one.window for one in held.windows(title_id=title_id)}
    window_id = rights.undo_window_change(title_id=title_id, change_id=change_id, actor=actor)
    before = windows.get(window_id)
    now = next((one.window for one in held.windows(title_id=title_id) if one.id == window_id), None)
    if now and not (before and gate.stays_open(before, now, clock.now())):
        _check(title_id, [now], "", actor)


@transaction.atomic
def approve_window(*, title_id: int, window_id: int, actor: str) -> None:
    """Say yes to a window that was proposed; opening it so is held to the same rule."""
    catalogue.hold_title(title_id=title_id)
    found = next((one for one in held.windows(title_id=title_id) if one.id == window_id), None)
    if found is None or found.window.terms.status is not Status.PENDING:
        raise NotProposed(_("This window does not wait for anybody’s approval."))
    terms = replace(found.window.terms, status=Status.APPROVED)
    wanted = replace(found, window=replace(found.window, terms=terms))
    move_window(title_id=title_id, wanted=wanted, actor=actor)


@transaction.atomic
def condition_met(*, title_id: int, window_id: int, actor: str) -> None:
    """Say that what a window waits for has happened; opening it so is held to the same rule."""
    rights.condition_met(window_id=window_id, actor=actor)
    windows = {one.id: one.window for one in held.windows(title_id=title_id)}
    _check(title_id, [windows[window_id]], "", actor)


def _check(title_id: int, windows: Collection[Window], override: str, actor: str) -> None:
    now = clock.now()
    near = [one for one in windows if gate.is_near(one, now)]
    lacking = [(one, found) for one in near if (found := _lacking(title_id, one.territory, now))]
    reason = gate.reason_of(override)
    if lacking and not reason:
        raise NotReady(gate.refusal([found for _window, found in lacking]))
    opened = [(title_id, window, found) for window, found in lacking]
    gate.keep(opened, reason=reason, actor=actor, at=now)


def _lacking(title_id: int, territory: str, at: datetime) -> Readiness | None:
    """What stands against opening there, if anything does."""
    found = queries.readiness(title_id=title_id, territory=territory, at=at)
    rest = found.without(Code.WINDOW) if found else None
    return None if rest is None or rest.is_complete else rest
