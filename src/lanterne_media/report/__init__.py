"""One page that shows what a publish did: curves, ladder, quality over time, bits, worst moments, faults, cost.

It stands alone: no script, no other file, no address. Everything is drawn here from the figures of ``report.json``.
"""

from __future__ import annotations

from pathlib import Path

from lanterne_media.report.faults import shown
from lanterne_media.report.page import page
from lanterne_media.report.worst import Worst, best, pictures

NAME = "report.html"

__all__ = ["NAME", "Worst", "best", "page", "pictures", "shown", "write"]


def write(page: str, output: Path) -> None:
    """Whole or not at all."""
    draft = output.with_name(f".{output.name}.new")
    draft.write_text(page, encoding="utf-8")
    draft.replace(output)
