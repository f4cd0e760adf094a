"""What the tables around titles say about many of them: words, genres, ratings and pictures, in one statement.

It is written by hand because every page asks it: the ORM would ask four times, and word each of them longer than the
database answers.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from lanterne.catalogue.queries.pictures import Art

# Each row begins with the table it is from; what a table has no column for is an empty string.
_STATEMENT = """
WITH wanted (id) AS (VALUES {places})
SELECT 'words', title_id, language, name, tagline, synopsis_short, synopsis, synopsis_medium, '', ''
FROM catalogue_localisation WHERE title_id IN (SELECT id FROM wanted)
UNION ALL
SELECT 'genre', links.title_id, genres.code, CAST(links.id AS text), '', '', '', '', '', ''
FROM catalogue_titlegenre AS links JOIN catalogue_genre AS genres ON genres.id = links.genre_id
WHERE links.title_id IN (SELECT id FROM wanted)
UNION ALL
SELECT 'rating', title_id, CAST(minimum_age AS text), '', '', '', '', '', '', ''
FROM catalogue_agerating WHERE territory = %s AND title_id IN (SELECT id FROM wanted)
UNION ALL
SELECT 'art', title_id, kind, language, path, CAST(widths AS text), CAST(width AS text), CAST(height AS text), colour,
  CAST(crops AS text)
FROM catalogue_artwork WHERE title_id IN (SELECT id FROM wanted)
"""


class Words(NamedTuple):
    language: str
    name: str
    tagline: str
    synopsis_short: str
    synopsis: str
    synopsis_medium: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """By title: its words by language, its genres in their order, the age a board gave, its pictures by kind."""

    words: dict[int, dict[str, Words]] = field(default_factory=dict)
    genres: dict[int, list[str]] = field(default_factory=dict)
    ratings: dict[int, int] = field(default_factory=dict)
    art: dict[tuple[int, str], list[Art]] = field(default_factory=dict)


def surroundings(title_ids: Collection[int], territory: str) -> Surroundings:
    found, links = Surroundings(), list[tuple[int, int, str]]()
    for table, title_id, *columns in _rows(title_ids, territory):
        match table:
            case "words":
                spoken = Words._make(columns[:6])
                found.words.setdefault(title_id, {})[spoken.language] = spoken
            case "genre":
                links.append((int(columns[1]), title_id, columns[0]))
            case "rating":
                found.ratings[title_id] = int(columns[0])
            case "art":
                art = _art(title_id, columns)
                found.art.setdefault((title_id, art.kind), []).append(art)
    for _, title_id, code in sorted(links):
        found.genres.setdefault(title_id, []).append(code)
    return found


def _rows(title_ids: Collection[int], territory: str) -> list[tuple[Any, ...]]:
    if not title_ids:
        return []
    places = ", ".join(["(%s)"] * len(title_ids))
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(places=places), [*title_ids, territory])
        return list(cursor.fetchall())


def _art(title_id: int, columns: list[str]) -> Art:
    kind, language, path, widths, width, height, colour, crops = columns
    size = (int(width), int(height))
    return Art(title_id, kind, language, path, json.loads(widths), *size, colour, crops)
