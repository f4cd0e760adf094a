"""More of the slate: projects at every stage of the way and beside it, a second version of a budget, a decision that is kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lanterne.cli.programme.crew import Crew
from lanterne.cli.programme.days import day
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import DecisionDraft

WORKS = """key,kind,name,authors,language
minuit-moins-une,novel,Minuit moins une,Malo Kervern,fr
"""
# Days stand as numbers there, counted from the one on which it is staged.
TABLE = Path(__file__).parent / "data" / "slate.csv"
DAYS = ("since", "plan_released")
# What left the way, when, and why.
ASIDE = (
    ("the-long-pier", "on_hold", -90, "The pier is closed until the spring."),
    ("cendres", "cancelled", -150, "The coproducer in Geneva withdrew."),
    ("blue-hour", "turnaround", -70, "Another house wants it, and pays for what was spent."),
)


# What titles that came out cost this small house: its share beside those of others, in euros.
SHARES = {
    "les-marees-1": 2_600,
    "la-derniere-lampe": 2_100,
    "das-salzmeer": 6_400,
    "les-enfants-de-la-gare": 2_300,
}


class SlateRefused(services.UnreadableTable):
    pass


def extend(crew: Crew) -> None:
    tables = {
        "works": WORKS,
        "slate": _projects(),
        "moves": _moves(),
        "options": _option(),
        "budgets": _budgets(),
    }
    report = services.import_tables(tables=tables, actor=crew.programmer)
    refused = [f"{one.table} {one.line}: {one.why}" for one in report.arrivals if one.why]
    if refused:
        raise SlateRefused("; ".join(refused))
    _decline(crew)


def _projects() -> str:
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    written = io.StringIO()
    table = csv.DictWriter(written, rows.fieldnames or ())
    table.writeheader()
    for row in rows:
        days = {name: day(int(row[name])).isoformat() for name in DAYS if row[name]}
        table.writerow({**row, **days})
    return written.getvalue()


def _moves() -> str:
    lines = [f'{key},{stage},{day(since)},"{why}"' for key, stage, since, why in ASIDE]
    return "\n".join(["project,stage,on,reason", *lines]) + "\n"


def _option() -> str:
    """It ends in three weeks, and nobody has bought."""
    return (
        "project,grantor,begins_on,ends_on,fee,price,currency\n"
        f"minuit-moins-une,Éditions du Large,{day(-340)},{day(21)},12000,140000,EUR\n"
    )


def _budgets() -> str:
    """A first version that was locked, and a second that is dearer."""
    first, second = day(-90), day(-40)
    lines = [
        f"minuit-moins-une,1,{first},{first},{account},{euros},EUR,"
        for account, euros in (
            ("1100", 90_000),
            ("2000", 520_000),
            ("3300", 640_000),
            ("8000", 110_000),
        )
    ]
    lines += [
        f"minuit-moins-une,2,{second},{second},{account},{euros},EUR,Two nights more"
        for account, euros in (
            ("1100", 90_000),
            ("2000", 560_000),
            ("3300", 790_000),
            ("8000", 130_000),
        )
    ]
    lines += [
        f"{key},1,{day(-1000)},{day(-1000)},1100,{euros},EUR,Our share"
        for key, euros in SHARES.items()
    ]
    return "\n".join(["project,version,on,locked_on,account,amount,currency,note", *lines]) + "\n"


def _decline(crew: Crew) -> None:
    project = queries.project_by_key(key="minuit-moins-une")
    if project is not None:
        services.decline(
            project_id=project.id,
            draft=DecisionDraft(
                project.turn,
                "Not at this price: the second version is a sixth dearer than the first.",
            ),
            actor=crew.programmer,
        )
