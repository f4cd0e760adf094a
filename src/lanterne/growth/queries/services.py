"""Services, where they are on a day, and what sources claim of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanterne.facts import queries as facts
from lanterne.growth import models
from lanterne.growth.rules.presence import Standing, standing


@dataclass(frozen=True, slots=True)
class ServiceCard:
    id: int
    key: str
    name: str
    owner: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class PresenceCard:
    id: int
    service: ServiceCard
    territory: str
    announced_on: str
    entered_on: str
    left_on: str
    claim: str
    standing: Standing


def services() -> tuple[ServiceCard, ...]:
    """Ours first, then the others by name."""
    rows = models.Service.objects.order_by("-is_ours", "name", "key")
    return tuple(service_card(row) for row in rows)


def ours() -> ServiceCard | None:
    row = models.Service.objects.filter(is_ours=True).first()
    return service_card(row) if row else None


def presences(*, on: date, territory: str = "", service: str = "") -> tuple[PresenceCard, ...]:
    """Of whom we know anything in a country, or of a service anywhere, as it stood on the day."""
    rows = models.Presence.objects.select_related("service")
    if territory:
        rows = rows.filter(territory=territory)
    if service:
        rows = rows.filter(service__key=service)
    return tuple(presence_card(row, on) for row in rows.order_by("service__name", "territory"))


def entering(*, on: date, territory: str = "") -> tuple[PresenceCard, ...]:
    """Competitors that were announced by that day and had not come yet, a service once for each country."""
    found = presences(on=on, territory=territory)
    return tuple(
        one for one in found if one.standing is Standing.ENTERING and not one.service.is_ours
    )


def claimed_originals(keys: tuple[str, ...], *, on: date) -> tuple[facts.Card, ...]:
    """What sources had said by the day that services ordered or show, each in its measure: only like stands beside like."""
    return tuple(
        card
        for key in keys
        for card in facts.about(key)
        if card.measure.family == "originals" and card.claim.subject == key and card.is_known(on)
    )


def service_card(row: models.Service) -> ServiceCard:
    return ServiceCard(row.pk, row.key, row.name, row.owner, row.is_ours)


def presence_card(row: models.Presence, on: date) -> PresenceCard:
    days = {
        "announced_on": row.announced_on,
        "entered_on": row.entered_on,
        "left_on": row.left_on,
    }
    found = standing(announced=row.announced_on, entered=row.entered_on, left=row.left_on, on=on)
    return PresenceCard(
        id=row.pk,
        service=service_card(row.service),
        territory=row.territory,
        claim=row.claim_id or "",
        standing=found,
        **days,
    )
