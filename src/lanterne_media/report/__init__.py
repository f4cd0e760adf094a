"""One page that shows what a publish did: curves, ladder, quality over time, bits, worst moments, faults, cost.

It stands alone: no script, no other file, no address. Everything is drawn here from the figures of ``report.json``.
"""

from __future__ import annotations

from pathlib import Path

from lanterne_media.model import Keys, Report
from lanterne_media.report.page import page
from lanterne_media.report.worst import Worst, best, pictures
from lanterne_media.tools import Runner

NAME = "report.html"

__all__ = ["NAME", "Worst", "best", "draw", "page", "pictures", "write"]


def draw(report: Report, folder: Path, keys: Keys | None, *, run: Runner, name: str = "") -> Worst:
    """Write the page of the package in ``folder`` into it; what became of its pictures."""
    found = pictures(report, folder, keys, run=run)
    write(page(report, found, name), folder / NAME)
    return found


def write(page: str, output: Path) -> None:
    """Whole or not at all."""
    draft = output.with_name(f".{output.name}.new")
    draft.write_text(page, encoding="utf-8")
    draft.replace(output)
