"""Opening a title in a market: refused while it lacks something, unless somebody says why it opens all the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.deliveries import queries, words
from lanterne.deliveries.models import OpeningOverride
from lanterne.deliveries.needs import Code, Readiness
from lanterne.deliveries.services.refusals import NotReady
from lanterne.rights import queries as held
from lanterne.rights import services as rights
from lanterne.rights.places import in_territory
from lanterne.rights.queries import HeldWindow
from lanterne.rights.rules import Window

LONGEST_REASON = 500


@transaction.atomic
def open_in_market(
    *, title_id: int, window: Window, actor: str, licence_id: int | None = None, override: str = ""
) -> int:
    """Grant a window; one that opens now or soon only to a title that is ready, or with a reason to override that.

    A window further ahead is a plan, and is granted: there is time to complete the title.
    """
    # First, so that what rights refuse is told before what is lacking; a refusal below takes it back.
    window_id = rights.grant_window(
        title_id=title_id, window=window, licence_id=licence_id, actor=actor
    )
    _check(title_id, window, override, actor)
    return window_id


@transaction.atomic
def move_window(*, title_id: int, wanted: HeldWindow, actor: str, override: str = "") -> None:
    """Change a window; what is open already may be moved freely, an opening is held to the same rule."""
    windows = {one.id: one.window for one in held.windows(title_id=title_id)}
    rights.change_window(
        window_id=wanted.id, window=wanted.window, licence_id=wanted.licence_id, actor=actor
    )
    before = windows.get(wanted.id)
    if before is not None and not before.is_open(clock.now()):
        _check(title_id, wanted.window, override, actor)


def _check(title_id: int, wanted: Window, override: str, actor: str) -> None:
    now = clock.now()
    if not _is_near(wanted, now):
        return
    found = queries.readiness(title_id=title_id, territory=wanted.territory, at=now)
    lacking = found.without(Code.WINDOW) if found else None
    if lacking is None or lacking.is_complete:
        return
    reason = override.strip()[:LONGEST_REASON]
    if not reason:
        raise NotReady(_sentence(lacking))
    _keep(title_id, wanted, lacking, reason, actor)


def _is_near(wanted: Window, now: datetime) -> bool:
    """Whether it is open now, or will be within the days of notice; one that is over opens nothing."""
    is_over = wanted.closes_at is not None and wanted.closes_at <= now
    notice = timedelta(days=settings.OPENING_NOTICE_DAYS)
    return not is_over and wanted.opens_at <= now + notice


def _sentence(lacking: Readiness) -> str:
    needed = [words.of_need(need) for need in lacking.lacking]
    told = {
        "place": in_territory(lacking.territory, get_language() or "en"),
        "lacking": get_text_list([one[:1].lower() + one[1:] for one in needed], _("and")),
    }
    return (
        _(
            "It is not ready to open %(place)s. It still lacks: %(lacking)s. Complete it, or say why it opens all the same."
        )
        % told
    )


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
