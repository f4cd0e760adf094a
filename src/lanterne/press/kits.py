"""The press kit of a title: what the catalogue tells of it, under the rights windows of the title itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.editing import HeldPicture
from lanterne.catalogue.rules import TitlePage
from lanterne.newsroom import queries as newsroom
from lanterne.newsroom.queries import Entry
from lanterne.press.places import Place
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market


@dataclass(frozen=True, slots=True)
class Kit:
    """``pictures`` are in the order of the catalogue; those that are lettered are lettered in the reader's language or in none."""

    page: TitlePage
    pictures: tuple[HeldPicture, ...]
    articles: tuple[Entry, ...]


def kit(where: Place, slug: str, *, at: datetime) -> Kit | None:
    """None for a title that the public may not know of, or that this market has no window for, now or to come."""
    known = [rights.is_announced(at=at)]
    page = catalogue.page(
        slug=slug, language=where.language, territory=where.territory, known=known
    )
    if page is None or not _is_of_market(page.card.id, where.territory, at):
        return None
    shown = editing.artwork(title_id=page.card.id)
    pictures = tuple(one for one in shown if one.language in {"", where.language})
    articles = newsroom.about_title(where.readers(at), slug=slug)
    return Kit(page, pictures, articles)


def _is_of_market(title_id: int, territory: str, at: datetime) -> bool:
    if not territory:
        return True
    held = rights.open_or_coming_title_ids(market=Market(territory), at=at)
    return bool(held.filter(pk=title_id).exists())
