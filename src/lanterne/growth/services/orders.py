"""What an order must be, whoever says it: its words, its days, and what of it can be together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lanterne.catalogue.genres import NAMES
from lanterne.growth.drafts import CommissionDraft
from lanterne.growth.models import Commission
from lanterne.growth.rules.commissions import Order, Origin, Status
from lanterne.growth.services import checks
from lanterne.growth.services.refusals import NoSuchCommission, WrongFacts
from lanterne.territories.rules import is_language_tag

SCHEMES = frozenset({"wikidata", "imdb", "eidr", "tmdb"})


def held(commission_id: int) -> Commission:
    row = Commission.objects.select_for_update().filter(pk=commission_id).first()
    if row is None:
        raise NoSuchCommission(_("There is no such commission."))
    return row


def lead(row: Commission, territory: str) -> bool:
    """A country more, after those that lead it; answers whether it was not there."""
    number = row.countries.count() + 1
    return row.countries.get_or_create(territory=territory, defaults={"number": number})[1]


def checked(draft: CommissionDraft) -> dict[str, object]:
    for title in draft.other_titles:
        checks.name(title)
    for code in draft.countries:
        checks.territory(code)
    for genre in draft.genres:
        if genre not in NAMES:
            raise WrongFacts(_("There is no genre “%(code)s”.") % {"code": genre[:40]})
    _check_marks(draft)
    _check_steps({Status(checks.word(one, Status)): on for one, on in draft.steps.items()})
    _check_season(draft)
    return {
        "title": checks.name(draft.title),
        "season": draft.season,
        "order": checks.word(draft.order, Order),
        "origin": checks.word(draft.origin, Origin),
        "is_scripted": draft.is_scripted,
        "language": draft.language,
        "source": checks.name(draft.source, most=300),
        "address": _address(draft.address),
    }


def _address(said: str) -> str:
    """Where the source can be read, which may be left open."""
    found = checks.line(said, most=500)
    try:
        scheme = urlsplit(found).scheme
    except ValueError:
        scheme = ""
    if found and scheme not in {"http", "https"}:
        raise WrongFacts(_("The address of a source begins with https:// or http://."))
    return found


def _check_marks(draft: CommissionDraft) -> None:
    if draft.language and not is_language_tag(draft.language):
        raise WrongFacts(
            _("“%(tag)s” is no language tag such as fr or pt-BR.") % {"tag": draft.language[:35]}
        )
    for scheme, value in draft.identifiers.items():
        if scheme not in SCHEMES or not checks.line(value, most=80):
            raise WrongFacts(
                _("“%(scheme)s” is no register; there are: %(schemes)s.")
                % {"scheme": scheme[:20], "schemes": ", ".join(sorted(SCHEMES))}
            )


def _check_season(draft: CommissionDraft) -> None:
    is_renewal = draft.order == Order.RENEWAL
    season = draft.season
    if season is not None and (draft.order == Order.FILM or not 0 < season < 1000):
        raise WrongFacts(_("Seasons are counted from one, and a film has none."))
    if is_renewal and (season is None or season < 2):
        raise WrongFacts(_("A renewal is of the second season or a later one."))


def check_held(row: Commission) -> None:
    """What several reports say must be possible together, as what one of them says."""
    _check_steps({Status(one.status): one.on for one in row.steps.all()})


def _check_steps(steps: Mapping[Status, date]) -> None:
    """What is announced comes first, and the rest in its order; a cancellation may come at any time."""
    if Status.ANNOUNCED not in steps:
        raise WrongFacts(_("A commission was announced on some day."))
    way = [status for status in Status if status is not Status.CANCELLED]
    days = [checks.day(steps[status]) for status in way if status in steps]
    if days != sorted(days) or steps.get(Status.CANCELLED, days[0]) < days[0]:
        raise WrongFacts(
            _(
                "A commission is announced, in production, delivered, released and removed in this order."
            )
        )
    if Status.REMOVED in steps and Status.RELEASED not in steps:
        raise WrongFacts(_("Only what was released is removed."))
    if {Status.RELEASED, Status.CANCELLED} <= set(steps):
        raise WrongFacts(_("What was released is not cancelled any more."))


def subject(row: Commission) -> str:
    """Under which the trail has what became of it."""
    return f"commission:{row.pk}"


def called(row: Commission) -> dict[str, object]:
    """What the trail knows it by, when the row is gone as well."""
    return {"title": row.title, "season": row.season}
