"""The worked example of docs/briefing.md, so that markets, offices, competitors and rules have something to say."""

from __future__ import annotations

from django.conf import settings

from lanterne.cli import examples
from lanterne.core.errors import Refused
from lanterne.facts import queries as facts

FIRST = "paris-planned"


class ReportRefused(Refused):
    pass


def take_in() -> bool:
    """Whether it was: once, where the folder is, so that what staff change afterwards stays."""
    folder = settings.ROOT / "examples" / "france-2018"
    if facts.claim(FIRST) is not None or not folder.is_dir():
        return False
    refused = [
        line for one in examples.take(folder) if one.is_refused for line in examples.said(one)
    ]
    if refused:
        raise ReportRefused("; ".join(refused))
    return True
