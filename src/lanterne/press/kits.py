"""The press kit of a title: what the catalogue tells of it, under the rights windows of the title itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.languages import choose
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.biographies import lives
from lanterne.catalogue.queries.editing import HeldPicture
from lanterne.catalogue.rules import (
    FRAME,
    ArtKind,
    CompanyRole,
    Life,
    Picture,
    TitleCard,
    TitlePage,
)
from lanterne.newsroom import queries as newsroom
from lanterne.newsroom.queries import Entry
from lanterne.press.places import Place
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market


@dataclass(frozen=True, slots=True)
class Shot:
    """``caption`` is in the nearest language that there is, which ``language`` names; ``file`` is its name in the archive."""

    id: int
    kind: ArtKind
    file: str
    picture: Picture
    width: int
    height: int
    credit: str
    caption: str
    language: str


@dataclass(frozen=True, slots=True)
class Kit:
    """``shots`` are in the order of the catalogue; those that are lettered are lettered in the reader's language or in none."""

    page: TitlePage
    shots: tuple[Shot, ...]
    lives: tuple[Life, ...]
    articles: tuple[Entry, ...]

    @property
    def stills(self) -> tuple[Shot, ...]:
        """Out of the film."""
        return tuple(one for one in self.shots if one.kind is ArtKind.STILL)

    @property
    def key_art(self) -> tuple[Shot, ...]:
        """Made to stand for it."""
        return tuple(one for one in self.shots if one.kind is not ArtKind.STILL)


def kit(where: Place, slug: str, *, at: datetime) -> Kit | None:
    """None for a title that the public may not know of, or of which it may know no window of this market, now or to come.

    The market of the world is any market.
    """
    page = catalogue.page(
        slug=slug,
        language=where.language,
        territory=where.territory,
        known=[rights.is_announced(at=at)],
    )
    if page is None or not _is_of_market(page.card.id, where, at):
        return None
    shown = editing.artwork(title_id=page.card.id)
    shots = tuple(_shot(one, page, where) for one in shown if one.language in {"", where.language})
    return Kit(
        page,
        shots,
        lives(title_id=page.card.id, language=where.language),
        newsroom.about_title(where.readers(at), slug=slug),
    )


def kits(where: Place, *, at: datetime, skip: int, most: int) -> tuple[TitleCard, ...]:
    """The films and series that have a kit here, the newest first."""
    known = [rights.is_announced(at=at)]
    found = catalogue.newest(known=known, within=[_of_market(where, at)])[skip : skip + most]
    return tuple(
        catalogue.cards(title_ids=tuple(found), language=where.language, territory=where.territory)
    )


def _of_market(where: Place, at: datetime) -> QuerySet[Any, Any]:
    if not where.territory:
        return rights.told_anywhere_title_ids(at=at)
    return rights.told_title_ids(market=Market(where.territory), at=at)


def _is_of_market(title_id: int, where: Place, at: datetime) -> bool:
    return _of_market(where, at).filter(pk=title_id).exists()


def _shot(held: HeldPicture, page: TitlePage, where: Place) -> Shot:
    captions: Mapping[str, str] = held.captions
    spoken = choose(captions, wanted=where.language, original=page.original_language) or ""
    name = f"{held.kind}-{held.language}" if held.language else held.kind.value
    return Shot(
        id=held.id,
        kind=held.kind,
        file=f"pictures/{name}.webp",
        picture=held.picture,
        width=held.width,
        height=held.height,
        credit=_credit_of_film(page) if held.source == FRAME else held.source,
        caption=captions.get(spoken, ""),
        language=spoken,
    )


def _credit_of_film(page: TitlePage) -> str:
    """What a frame is credited with, which is never nothing."""
    made = (one.company for one in page.companies if one.role == CompanyRole.PRODUCTION)
    return page.copyright_line or " / ".join(made) or str(settings.WAGTAIL_SITE_NAME)
