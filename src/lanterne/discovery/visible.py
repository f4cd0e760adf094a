"""The one condition behind every row and result: published, open here now, and suited to the profile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from lanterne.accounts.rules import ProfileCard
from lanterne.assets import queries as assets
from lanterne.catalogue import queries as catalogue
from lanterne.rights import queries as rights


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is looking, from where, and when."""

    profile: ProfileCard
    territory: str
    at: datetime

    def suited(self) -> list[Any]:
        """No condition at all for a profile without a ceiling."""
        if self.profile.ceiling is None:
            return []
        allowed = catalogue.suited(ceiling=self.profile.ceiling, territory=self.territory)
        return [Exists(allowed.filter(pk=OuterRef("pk")))]

    def watchable(self) -> list[Any]:
        """What must hold for a film or an episode, cheapest answer first.

        Each is asked about one title at a time, so that a row of twenty out of ten thousand stops at twenty.
        """
        opened = rights.open_title_ids(territory=self.territory, at=self.at)
        published = assets.published_title_ids()
        return [
            *self.suited(),
            Exists(opened.filter(pk=OuterRef("pk"))),
            Exists(published.filter(title_id=OuterRef("pk"))),
        ]


def heads(audience: Audience) -> QuerySet[Any, Any]:
    """The films and series that may be shown."""
    return catalogue.heads(watchable=audience.watchable(), shown=audience.suited())


def playables(audience: Audience) -> QuerySet[Any, Any]:
    """The films and episodes that may be shown."""
    return catalogue.playables(watchable=audience.watchable())


def read_together(shelves: dict[str, QuerySet[Any, Any]]) -> dict[str, list[int]]:
    """The ids on each shelf, newest first, all shelves in one statement.

    Django cannot unite limited querysets on SQLite, so their statements are united here.
    """
    parts: list[str] = []
    arguments: list[Any] = []
    for index, shelf in enumerate(shelves.values()):
        statement, given = shelf.values_list("id").query.sql_with_params()
        parts.append(f"SELECT {index} AS shelf, id FROM ({statement}) AS shelf_{index}")  # noqa: S608 - no text of ours or theirs but the ORM's
        arguments.extend(given)
    keys = list(shelves)
    found: dict[str, list[int]] = {key: [] for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), arguments)
        for index, title_id in cursor.fetchall():
            found[keys[index]].append(title_id)
    return {key: sorted(ids, reverse=True) for key, ids in found.items()}


def only(shelf: QuerySet[Any, Any], title_ids: Collection[int]) -> QuerySet[Any, Any]:
    return shelf.filter(pk__in=title_ids)
