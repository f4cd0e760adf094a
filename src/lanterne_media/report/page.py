"""The page as a whole, with the policy that keeps it from loading anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from lanterne_media.model import Report
from lanterne_media.report import facts, faults, sections
from lanterne_media.report.faults import Shown
from lanterne_media.report.markup import Markup, tag
from lanterne_media.report.worst import Worst


def page(report: Report, worst: Worst, shown: Sequence[Shown] = (), name: str = "") -> str:
    """Everything that is known of one publish, as one HTML file, with findings that are ``shown`` in pictures.

    ``name`` is the film's, if its file has another.
    """
    named = name or report.mezzanine.path.rpartition("/")[2]
    sets = sections.sets_of(report)
    body = [
        facts.head(report, named, sections.saved(report)),
        sections.ladder(report, sets),
        sections.quality(report, sets),
        sections.bits(report, sets),
        sections.worst(worst, report),
        sections.foretold(sets),
        *faults.verdicts(report),
        faults.findings(report.findings, shown),
        facts.cost(report),
        facts.making(report),
    ]
    head = [
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="color-scheme" content="light dark">'),
        tag("title", f"{named}: encoding report"),
        tag("style", Markup(_style())),
    ]
    inner = tag("html", tag("head", *head), tag("body", tag("main", *body)), lang="en")
    return f"<!doctype html>\n{inner}\n"


@cache
def policy() -> str:
    """No script, no font, no address: the page's own style by its hash, and the pictures that it holds."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")
