"""An article as its readers will see it, for the editor who writes it."""

from __future__ import annotations

from typing import Any

from lanterne.core import clock
from lanterne.newsroom import queries


def preview(article: Any) -> dict[str, Any]:
    """What the page of a draft is drawn with; ``article`` is the page as the editor has it before them."""
    card = queries.previewed(article, at=clock.now())
    home = queries.home(territory=card.entry.territory, language=card.entry.language)
    return {"article": card, "home": home}
