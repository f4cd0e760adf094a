"""From which age a title is shown, in every market and wherever a board has rated it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.editing import Rating
from lanterne.catalogue.rules import EffectiveAge
from lanterne.studio import choices
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class AgeLine:
    age: EffectiveAge
    rating: Rating | None


def ages(title_id: int) -> tuple[AgeLine, ...]:
    """The markets first, then the other countries with a rating."""
    held = {rating.territory: rating for rating in editing.ratings(title_id=title_id)}
    markets = [market.territory for market in territories.markets()]
    asked = tuple(dict.fromkeys((*markets, *held)))
    found = catalogue.effective(title_id=title_id, territories=asked)
    return tuple(AgeLine(age, held.get(age.territory)) for age in found)


def first_rating(title_id: int, territory: str) -> dict[str, Any]:
    """What the form shows at first: the rating that is held. No country, no page."""
    if not territories.exists(territory):
        raise Http404
    for rating in editing.ratings(title_id=title_id):
        if rating.territory == territory and rating.system:
            return {"chosen": f"{rating.system}{choices.PARTED}{rating.label}"}
        if rating.territory == territory:
            return {"chosen": "", "other": rating.label, "minimum_age": rating.minimum_age}
    return {}
