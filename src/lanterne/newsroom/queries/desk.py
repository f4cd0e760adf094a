"""The newsroom's articles as staff see them: what is written, what waits for its hour, what is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from lanterne.newsroom.addresses import path
from lanterne.newsroom.models import Article, Newsroom, open_at
from lanterne.newsroom.rules import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """``has_draft`` where somebody has written on since it was published."""

    id: int
    title: str
    kind: str
    territory: str
    language: str
    standing: Standing
    public_at: datetime | None
    embargo_zone: str
    changed_at: datetime
    has_draft: bool
    address: str


def desk(*, at: datetime, standing: str = "", words: str = "", most: int = 200) -> tuple[Line, ...]:
    """The last touched first."""
    rows = Article.objects.select_related("release", "locale").defer("body")
    if words:
        rows = rows.filter(title__icontains=words)
    homes = {row.path: row.territory for row in Newsroom.objects.all()}
    rows = rows.filter(_standing(at)[Standing(standing)]) if standing else rows
    found = rows.order_by("-latest_revision_created_at", "-pk")[:most]
    return tuple(_line(row, homes, at) for row in found)


def _standing(at: datetime) -> dict[Standing, Q]:
    """The conditions by which ``Article.standing`` answers, for many at once."""
    is_out = Q(live=True, release__isnull=False)
    return {
        Standing.DRAFT: ~is_out,
        Standing.EMBARGOED: is_out & Q(release__public_at__gt=at),
        Standing.PUBLIC: is_out & open_at(at, of="release__"),
        Standing.OVER: is_out & Q(release__public_at__lte=at, release__until__lte=at),
    }


def _line(row: Article, homes: dict[str, str], at: datetime) -> Line:
    release, standing = getattr(row, "release", None), row.standing(at)
    return Line(
        row.pk,
        row.draft_title or row.title,
        row.kind,
        homes.get(row.path[: -Page.steplen], ""),
        row.locale.language_code,
        standing,
        release.public_at if release and standing is not Standing.DRAFT else None,
        row.embargo_zone,
        row.latest_revision_created_at or at,
        row.has_unpublished_changes,
        path(release) if release else "",
    )


def market_of_page(page_id: int) -> str | None:
    """The market of the newsroom that a page is or stands in; None where it stands in none."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return None
    line = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    found: str | None = (
        Newsroom.objects.filter(path__in=line).values_list("territory", flat=True).first()
    )
    return found


def title_of(article_id: int) -> str | None:
    found: str | None = (
        Article.objects.filter(pk=article_id).values_list("title", flat=True).first()
    )
    return found
