"""Offices: what became of them, who works there, on which projects."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning import queries as slate
from lanterne.core import audit
from lanterne.core.taking import Outcome, became
from lanterne.facts import queries as claims
from lanterne.facts import services as facts
from lanterne.facts.rules import Day
from lanterne.growth.drafts import EventDraft, HeadsDraft, OfficeDraft, PostDraft
from lanterne.growth.models import HeadCount, Office, OfficeEvent, Post
from lanterne.growth.rules.offices import Happening
from lanterne.growth.rules.ranking import OfficeKind
from lanterne.growth.services import checks
from lanterne.growth.services.refusals import ReasonMissing, WrongFacts

MOST_HEADS = 1_000_000


@transaction.atomic
def put_office(*, draft: OfficeDraft, actor: str) -> Outcome:
    """Put an office on record, or say anew what it is; answers what became of it."""
    said = {
        "service": checks.held_service(draft.service),
        "name": checks.name(draft.name),
        "kind": checks.word(draft.kind, OfficeKind),
        "territory": checks.territory(draft.territory),
        "city": checks.name(draft.city, most=120),
    }
    key = checks.key(draft.key, checks.PATH)
    if Office.objects.filter(key=key, **said).exists():
        return Outcome.UNCHANGED
    _row, is_new = Office.objects.update_or_create(key=key, defaults=said)
    _note("growth.put_office", key, actor, name=draft.name, kind=draft.kind)
    return became(is_new=is_new)


@transaction.atomic
def tell_event(*, draft: EventDraft, actor: str) -> Outcome:
    """Say that an office opened, moved or closed, when and why; answers what became of it."""
    office = checks.held_office(draft.office)
    kind = checks.word(draft.kind, Happening)
    said = {
        "on": checks.partial_day(draft.on),
        "to": checks.held_office(draft.to) if draft.to else None,
        "reason": checks.line(draft.reason, most=500),
        "claim_id": checks.claim(draft.claim),
    }
    _check_event(draft, kind)
    if office.events.filter(kind=kind, **said).exists():
        return Outcome.UNCHANGED
    _row, is_new = OfficeEvent.objects.update_or_create(office=office, kind=kind, defaults=said)
    keys = office.events.exclude(claim=None).values_list("claim__key", flat=True)
    place = facts.Place(f"office:{office.key}", office.name, f"/studio/offices/{office.pk}/")
    facts.cite(place=place, keys=set(keys))
    _note("growth.tell_event", office.key, actor, kind=kind, on=draft.on, reason=draft.reason)
    return became(is_new=is_new)


def _check_event(draft: EventDraft, kind: str) -> None:
    card = claims.claim(draft.claim) if draft.claim else None
    if not draft.on and not (card and isinstance(card.claim.value, Day)):
        raise WrongFacts(_("Say on which day, or name a claim that says it."))
    if (kind == Happening.MOVED) != bool(draft.to):
        raise WrongFacts(_("A move leads to an office, and nothing else does."))
    if draft.to == draft.office:
        raise WrongFacts(_("An office does not move to itself."))
    if kind != Happening.OPENED and not draft.reason.strip():
        raise ReasonMissing(_("Say why the office moved or closed."))


@transaction.atomic
def count_heads(*, draft: HeadsDraft, actor: str) -> Outcome:
    """Say how many work at an office on a day, of a function or in all; answers what became of it."""
    office = checks.held_office(draft.office)
    if not 0 <= draft.count <= MOST_HEADS:
        raise WrongFacts(_("This is no number of people."))
    day, function = checks.day(draft.as_of), checks.line(draft.function, most=80)
    rows = HeadCount.objects.filter(office=office, as_of=day, function=function)
    if rows.filter(count=draft.count).exists():
        return Outcome.UNCHANGED
    _row, is_new = HeadCount.objects.update_or_create(
        office=office, as_of=day, function=function, defaults={"count": draft.count}
    )
    _note(
        "growth.count_heads",
        office.key,
        actor,
        as_of=day.isoformat(),
        function=function,
        count=draft.count,
    )
    return became(is_new=is_new)


@transaction.atomic
def put_post(*, draft: PostDraft, actor: str) -> Outcome:
    """Put a post on record with the projects that it works on; answers what became of it."""
    office = checks.held_office(draft.office)
    projects = _projects(draft.projects)
    since = checks.day(draft.since)
    until = checks.day(draft.until) if draft.until else None
    if until and until <= since:
        raise WrongFacts(_("The post ends before it begins."))
    said = {
        "office": office,
        "function": checks.name(draft.function, most=80),
        "name": checks.name(draft.name),
        "since": since,
        "until": until,
    }
    key = checks.key(draft.key)
    is_same = Post.objects.filter(key=key, **said).exists()
    row, is_new = Post.objects.update_or_create(key=key, defaults=said)
    held = set(row.projects.values_list("project_id", flat=True))
    if is_same and held == projects:
        return Outcome.UNCHANGED
    row.projects.exclude(project_id__in=projects).delete()
    for project_id in sorted(projects - held):
        row.projects.create(project_id=project_id)
    _note("growth.put_post", office.key, actor, post=key, projects=list(draft.projects))
    return became(is_new=is_new)


def _projects(keys: Collection[str]) -> set[int]:
    found = {key: slate.project_by_key(key=key) for key in keys}
    for key, card in found.items():
        if card is None:
            raise WrongFacts(_("There is no project “%(key)s”.") % {"key": key[:80]})
    return {card.id for card in found.values() if card}


def _note(action: str, key: str, actor: str, **detail: object) -> None:
    audit.record(actor=actor, action=action, subject=f"office:{key}", detail=detail)
