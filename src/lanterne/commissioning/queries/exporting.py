"""What is on record, as the tables that are taken in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lanterne.catalogue import queries as catalogue
from lanterne.commissioning import models
from lanterne.commissioning.columns import PLANNED, TABLES
from lanterne.commissioning.drafts import ProjectDraft
from lanterne.commissioning.queries.slate import ProjectCard, Wanted, WorkCard, projects, works
from lanterne.commissioning.rules.stages import WAY
from lanterne.core import sheets
from lanterne.core.money import Money

Rows = Iterable[Mapping[str, object]]


def drafted(one: ProjectCard) -> ProjectDraft:
    """What is said of a project, as it could be said again."""
    return ProjectDraft(
        kind=one.kind.value,
        name=one.name,
        original_language=one.original_language,
        territory=one.territory,
        key=one.key,
        logline=one.logline,
        genre=one.genre,
        parent=one.parent_key,
        number=one.number,
        episodes=one.episodes,
        minutes=one.minutes,
        work=one.work.key if one.work else "",
    )


def slate_table(found: Iterable[ProjectCard]) -> str:
    """The slate as one table; each project with the stage at which it began, since its moves are told apart."""
    return sheets.written(TABLES["slate"], _projects(found))


def bundle() -> dict[str, str]:
    """Every table, by its name."""
    found = sorted(projects(Wanted()), key=lambda one: (one.parent_key != "", one.id))
    rows: dict[str, Rows] = {
        "works": map(_work_row, works()),
        "slate": _projects(found),
        "moves": _moves(found),
        "people": _people(found),
        "partners": _partners(found),
        "options": map(_option, models.RightsOption.objects.select_related("project").order_by("pk")),
        "chain": map(_link, models.ChainLink.objects.select_related("project").order_by("project", "number")),
        "rates": models.ExchangeRate.objects.order_by("pk").values(*TABLES["rates"]),
        "charts": models.AccountMapping.objects.order_by("chart", "code").values(*TABLES["charts"]),
        "budgets": map(_budget_line, models.BudgetLine.objects.select_related("version__project").order_by("pk")),
        "financing": map(_source, models.FinancingSource.objects.select_related("project").order_by("pk")),
        "comparables": map(_comparable, models.Comparable.objects.select_related("project").order_by("pk")),
        "complexes": models.Complex.objects.order_by("pk").values(*TABLES["complexes"]),
        "rooms": map(_room, models.Room.objects.select_related("complex").order_by("pk")),
        "figures": map(_figure, models.Figure.objects.select_related("project", "complex").order_by("pk")),
    }  # fmt: skip
    return {name: sheets.written(TABLES[name], told) for name, told in rows.items()}


def _work_row(one: WorkCard) -> Mapping[str, object]:
    return {name: getattr(one, name) for name in TABLES["works"]}


def _projects(found: Iterable[ProjectCard]) -> Rows:
    held = list(found)
    addresses = catalogue.addresses(title_ids=[one.title_id for one in held if one.title_id])
    for one in held:
        yield _project(one) | {"title": addresses.get(one.title_id or 0, "")}


def _project(one: ProjectCard) -> dict[str, object]:
    first = one.moves[0]
    said = drafted(one)
    return {
        "key": said.key,
        "kind": said.kind,
        "name": said.name,
        "language": said.original_language,
        "territory": said.territory,
        "stage": first.stage.value,
        "since": first.on,
        "claim": first.claim,
        "logline": said.logline,
        "genre": said.genre,
        "parent": said.parent,
        "number": said.number,
        "episodes": said.episodes,
        "minutes": said.minutes,
        "work": said.work,
        "outcome": one.outcome,
        "outcome_reason": one.outcome_reason,
        **{column: one.plans.get(stage) for stage, column in zip(WAY, PLANNED, strict=True)},
    }


def _moves(found: Iterable[ProjectCard]) -> Rows:
    for one in found:
        for move in one.moves[1:]:
            yield {
                "project": one.key,
                "stage": move.stage.value,
                "on": move.on,
                "reason": move.reason,
                "claim": move.claim,
            }


def _people(found: Iterable[ProjectCard]) -> Rows:
    for one in found:
        for who in one.people:
            yield {
                "project": one.key,
                "person": who.name,
                "role": who.role,
                "character": who.character,
            }


def _partners(found: Iterable[ProjectCard]) -> Rows:
    for one in found:
        for who in one.partners:
            yield {
                "project": one.key,
                "company": who.name,
                "role": who.role,
                "share": who.share,
                "territory": who.territory,
            }


def _option(row: models.RightsOption) -> Mapping[str, object]:
    return {
        "project": row.project.key,
        "grantor": row.grantor,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "fee": _amount(row.fee_minor, row.currency) if row.currency else None,
        "price": None if row.price_minor is None else _amount(row.price_minor, row.currency),
        "currency": row.currency,
        "exercised_on": row.exercised_on,
    }


def _link(row: models.ChainLink) -> Mapping[str, object]:
    columns = ("paper", "standing", "giver", "taker", "signed_on", "place")
    return {"project": row.project.key, **{name: getattr(row, name) for name in columns}}


def _budget_line(row: models.BudgetLine) -> Mapping[str, object]:
    return {
        "project": row.version.project.key,
        "version": row.version.number,
        "on": row.version.on,
        "locked_on": row.version.locked_on,
        "account": row.account,
        "amount": _amount(row.minor, row.version.currency),
        "currency": row.version.currency,
        "note": row.note,
    }


def _source(row: models.FinancingSource) -> Mapping[str, object]:
    return {
        "project": row.project.key,
        "kind": row.kind,
        "name": row.name,
        "amount": _amount(row.minor, row.currency),
        "currency": row.currency,
        "signed": "yes" if row.is_signed else "",
    }


def _comparable(row: models.Comparable) -> Mapping[str, object]:
    return {"project": row.project.key, "name": row.name, "why": row.why}


def _room(row: models.Room) -> Mapping[str, object]:
    return {
        "complex": row.complex.key,
        "name": row.name,
        "kind": row.kind,
        "square_metres": row.square_metres,
    }


def _figure(row: models.Figure) -> Mapping[str, object]:
    return {
        "project": row.project.key if row.project else "",
        "complex": row.complex.key if row.complex else "",
        "claim": row.claim_id,
        "about": row.about,
    }


def _amount(minor: int, currency: str) -> Decimal:
    return Money(minor, currency).amount
