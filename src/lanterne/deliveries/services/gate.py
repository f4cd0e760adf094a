"""Whether opening windows is held to a title's readiness, what is said of what lacks, and what is kept of an override."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.deliveries import words
from lanterne.deliveries.models import OpeningOverride
from lanterne.deliveries.needs import Readiness
from lanterne.rights.places import in_territory
from lanterne.rights.rules import Status, Window

LONGEST_REASON = 500


def is_near(wanted: Window, now: datetime) -> bool:
    """Whether it is open now, or will be within the days of notice; one that is over or shut opens nothing."""
    is_over = wanted.closes_at is not None and wanted.closes_at <= now
    notice = timedelta(days=settings.OPENING_NOTICE_DAYS)
    return not is_over and not _is_shut(wanted) and wanted.opens_at <= now + notice


def stays_open(before: Window, after: Window, now: datetime) -> bool:
    """Whether the title was open already where, and for the offer for which, it will be."""
    is_same = (before.territory, before.terms.offer) == (after.territory, after.terms.offer)
    return is_same and not _is_shut(before) and before.is_open(now)


def is_open(held: Window, now: datetime) -> bool:
    return not _is_shut(held) and held.is_open(now)


def reason_of(override: str) -> str:
    return override.strip()[:LONGEST_REASON]


def sentence(lacking: Collection[Readiness]) -> str:
    """What is lacking; countries that lack the same things are told together."""
    return _told(_("It is not ready to open %(place)s. It still lacks: %(lacking)s."), lacking)


def refusal(lacking: Collection[Readiness]) -> str:
    return " ".join((sentence(lacking), _("Complete it, or say why it opens all the same.")))


def loss(lost: Collection[Readiness]) -> str:
    """What is taken away from a title that is open."""
    return _told(_("It is open %(place)s, and would lose there: %(lacking)s."), lost)


def kept_back(lost: Collection[Readiness]) -> str:
    return " ".join((loss(lost), _("Leave it that, or say why it stays open all the same.")))


def _told(said: str, lacking: Collection[Readiness]) -> str:
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in lacking:
        needed = tuple(words.of_need(need) for need in one.lacking)
        alike.setdefault(needed, []).append(in_territory(one.territory, get_language() or "en"))
    return " ".join(
        said % {"place": _listed(places), "lacking": _listed(_uncapitalised(needed))}
        for needed, places in alike.items()
    )


def keep(
    opened: Sequence[tuple[int, Window, Readiness]], *, reason: str, actor: str, at: datetime
) -> None:
    """What each title lacked where it opened all the same, and why."""
    OpeningOverride.objects.bulk_create(
        OpeningOverride(
            title_id=title_id,
            territory=window.territory,
            opens_at=window.opens_at,
            lacking=_codes(lacking),
            reason=reason,
            actor=actor,
            at=at,
        )
        for title_id, window, lacking in opened
    )
    lines = [
        (
            f"title:{title_id}",
            {"territory": window.territory, "lacking": _codes(lacking), "reason": reason},
        )
        for title_id, window, lacking in opened
    ]
    audit.record_all(actor=actor, action="deliveries.override_opening", lines=lines)


def _codes(lacking: Readiness) -> list[str]:
    return [str(need.code) for need in lacking.lacking]


def _is_shut(window: Window) -> bool:
    """Whether something other than its dates keeps it closed: it is not approved, or waits."""
    return window.terms.status is not Status.APPROVED or bool(window.terms.awaits)


def _uncapitalised(needed: Iterable[str]) -> list[str]:
    return [one[:1].lower() + one[1:] for one in needed]


def _listed(said: Sequence[str]) -> str:
    return get_text_list(list(said), _("and"))
