"""The rules: those that are shipped, those that staff wrote, and what holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources

from lanterne.regulation.labels import BUCKETS
from lanterne.regulation.models import OwnRule
from lanterne.regulation.rules import Rule, in_force
from lanterne.regulation.rules.kinds import Binds, Confidence, Exempts, Kind, Status
from lanterne.regulation.rules.table import YEARS, brackets, conditions, read


@dataclass(frozen=True, slots=True)
class Version:
    """A row with who wrote it and why; shipped rows have neither."""

    rule: Rule
    reason: str = ""
    made_by: str = ""
    made_at: datetime | None = None


@cache
def shipped() -> tuple[Rule, ...]:
    table = resources.files("lanterne.regulation") / "data" / "rules.csv"
    return read(table.read_text(encoding="utf-8").splitlines())


def rules(*, on: date) -> tuple[Rule, ...]:
    """Everything that holds on a day, own rows in the place of shipped ones."""
    return in_force(shipped(), own(), on=on)


def rulebook() -> tuple[Rule, ...]:
    """The latest row of every rule, whatever its dates, by country and name."""
    latest = {rule.id: rule for rule in (*shipped(), *own())}
    return tuple(
        sorted(latest.values(), key=lambda one: (one.country != "EU", one.country, one.id))
    )


def versions(*, rule_id: str) -> tuple[Rule, ...]:
    """The shipped row, then the own ones in the order in which they were written; none where there is no such rule."""
    return tuple(one.rule for one in history(rule_id=rule_id))


def history(*, rule_id: str) -> tuple[Version, ...]:
    """``versions`` with the reasons."""
    first = tuple(Version(rule) for rule in shipped() if rule.id == rule_id)
    rows = OwnRule.objects.filter(rule=rule_id).order_by("pk")
    return first + tuple(Version(_rule(row), row.reason, row.made_by, row.made_at) for row in rows)


def agreements() -> tuple[str, ...]:
    """The short names of agreements and practices that some rule knows."""
    return tuple(sorted({rule.agreement for rule in rulebook() if rule.agreement}))


def services() -> tuple[str, ...]:
    """What rules call the kinds of service that wait for films."""
    return tuple(sorted({rule.service for rule in rulebook() if rule.service}))


def buckets() -> frozenset[str]:
    """The words that some rule asks of a title or an expense, besides a language or a country."""
    asked = {word for rule in rulebook() for word in rule.works}
    return frozenset({word for word in asked if ":" not in word} | set(BUCKETS))


def own() -> tuple[Rule, ...]:
    """What staff wrote, in the order in which they did."""
    return tuple(_rule(row) for row in OwnRule.objects.order_by("pk"))


def _rule(row: OwnRule) -> Rule:
    return Rule(
        id=row.rule,
        country=row.country,
        kind=Kind(row.kind),
        value=row.value,
        unit=row.unit,
        of=row.of,
        works=conditions(row.works),
        binds=Binds(row.applies_to),
        service=row.service,
        agreement=row.agreement,
        years_back=YEARS[row.year] if row.year else None,
        brackets=brackets(row.brackets),
        above=row.above,
        unless=row.unless,
        group=row.group,
        exempts=Exempts(row.exempts),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        status=Status(row.status),
        text=row.text,
        source=row.source,
        confidence=Confidence(row.confidence),
        is_own=True,
    )
