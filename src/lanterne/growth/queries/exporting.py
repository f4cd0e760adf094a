"""What is on record, as the tables that are taken in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lanterne.core import sheets
from lanterne.growth import models
from lanterne.growth.columns import STEPS, TABLES
from lanterne.growth.queries.commissions import CommissionCard, commissions
from lanterne.growth.rules.commissions import Status

Rows = Iterable[Mapping[str, object]]


def bundle() -> dict[str, str]:
    """Every table, by its name."""
    rows: dict[str, Rows] = {
        "services": map(_service, models.Service.objects.order_by("pk")),
        "presences": map(_presence, models.Presence.objects.select_related("service").order_by("pk")),
        "offices": map(_office, models.Office.objects.select_related("service").order_by("pk")),
        "events": map(_event, models.OfficeEvent.objects.select_related("office", "to").order_by("pk")),
        "heads": map(_heads, models.HeadCount.objects.select_related("office").order_by("pk")),
        "posts": map(_post, models.Post.objects.select_related("office").order_by("pk")),
        "commissions": map(_commission, reversed(commissions())),
        "scenarios": models.Scenario.objects.order_by("pk").values(*TABLES["scenarios"]),
    }  # fmt: skip
    return {name: sheets.written(TABLES[name], told) for name, told in rows.items()}


def commissions_table(found: Iterable[CommissionCard]) -> str:
    return sheets.written(TABLES["commissions"], map(_commission, found))


def _service(row: models.Service) -> Mapping[str, object]:
    told = {"key": row.key, "name": row.name, "owner": row.owner}
    return {**told, "ours": "yes" if row.is_ours else ""}


def _presence(row: models.Presence) -> Mapping[str, object]:
    columns = ("territory", "announced_on", "entered_on", "left_on")
    said = {name: getattr(row, name) for name in columns}
    return {"service": row.service.key, **said, "claim": row.claim_id}


def _office(row: models.Office) -> Mapping[str, object]:
    columns = ("key", "name", "kind", "territory", "city")
    return {"service": row.service.key, **{name: getattr(row, name) for name in columns}}


def _event(row: models.OfficeEvent) -> Mapping[str, object]:
    return {
        "office": row.office.key,
        "kind": row.kind,
        "on": row.on,
        "to": row.to.key if row.to else "",
        "reason": row.reason,
        "claim": row.claim_id,
    }


def _heads(row: models.HeadCount) -> Mapping[str, object]:
    columns = ("as_of", "function", "count")
    return {"office": row.office.key, **{name: getattr(row, name) for name in columns}}


def _post(row: models.Post) -> Mapping[str, object]:
    columns = ("key", "function", "name", "since", "until")
    keys = row.projects.order_by("project__key").values_list("project__key", flat=True)
    said = {name: getattr(row, name) for name in columns}
    return {"office": row.office.key, **said, "projects": tuple(keys)}


def _commission(card: CommissionCard) -> Mapping[str, object]:
    event = card.event
    marks = tuple(f"{scheme}:{value}" for scheme, value in sorted(card.identifiers.items()))
    return {
        "service": event.service,
        "title": card.title,
        "other_titles": card.titles[1:],
        "season": event.season,
        "order": event.order.value,
        "origin": card.origin.value,
        "scripted": "yes" if card.is_scripted else "no",
        "language": card.language,
        "countries": event.countries,
        "genres": event.genres,
        "identifiers": marks,
        **{step: event.steps.get(Status(step)) for step in STEPS},
        "source": card.source,
        "address": card.address,
    }
