"""What gates ask of a project, and what of it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lanterne.catalogue import queries as catalogue
from lanterne.commissioning.house import house
from lanterne.commissioning.models import Document, Project
from lanterne.commissioning.queries import money, rights
from lanterne.commissioning.queries.rates import RateMissing
from lanterne.commissioning.queries.rights import RightsCard
from lanterne.commissioning.rules import gates as rules
from lanterne.commissioning.rules.gates import Brought, Check, Demand
from lanterne.commissioning.rules.stages import Kind, Stage, moves
from lanterne.core import clock
from lanterne.deliveries import queries as deliveries

Figures = dict[Check, Decimal | None]


@dataclass(frozen=True, slots=True)
class Way:
    """A stage that a project may go to, and what it would have to bring."""

    stage: Stage
    demands: tuple[Demand, ...]

    @property
    def is_open(self) -> bool:
        return all(one.is_met for one in self.demands)


def ways(project_id: int) -> tuple[Way, ...]:
    """Every move that the table allows now."""
    row = Project.objects.get(pk=project_id)
    held_at = Stage(row.held_at) if row.held_at else None
    led = moves(Stage(row.stage), held_at=held_at, unused=house().unused)
    brought = _brought(row, clock.now().date())
    return tuple(Way(stage, _asked(row, stage, brought)) for stage in led)


@dataclass(frozen=True, slots=True)
class DocumentCard:
    code: str
    name: str
    place: str
    at: datetime


def documents(*, project_id: int) -> tuple[DocumentCard, ...]:
    """What was laid to a project, in its order."""
    rows = Document.objects.filter(project_id=project_id).order_by("pk")
    return tuple(DocumentCard(row.code, row.name, row.place, row.at) for row in rows)


def demands(project_id: int, stage: str) -> tuple[Demand, ...]:
    row = Project.objects.get(pk=project_id)
    return _asked(row, Stage(stage), _brought(row, clock.now().date()))


def _asked(row: Project, stage: Stage, brought: Brought) -> tuple[Demand, ...]:
    given = row.approvals.filter(stage=stage, turn=row.turn).values_list("role", flat=True)
    own = Brought(brought.documents, frozenset(given), brought.figures)
    return rules.demands(house(), kind=Kind(row.kind), stage=stage, brought=own)


def _brought(row: Project, on: date) -> Brought:
    papers = frozenset(row.documents.values_list("code", flat=True))
    return Brought(papers, (), _rights(row, on) | _money(row, on) | _deliveries(row))


def _rights(row: Project, on: date) -> Figures:
    held = rights.rights(project_id=row.pk, on=on)
    # Who does not say what a project is made from cannot know what is missing.
    missing = Decimal(len(held.missing)) if held.work else None
    found: Figures = {Check.CHAIN_MISSING: missing}
    if held.needs_rights and not held.is_bought:
        found[Check.OPTION_DAYS_LEFT] = _days_left(held, on)
    return found


def _days_left(held: RightsCard, on: date) -> Decimal | None:
    """Of the longest option, counted from the planned greenlight, or from today where it is past or unplanned."""
    day = max(held.greenlight_on or on, on)
    left = [(one.term.ends_on - day).days for one in held.options if one.term.begins_on <= day]
    return Decimal(max(left)) if left else None


def _money(row: Project, on: date) -> Figures:
    names = (Check.GAP_PER_CENT, Check.CONTINGENCY_PER_CENT, Check.OVER_BUDGET_PER_CENT)
    unknown: Figures = dict.fromkeys(names)
    try:
        report = money.cost_report(project_id=row.pk, on=on)
        plan = money.financing(project_id=row.pk, on=on)
    except RateMissing:
        return unknown
    if report is None or plan is None:
        return unknown
    figures = (plan.gap_per_cent, report.budget.contingency_per_cent, report.over_per_cent)
    return dict(zip(names, figures, strict=True))


def _deliveries(row: Project) -> Figures:
    if row.title_id is None:
        return {Check.DELIVERIES_OPEN: None}
    lines = catalogue.below(title_id=row.title_id)
    ids = [row.title_id, *(line[0] for line in lines)]
    still = sum(one.is_open for id_ in ids for one in deliveries.requests(title_id=id_))
    return {Check.DELIVERIES_OPEN: Decimal(still)}
