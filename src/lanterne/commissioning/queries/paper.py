"""The decision paper: what is known of a project when somebody decides about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lanterne.commissioning.drafts import TableFigure
from lanterne.commissioning.models import Comparable, Decision, Figure, Project
from lanterne.commissioning.queries import money, rights
from lanterne.commissioning.queries.forecasting import CHANCE, ForecastCard, forecasts
from lanterne.commissioning.queries.money import CostReport, FinancingPlan
from lanterne.commissioning.queries.rights import RightsCard
from lanterne.commissioning.rules.forecasting import Measure
from lanterne.commissioning.rules.stages import OVER, Stage
from lanterne.facts import queries as facts

UNITS = {Measure.HOURS: "hours", Measure.COMPLETION: "share", Measure.GAINED: "households"}


@dataclass(frozen=True, slots=True)
class ComparableCard:
    id: int
    name: str
    why: str
    title_id: int | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another project that comes out at about that time in that country."""

    key: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class DecisionCard:
    word: str
    on: date
    at: datetime
    actor: str
    reason: str
    figures: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class CitedFigure:
    about: str
    card: facts.Card


@dataclass(frozen=True, slots=True)
class Paper:
    """``brought`` are figures that somebody else works out, such as a forecast."""

    report: CostReport | None
    plan: FinancingPlan | None
    rights: RightsCard
    slot: date | None
    neighbours: tuple[Neighbour, ...]
    comparables: tuple[ComparableCard, ...]
    cited: tuple[CitedFigure, ...]
    forecasts: tuple[ForecastCard, ...]
    brought: tuple[TableFigure, ...]

    @property
    def figures(self) -> tuple[TableFigure, ...]:
        """All that lies on the table, as a decision keeps it."""
        return (*_money(self), *_rights(self), *_cited(self), *_foretold(self), *self.brought)


def paper(*, project_id: int, on: date, brought: Sequence[TableFigure] = ()) -> Paper:
    """Refuses RateMissing where a currency cannot be told in the budget's."""
    row = Project.objects.get(pk=project_id)
    slot = row.milestones.filter(stage=Stage.RELEASED).values_list("on", flat=True).first()
    return Paper(
        report=money.cost_report(project_id=project_id, on=on),
        plan=money.financing(project_id=project_id, on=on),
        rights=rights.rights(project_id=project_id, on=on),
        slot=slot,
        neighbours=_neighbours(row, slot) if slot else (),
        comparables=comparables(project_id=project_id),
        cited=cited(project_id=project_id),
        forecasts=forecasts(project_id=project_id),
        brought=tuple(brought),
    )


def comparables(*, project_id: int) -> tuple[ComparableCard, ...]:
    rows = Comparable.objects.filter(project_id=project_id).order_by("pk")
    return tuple(ComparableCard(row.pk, row.name, row.why, row.title_id) for row in rows)


def cited(*, project_id: int) -> tuple[CitedFigure, ...]:
    """The figures of the world that a project's page shows, with their sources."""
    rows = Figure.objects.filter(project_id=project_id).order_by("about", "pk")
    found = ((row.about, facts.claim(row.claim_id)) for row in rows)
    return tuple(CitedFigure(about, card) for about, card in found if card)


def claim_keys(*, project_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Of each project the keys of the figures that its page shows, by its id, in one statement."""
    found: dict[int, list[str]] = {pk: [] for pk in project_ids}
    rows = Figure.objects.filter(project_id__in=found).order_by("about", "pk")
    for project_id, key in rows.values_list("project_id", "claim__key"):
        found[project_id].append(key)
    return {pk: tuple(keys) for pk, keys in found.items()}


def decisions(*, project_id: int) -> tuple[DecisionCard, ...]:
    """From the first to the last."""
    rows = Decision.objects.filter(project_id=project_id).order_by("pk")
    return tuple(
        DecisionCard(row.word, row.on, row.at, row.actor, row.reason, tuple(row.figures))
        for row in rows
    )


def _neighbours(row: Project, slot: date) -> tuple[Neighbour, ...]:
    """Within 45 days before and after."""
    from_day, to_day = (date.fromordinal(slot.toordinal() + days) for days in (-45, 45))
    rows = Project.objects.filter(
        territory=row.territory,
        milestones__stage=Stage.RELEASED,
        milestones__on__range=(from_day, to_day),
    ).exclude(pk=row.pk)
    found = rows.exclude(stage__in=OVER).order_by("milestones__on", "pk")
    return tuple(Neighbour(*one) for one in found.values_list("key", "name", "milestones__on"))


def _money(one: Paper) -> Iterator[TableFigure]:
    if one.report is None:
        return
    total, currency = one.report.total, one.report.currency
    version = f"budget {one.report.budget.number}"
    yield TableFigure("budget", Decimal(total.budget), f"minor {currency}", version)
    yield TableFigure("efc", Decimal(total.final), f"minor {currency}", "cost to date + ETC")
    yield TableFigure("variance", Decimal(total.variance), f"minor {currency}", "budget - EFC")
    contingency = one.report.budget.contingency_per_cent
    yield TableFigure("contingency", contingency, "percent", version)
    if one.plan is not None:
        gap = Decimal(one.plan.gap.minor)
        yield TableFigure("gap", gap, f"minor {currency}", "budget - financing")


def _rights(one: Paper) -> Iterator[TableFigure]:
    papers = [str(paper) for paper in one.rights.missing]
    yield TableFigure("chain_missing", Decimal(len(papers)), "papers", "chain of title", papers)
    for option in one.rights.options:
        yield TableFigure("option_until", option.term.ends_on.isoformat(), "day", option.grantor)
    if one.slot:
        near = [neighbour.key for neighbour in one.neighbours]
        yield TableFigure("slot", one.slot.isoformat(), "day", "plan of the slate", near)
    if one.comparables:
        names = [comparable.name for comparable in one.comparables]
        yield TableFigure("comparables", Decimal(len(names)), "titles", "chosen by hand", names)


def _cited(one: Paper) -> Iterator[TableFigure]:
    for held in one.cited:
        value = held.card.claim.value
        amount = getattr(value, "amount", None)
        said = amount if amount is not None else getattr(value, "text", "")
        yield TableFigure(held.about, said, getattr(value, "unit", ""), held.card.key)


def _foretold(one: Paper) -> Iterator[TableFigure]:
    for card in one.forecasts:
        said = f"{card.on}: {card.past} titles, {len(card.alike)} of them alike"
        ends = [str(round(end, 4)) for end in (card.low, card.high)]
        value = Decimal(str(round(card.value, 4)))
        yield TableFigure(f"forecast_{card.measure}", value, UNITS[card.measure], said, ends)
        ceiling = card.ceiling()
        if ceiling:
            sure = f"{CHANCE:.0%} sure to be earned back by gained households"
            yield TableFigure("ceiling", Decimal(ceiling.minor), f"minor {ceiling.currency}", sure)
