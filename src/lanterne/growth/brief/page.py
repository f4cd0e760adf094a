"""A briefing as a page that stands alone: everything it needs is in it, and it prints."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from lanterne.growth.brief import Brief

STYLE = Path(__file__).parents[1] / "static" / "growth" / "brief.css"


def written(held: Brief) -> str:
    style = STYLE.read_text(encoding="utf-8")
    with translation.override(held.language):
        return render_to_string("growth/brief_page.html", {"brief": held, "style": style})
