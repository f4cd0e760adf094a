"""What the public may read at an instant: a newsroom's front, its archive, feeds, a search, an author's page.

Each of them asks the one table of what was let go out, by the one condition that its instant has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet
from django.db.models.functions import ExtractYear

from lanterne.newsroom.models import Article, Author, Newsroom, Release, open_at
from lanterne.newsroom.queries import pictures
from lanterne.newsroom.queries.cards import (
    AuthorCard,
    ContactCard,
    Entry,
    HomeCard,
    Listed,
    PictureCard,
    Readers,
)

# What a database's search would take for its own language.
_SIGNS = re.compile(r"[^\w\s]")


def public(at: datetime) -> QuerySet[Release]:
    """Of what is still published: Wagtail can take a page down from several places, and not all of them tell."""
    return Release.objects.filter(open_at(at), article__live=True)


def next_instant(*, at: datetime) -> datetime | None:
    """When the next article becomes public, or is to be read no longer: until then, whatever is told of public ones stays true."""
    # Two questions, each of which an index answers; one would go through every article there ever was.
    opens = Release.objects.filter(public_at__gt=at).aggregate(one=Min("public_at"))["one"]
    ends = Release.objects.filter(until__gt=at).aggregate(one=Min("until"))["one"]
    return min((one for one in (opens, ends) if one is not None), default=None)


def is_public(*, article_id: int, at: datetime) -> bool:
    return public(at).filter(article_id=article_id).exists()


def homes() -> tuple[HomeCard, ...]:
    """Every newsroom that is open, without its contacts."""
    rows = Newsroom.objects.live().select_related("locale").order_by("territory", "path")
    spoken: dict[str, list[str]] = {}
    for row in rows:
        spoken.setdefault(row.territory, []).append(row.locale.language_code)
    return tuple(_home(row, spoken[row.territory], ()) for row in rows)


def home(*, territory: str, language: str) -> HomeCard | None:
    rows = Newsroom.objects.live().filter(territory=territory).select_related("locale")
    held = {row.locale.language_code: row for row in rows.order_by("path")}
    row = held.get(language)
    if row is None:
        return None
    contacts = tuple(
        ContactCard(one.name, one.role, one.email, one.phone)
        for one in row.contacts.order_by("place", "pk")
    )
    return _home(row, list(held), contacts)


def _home(row: Newsroom, languages: list[str], contacts: tuple[ContactCard, ...]) -> HomeCard:
    own = row.locale.language_code
    others = tuple(one for one in languages if one != own)
    return HomeCard(row.pk, row.title, row.intro, row.territory, own, others, contacts)


def _open_to(readers: Readers) -> QuerySet[Release]:
    """A market shows its own articles and those for the whole world."""
    where = {readers.territory, ""}
    return public(readers.at).filter(territory__in=where, language=readers.language)


def entries(
    readers: Readers, *, year: int | None = None, skip: int = 0, most: int = 20
) -> tuple[Entry, ...]:
    """The latest first."""
    rows = _open_to(readers)
    if year is not None:
        rows = rows.filter(public_at__year=year)
    return told(rows.order_by("-public_at", "-pk")[skip : skip + most])


def archive_years(readers: Readers) -> tuple[int, ...]:
    years = _open_to(readers).annotate(year=ExtractYear("public_at"))
    return tuple(years.order_by("-year").values_list("year", flat=True).distinct())


def every_public(*, at: datetime, since: datetime | None = None) -> tuple[Listed, ...]:
    """For maps of the site, the latest first; those that became public since an instant, or all."""
    rows = public(at).filter(public_at__gte=since) if since else public(at)
    columns = ("article__title", "territory", "language", "slug", "public_at", "changed_at")
    return tuple(
        Listed(title, territory, language, slug, public_at, changed_at or public_at)
        for title, territory, language, slug, public_at, changed_at in rows.order_by(
            "-public_at", "-pk"
        ).values_list(*columns)
    )


def held(readers: Readers) -> tuple[Entry, ...]:
    """What accredited press may read before the public does, the next to go out first."""
    rows = Release.objects.filter(
        public_at__gt=readers.at, is_for_press=True, language=readers.language, article__live=True
    )
    return told(rows.filter(territory__in={readers.territory, ""}).order_by("public_at"))


def search(readers: Readers, *, words: str, most: int = 30) -> tuple[Entry, ...]:
    """The best answers first; nothing that is not public yet is among them, or among what they are counted by."""
    open_to_all = _open_to(readers).values("article_id")
    asked = _SIGNS.sub(" ", words[:200]).strip()
    if not asked:
        return ()
    found = Article.objects.filter(pk__in=open_to_all).search(asked, operator="and")[:most]
    place = {article.pk: number for number, article in enumerate(found)}
    rows = told(Release.objects.filter(article_id__in=place))
    return tuple(sorted(rows, key=lambda entry: place[entry.id]))


def author(*, slug: str, language: str, at: datetime) -> AuthorCard | None:
    """One who has written something that is public."""
    row = Author.objects.filter(slug=slug, articles__release__in=public(at)).first()
    if row is None:
        return None
    words = row.words.filter(language=language).first()
    portrait = pictures.cards([row.picture_id]).get(row.picture_id or 0)
    role, biography = (words.role, words.biography) if words else ("", "")
    return AuthorCard(row.slug, row.name, role, biography, portrait)


def by_author(readers: Readers, *, slug: str, most: int = 50) -> tuple[Entry, ...]:
    rows = _open_to(readers).filter(article__author__slug=slug)
    return told(rows.order_by("-public_at")[:most])


def about_title(readers: Readers, *, slug: str, most: int = 12) -> tuple[Entry, ...]:
    """The latest articles that have a box about a title of the catalogue."""
    rows = _open_to(readers).filter(mentions__kind="title", mentions__key=slug)
    return told(rows.order_by("-public_at")[:most])


# An article's page has three times as many columns as a list tells of, and a body.
_TOLD = (
    "article_id",
    "kind",
    "article__title",
    "article__lead",
    "territory",
    "language",
    "slug",
    "public_at",
    "changed_at",
    "article__author__slug",
    "article__author__name",
    "article__picture_id",
)


def told(rows: QuerySet[Release]) -> tuple[Entry, ...]:
    found = list(rows.values(*_TOLD))
    shown = pictures.cards(row["article__picture_id"] for row in found)
    return tuple(_entry(row, shown.get(row["article__picture_id"] or 0)) for row in found)


def _entry(row: dict[str, Any], picture: PictureCard | None) -> Entry:
    slug, name = row["article__author__slug"], row["article__author__name"]
    return Entry(
        row["article_id"],
        row["kind"],
        row["article__title"],
        row["article__lead"],
        row["territory"],
        row["language"],
        row["slug"],
        row["public_at"],
        row["changed_at"],
        AuthorCard(slug, name) if slug else None,
        picture,
    )


def of_ids(article_ids: Iterable[int], *, at: datetime) -> dict[int, Entry]:
    """Those of them that are public."""
    return {entry.id: entry for entry in told(public(at).filter(article_id__in=article_ids))}
