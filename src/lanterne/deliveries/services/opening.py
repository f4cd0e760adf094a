"""Opening a title in a market: refused while it lacks something, unless somebody says why it opens all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.core import audit, clock
from lanterne.deliveries import queries, words
from lanterne.deliveries.models import OpeningOverride
from lanterne.deliveries.needs import Code, Readiness
from lanterne.deliveries.services.refusals import NotProposed, NotReady
from lanterne.rights import queries as held
from lanterne.rights import services as rights
from lanterne.rights.places import in_territory
from lanterne.rights.queries import HeldWindow
from lanterne.rights.rules import Status, Window

LONGEST_REASON = 500


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
    if before is not None and not _stays_open(before, wanted.window):
        _check(title_id, [wanted.window], override, actor)


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
    near = [one for one in windows if _is_near(one, now)]
    lacking = [(one, found) for one in near if (found := _lacking(title_id, one.territory, now))]
    reason = override.strip()[:LONGEST_REASON]
    if lacking and not reason:
        raise NotReady(_sentence([found for _window, found in lacking]))
    for window, found in lacking:
        _keep(title_id, window, found, reason, actor)


def _lacking(title_id: int, territory: str, at: datetime) -> Readiness | None:
    """What stands against opening there, if anything does."""
    found = queries.readiness(title_id=title_id, territory=territory, at=at)
    rest = found.without(Code.WINDOW) if found else None
    return None if rest is None or rest.is_complete else rest


def _is_near(wanted: Window, now: datetime) -> bool:
    """Whether it is open now, or will be within the days of notice; one that is over or shut opens nothing."""
    is_over = wanted.closes_at is not None and wanted.closes_at <= now
    notice = timedelta(days=settings.OPENING_NOTICE_DAYS)
    return not is_over and not _is_shut(wanted) and wanted.opens_at <= now + notice


def _stays_open(before: Window, after: Window) -> bool:
    """Whether the title was open already where, and for the offer for which, it will be."""
    is_same = (before.territory, before.terms.offer) == (after.territory, after.terms.offer)
    return is_same and not _is_shut(before) and before.is_open(clock.now())


def _is_shut(window: Window) -> bool:
    """Whether something other than its dates keeps it closed: it is not approved, or waits."""
    return window.terms.status is not Status.APPROVED or bool(window.terms.awaits)


def _sentence(lacking: Collection[Readiness]) -> str:
    """Countries that lack the same things are told together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in lacking:
        needed = tuple(words.of_need(need) for need in one.lacking)
        alike.setdefault(needed, []).append(in_territory(one.territory, get_language() or "en"))
    told = [
        _("It is not ready to open %(place)s. It still lacks: %(lacking)s.")
        % {"place": _listed(places), "lacking": _listed(_uncapitalised(needed))}
        for needed, places in alike.items()
    ]
    return " ".join([*told, _("Complete it, or say why it opens all the same.")])


def _uncapitalised(needed: Iterable[str]) -> list[str]:
    return [one[:1].lower() + one[1:] for one in needed]


def _listed(said: Sequence[str]) -> str:
    return get_text_list(list(said), _("and"))


def _keep(title_id: int, wanted: Window, lacking: Readiness, reason: str, actor: str) -> None:
    codes = [str(need.code) for need in lacking.lacking]
    OpeningOverride.objects.create(
        title_id=title_id,
        territory=wanted.territory,
        opens_at=wanted.opens_at,
        lacking=codes,
        reason=reason,
        actor=actor,
        at=clock.now(),
    )
    detail = {"territory": wanted.territory, "lacking": codes, "reason": reason}
    audit.record(
        actor=actor,
        action="deliveries.override_opening",
        subject=f"title:{title_id}",
        detail=detail,
    )
