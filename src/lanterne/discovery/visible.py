"""The one condition behind every row and result: published, open here now, and suited to the profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lanterne.assets import queries as assets
from lanterne.catalogue import queries as catalogue
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is looking, from where, and when."""

    ceiling: int | None
    territory: str
    at: datetime


def heads(audience: Audience) -> QuerySet[Any, Any]:
    """The films and series that may be shown."""
    suited = _suited(audience)
    film = rights.film_is_open(market=Market(audience.territory), at=audience.at)
    return catalogue.heads(
        films=[film, _published()], episodes=_episode_conditions(audience), shown=suited
    )


def episodes(audience: Audience) -> QuerySet[Any, Any]:
    """The episodes that may be shown."""
    return catalogue.episodes(conditions=_episode_conditions(audience))


def _episode_conditions(audience: Audience) -> list[Any]:
    opened = rights.episode_is_open(market=Market(audience.territory), at=audience.at)
    return [_published(), opened, *_suited(audience)]


def _published() -> Exists:
    return Exists(assets.published_title_ids().filter(title_id=OuterRef("pk")))


def _suited(audience: Audience) -> list[Any]:
    return catalogue.below_ceiling(ceiling=audience.ceiling, territory=audience.territory)
