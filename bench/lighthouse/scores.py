"""The marks that Lighthouse gives, of a hundred, and what cost some of them: arithmetic only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.tables import Table, median

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "search engines",
}
LEAST = 95


@dataclass(frozen=True, slots=True)
class Marks:
    """``by_category`` is of a hundred; ``lost`` names the audits that cost something, by category."""

    by_category: Mapping[str, int]
    lost: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A page as it was looked at; ``is_held`` where it must not be below the least that we ask for."""

    page: str
    language: str
    device: str
    is_held: bool
    marks: Marks


def read(report: Mapping[str, Any]) -> Marks:
    """Refuses, with Lighthouse's own words, a page that it could not judge."""
    if error := report.get("runtimeError"):
        raise ValueError(f"{error['code']}: {error['message']}")
    told = {one: report["categories"][one] for one in CATEGORIES}
    if silent := [one for one, category in told.items() if category["score"] is None]:
        raise ValueError(f"{report['finalDisplayedUrl']} was given no mark for {silent[0]}")
    by_category = {one: round(100 * category["score"]) for one, category in told.items()}
    lost = {one: tuple(_lost(category, report["audits"])) for one, category in told.items()}
    return Marks(by_category, lost)


def _lost(category: Mapping[str, Any], audits: Mapping[str, Any]) -> Iterable[str]:
    for reference in category["auditRefs"]:
        score = audits[reference["id"]]["score"]
        if reference["weight"] and score is not None and score < 0.9:
            yield reference["id"]


def middle(turns: Sequence[Marks]) -> Marks:
    """The median of several looks at one page, category by category."""
    by_category = {one: median([turn.by_category[one] for turn in turns]) for one in CATEGORIES}
    lost = {
        one: tuple(sorted({audit for turn in turns for audit in turn.lost[one]}))
        for one in CATEGORIES
    }
    return Marks({one: round(mark) for one, mark in by_category.items()}, lost)


def table(judged: Sequence[Judged]) -> Table:
    """A line for each page and device, with the least mark over its languages, and what is least of all that is held."""
    rows = {
        (one.page, one.device): [
            other for other in judged if (other.page, other.device) == (one.page, one.device)
        ]
        for one in judged
    }
    held = [one for one in judged if one.is_held]
    lines = [(f"{page}, {device}", *_least(ones)) for (page, device), ones in rows.items()]
    return Table(
        "Lighthouse: the least mark of a hundred",
        ("", *CATEGORIES.values()),
        (*lines, *([("least of the newsroom", *_least(held))] if held else [])),
    )


def _least(judged: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(str(min(one.marks.by_category[name] for one in judged)) for name in CATEGORIES)


def short(judged: Sequence[Judged]) -> list[str]:
    """A sentence for each mark of a held page that is below the least."""
    return [
        f"{one.page}, {one.language}, {one.device}: {CATEGORIES[name]} {mark}"
        f" ({', '.join(one.marks.lost[name]) or 'nothing by itself'})"
        for one in judged
        for name, mark in one.marks.by_category.items()
        if one.is_held and mark < LEAST
    ]
