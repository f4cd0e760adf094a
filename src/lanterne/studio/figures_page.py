"""Figures of the world, as the console shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from lanterne.core.cursor import Cursor
from lanterne.facts import queries as facts
from lanterne.facts.queries import Card, Citation, Wanted
from lanterne.studio.slices import Slice, cut

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """``cards`` of the slice; ``marked`` cite what was corrected since, and nobody has looked yet."""

    page: Slice[Card]
    marked: tuple[Citation, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.page.rows


@dataclass(frozen=True, slots=True)
class FigurePage:
    card: Card
    rivals: tuple[Card, ...]
    past: tuple[Card, ...]
    citations: tuple[Citation, ...]


def figures_page(*, wanted: Wanted, place: Cursor) -> FiguresPage:
    def fetch(where: Cursor, limit: int) -> tuple[Card, ...]:
        return facts.claims(wanted, place=where, limit=limit)

    return FiguresPage(cut(fetch, place, A_PAGE, id_of=lambda card: card.id), facts.marked())


def figure_page(*, key: str) -> FigurePage:
    return FigurePage(held(key), facts.rivals(key), facts.past(key), facts.citations(key))


def held(key: str) -> Card:
    """Raises the console's "not found" for a claim that nobody made."""
    card = facts.claim(key)
    if card is None:
        raise Http404
    return card
