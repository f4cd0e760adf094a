"""Who is in which market, and what is assumed of one."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.core.taking import Outcome, became
from lanterne.facts import services as facts
from lanterne.growth.drafts import PresenceDraft, ScenarioDraft, ServiceDraft
from lanterne.growth.models import Presence, Scenario, Service
from lanterne.growth.rules.presence import begins
from lanterne.growth.services import checks
from lanterne.growth.services.refusals import NoSuchScenario, OursAlready, WrongFacts


@transaction.atomic
def put_service(*, draft: ServiceDraft, actor: str) -> Outcome:
    """Put a service on record, or say anew what it is; answers what became of it."""
    said = {
        "name": checks.name(draft.name),
        "owner": checks.line(draft.owner),
        "is_ours": draft.is_ours,
    }
    key = checks.key(draft.key)
    if Service.objects.filter(key=key, **said).exists():
        return Outcome.UNCHANGED
    try:
        with transaction.atomic():
            _row, is_new = Service.objects.update_or_create(key=key, defaults=said)
    except IntegrityError as error:
        raise OursAlready(_("Another service is ours already.")) from error
    audit.record(actor=actor, action="growth.put_service", subject=f"service:{key}", detail=said)
    return became(is_new=is_new)


@transaction.atomic
def place_service(*, draft: PresenceDraft, actor: str) -> Outcome:
    """Say when a service was announced in a country, came and went; answers what became of it."""
    service = checks.held_service(draft.service)
    said = {
        "announced_on": checks.partial_day(draft.announced_on),
        "entered_on": checks.partial_day(draft.entered_on),
        "left_on": checks.partial_day(draft.left_on),
        "claim_id": checks.claim(draft.claim),
    }
    territory = checks.territory(draft.territory)
    _check_order(draft)
    rows = Presence.objects.filter(service=service, territory=territory)
    if rows.filter(**said).exists():
        return Outcome.UNCHANGED
    _row, is_new = Presence.objects.update_or_create(
        service=service, territory=territory, defaults=said
    )
    _cite(service)
    audit.record(
        actor=actor,
        action="growth.place_service",
        subject=f"service:{service.key}",
        detail={"territory": territory, **said},
    )
    return became(is_new=is_new)


def _check_order(draft: PresenceDraft) -> None:
    entered, left = begins(draft.entered_on), begins(draft.left_on)
    if entered is None and not draft.announced_on:
        raise WrongFacts(_("Say when the service was announced there, or when it came."))
    if left and (entered is None or left < entered):
        raise WrongFacts(_("A service leaves where it came before."))


def _cite(service: Service) -> None:
    keys = service.presences.exclude(claim=None).values_list("claim__key", flat=True)
    place = facts.Place(f"service:{service.key}", service.name, "/studio/competitors/")
    facts.cite(place=place, keys=set(keys))


@transaction.atomic
def set_scenario(*, draft: ScenarioDraft, actor: str) -> Outcome:
    """Keep what somebody assumes of a market under a name; answers what became of it."""
    territory = checks.territory(draft.territory)
    name = checks.name(draft.name, most=80)
    _check_part(draft.ceiling, Decimal(100))
    _check_part(draft.innovation, Decimal(1))
    _check_part(draft.imitation, Decimal(5))
    said = {
        "ceiling": draft.ceiling,
        "innovation": draft.innovation,
        "imitation": draft.imitation,
        "reason": checks.line(draft.reason, most=500),
    }
    if Scenario.objects.filter(territory=territory, name=name, **said).exists():
        return Outcome.UNCHANGED
    _row, is_new = Scenario.objects.update_or_create(territory=territory, name=name, defaults=said)
    detail = {word: None if told is None else str(told) for word, told in said.items()}
    audit.record(
        actor=actor,
        action="growth.set_scenario",
        subject=f"market:{territory}",
        detail={"name": name, **detail},
    )
    return became(is_new=is_new)


@transaction.atomic
def drop_scenario(*, territory: str, name: str, actor: str) -> None:
    gone, _by_table = Scenario.objects.filter(territory=territory, name=name).delete()
    if not gone:
        raise NoSuchScenario(_("There is no scenario “%(name)s”.") % {"name": name[:80]})
    audit.record(
        actor=actor,
        action="growth.drop_scenario",
        subject=f"market:{territory}",
        detail={"name": name},
    )


def _check_part(said: Decimal | None, most: Decimal) -> None:
    if said is not None and not 0 < said <= most:
        raise WrongFacts(
            _("%(said)s is not above 0 and at most %(most)s.") % {"said": said, "most": most}
        )
