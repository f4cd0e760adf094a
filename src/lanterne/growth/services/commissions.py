"""What services order, each order once however many reports there are of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lanterne.catalogue.genres import NAMES
from lanterne.core import audit
from lanterne.growth.drafts import CommissionDraft
from lanterne.growth.models import Commission, CommissionStep, Service
from lanterne.growth.queries.naming import named
from lanterne.growth.rules.commissions import Order, Origin, Status
from lanterne.growth.rules.sameness import Named, plain
from lanterne.growth.services import checks
from lanterne.growth.services.outcomes import Put
from lanterne.growth.services.refusals import (
    NoSuchCommission,
    ReasonMissing,
    WrongFacts,
)
from lanterne.territories.rules import is_language_tag

SCHEMES = frozenset({"wikidata", "imdb", "eidr", "tmdb"})


@transaction.atomic
def report_commission(*, draft: CommissionDraft, actor: str) -> Put:
    """Put an order on record; of one that is there already, add what the report says that was not known.

    The first report of a step stands: what a later one says otherwise is refused, and is corrected by hand.
    """
    service = checks.held_service(draft.service)
    said = _checked(draft)
    row = _known(service, draft)
    if row is None:
        row = Commission.objects.create(service=service, **said)
        _add(row, draft)
        _note("growth.report_commission", row, actor, source=row.source)
        return Put.ADDED
    if not _add(row, draft):
        return Put.UNCHANGED
    _check_held(row)
    _note("growth.report_commission", row, actor, source=said["source"])
    return Put.CHANGED


@transaction.atomic
def correct_step(
    *, commission_id: int, status: str, on: date | None, reason: str, actor: str
) -> None:
    """Say otherwise since when an order has a status, or that it never had it."""
    row = _held(commission_id)
    why = checks.line(reason, most=500)
    if not why:
        raise ReasonMissing(_("A correction says why."))
    checks.word(status, Status)
    if status == Status.ANNOUNCED and on is None:
        raise WrongFacts(_("A commission was announced on some day."))
    if on is None:
        row.steps.filter(status=status).delete()
    else:
        row.steps.update_or_create(status=status, defaults={"on": checks.day(on)})
    _check_held(row)
    told = on.isoformat() if on else ""
    _note("growth.correct_step", row, actor, status=status, on=told, reason=why)


@transaction.atomic
def merge_commissions(*, keep_id: int, gone_id: int, actor: str) -> None:
    """Make one of two that are the same order: what is kept takes over names, steps and the rest that it lacks."""
    keep, gone = _held(keep_id), _held(gone_id)
    if keep.pk == gone.pk or keep.service_id != gone.service_id:
        raise WrongFacts(_("Two commissions of one service are made one."))
    for one in gone.names.all():
        keep.names.get_or_create(plain=one.plain, defaults={"name": one.name})
    for step in gone.steps.all():
        keep.steps.get_or_create(status=step.status, defaults={"on": step.on})
    for mark in gone.identifiers.all():
        keep.identifiers.get_or_create(scheme=mark.scheme, defaults={"value": mark.value})
    for country in gone.countries.order_by("number"):
        _lead(keep, country.territory)
    for genre in gone.genres.all():
        keep.genres.get_or_create(genre=genre.genre)
    keep.language = keep.language or gone.language
    keep.address = keep.address or gone.address
    keep.save(update_fields=["language", "address"])
    _check_held(keep)
    gone.delete()
    _note("growth.merge_commissions", keep, actor, gone=gone_id, title=gone.title)


def _held(commission_id: int) -> Commission:
    row = Commission.objects.select_for_update().filter(pk=commission_id).first()
    if row is None:
        raise NoSuchCommission(_("There is no such commission."))
    return row


def _known(service: Service, draft: CommissionDraft) -> Commission | None:
    """The order on record that the report speaks of."""
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
    rows = Commission.objects.filter(near, service=service).distinct().order_by("pk")
    ids = [one.id for one in named(rows) if one.is_same(wanted)]
    return Commission.objects.get(pk=ids[0]) if ids else None


def _add(row: Commission, draft: CommissionDraft) -> bool:
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
        yield _lead(row, territory)
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
                "“%(title)s” has that status since %(day)s; lanterne growth correct %(number)d says otherwise."
            )
            % {"title": row.title, "day": held.on.isoformat(), "number": row.pk}
        )
    return False


def _lead(row: Commission, territory: str) -> bool:
    number = row.countries.count() + 1
    return row.countries.get_or_create(territory=territory, defaults={"number": number})[1]


def _checked(draft: CommissionDraft) -> dict[str, object]:
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


def _check_held(row: Commission) -> None:
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


def _note(action: str, row: Commission, actor: str, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"commission:{row.pk}",
        detail={"title": row.title, "season": row.season, **detail},
    )
