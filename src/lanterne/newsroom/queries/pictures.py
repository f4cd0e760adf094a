"""Pictures of articles: how pages show them, and whether an instant has come from which on anybody may have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from wagtail.images.models import SourceImageIOError

from lanterne.newsroom.models import Author, Picture, Release, Rendition, open_at
from lanterne.newsroom.queries.cards import PictureCard

logger = structlog.get_logger()
# Wide enough for a sharp screen; nothing is ever made larger than it is.
WIDTHS = (480, 960, 1600)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's file. ``is_public`` where an article that the public may read shows it; ``for_press`` are the articles
    under embargo that do, and that accredited press may read."""

    id: int
    name: str
    is_public: bool
    # When the last article that shows it is taken down; none where one stays.
    until: datetime | None
    for_press: tuple[int, ...]


def shown(name: str, *, at: datetime) -> Shown | None:
    """By the name under which a page shows it; an original has none."""
    row = Rendition.objects.filter(file=name).values_list("image_id", flat=True).first()
    if row is None:
        return None
    releases = Release.objects.filter(uses__picture_id=row, article__live=True)
    portraits = Author.objects.filter(
        open_at(at, of="articles__release__"), picture_id=row, articles__live=True
    )
    ends = set(releases.filter(open_at(at)).values_list("until", flat=True))
    ends |= {None} if portraits.exists() else set()
    early = releases.filter(public_at__gt=at, is_for_press=True)
    return Shown(
        row,
        name,
        bool(ends),
        None if None in ends else max((one for one in ends if one), default=None),
        tuple(early.values_list("article_id", flat=True)),
    )


def is_for(*, article_ids: Iterable[int], market: str, at: datetime) -> bool:
    """Whether press of a market may read one of these before its hour."""
    early = Release.objects.filter(
        article_id__in=article_ids, public_at__gt=at, is_for_press=True, article__live=True
    )
    return early.filter(territory__in={"", market}).exists()


def cards(picture_ids: Iterable[int | None]) -> dict[int, PictureCard]:
    """As pages show them, each size made where it was not yet."""
    wanted = {one for one in picture_ids if one}
    if not wanted:
        return {}
    rows: Any = Picture.objects.filter(pk__in=wanted)
    rows = rows.prefetch_renditions(*map(_spec, WIDTHS))
    found = {row.pk: _card(row) for row in rows}
    return {number: card for number, card in found.items() if card is not None}


def _spec(width: int) -> str:
    return f"width-{width}|format-webp"


def _card(row: Picture) -> PictureCard | None:
    """None where the original is gone from the disk: the page is read without it."""
    try:
        sizes = row.get_renditions(*map(_spec, WIDTHS))
    except SourceImageIOError:
        logger.warning("picture missing", picture=row.pk, file=row.file.name)
        return None
    made = {one.width: one for one in sizes.values()}
    largest = made[max(made)]
    return PictureCard(
        row.pk,
        largest.url,
        ", ".join(f"{one.url} {width}w" for width, one in sorted(made.items())),
        largest.width,
        largest.height,
        row.description,
        row.credit,
    )
