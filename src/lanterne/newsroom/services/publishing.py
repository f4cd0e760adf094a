"""Publishing an article that was written elsewhere: in a bundle, or by a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.newsroom.models import Article, Author, Newsroom, Pin, Release
from lanterne.newsroom.services.cleaning import cleaned


class NoSuchNewsroom(Refused):
    pass


class WrongDraft(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Draft:
    """``body`` is a list of blocks as the editor keeps them: {"type": "paragraph", "value": …}.

    ``translates`` is the address of the article, in another language of the same market, that this one says again.
    """

    territory: str
    language: str
    slug: str
    title: str
    lead: str
    body: Sequence[Mapping[str, Any]]
    kind: str = "article"
    author: str = ""
    embargo_at: datetime | None = None
    embargo_zone: str = "UTC"
    take_down_at: datetime | None = None
    is_for_press: bool = False
    takes_comments: bool = True
    picture_id: int | None = None
    caption: str = ""
    translates: tuple[str, str] | None = None
    pins: tuple[str, ...] = ()


@transaction.atomic
def publish_article(*, draft: Draft, actor: str, released_at: datetime | None = None) -> int:
    """The page's id. What is at the address already becomes another revision of itself.

    ``released_at`` is when the public read it first, for what was published elsewhere before. Refuses NoSuchNewsroom, WrongDraft
    and AddressTaken.
    """
    home = _home(draft)
    page = Article.objects.child_of(home).filter(slug=draft.slug).first()
    is_new = page is None
    article = page or Article(slug=draft.slug, locale=home.locale)
    _fill(article, draft)
    try:
        _check_instants(article, draft, released_at)
        if is_new:
            _tie(article, draft)
            article.live = False
            home.add_child(instance=article)
        else:
            article.full_clean()
        _pin(article, home, draft.pins)
        if released_at is not None:
            _released(article, home, released_at)
        article.save_revision().publish()
    except ValidationError as error:
        raise WrongDraft(f"{draft.slug}: {' '.join(error.messages)}") from error
    if released_at is not None:
        Release.objects.filter(article=article).update(changed_at=None)
    return int(article.pk)


def _check_instants(article: Article, draft: Draft, released_at: datetime | None) -> None:
    if draft.embargo_at and released_at is None:
        article.check_embargo(draft.embargo_at)
    if draft.take_down_at:
        article.check_end(draft.take_down_at, draft.embargo_at)


def _home(draft: Draft) -> Newsroom:
    found: Newsroom | None = Newsroom.objects.filter(
        territory=draft.territory, locale__language_code=draft.language
    ).first()
    if found is None:
        raise NoSuchNewsroom(
            _("There is no newsroom for %(market)s in “%(language)s”.")
            % {"market": draft.territory or _("the whole world"), "language": draft.language}
        )
    return found


def _fill(article: Article, draft: Draft) -> None:
    told = {
        "title": draft.title,
        "lead": draft.lead,
        "kind": draft.kind,
        "embargo_at": draft.embargo_at,
        "embargo_zone": draft.embargo_zone,
        "take_down_at": draft.take_down_at,
        "is_for_press": draft.is_for_press,
        "takes_comments": draft.takes_comments,
        "picture_id": draft.picture_id,
        "caption": draft.caption,
        "author": Author.objects.filter(slug=draft.author).first() if draft.author else None,
        "body": cleaned(draft.body),
    }
    for column, said in told.items():
        setattr(article, column, said)


def _tie(article: Article, draft: Draft) -> None:
    """To the article that it says again in another language."""
    if draft.translates is None:
        return
    language, slug = draft.translates
    kin = Article.objects.filter(
        slug=slug, locale__language_code=language, release__territory=draft.territory
    ).first()
    if kin is not None:
        article.translation_key = kin.translation_key


def _released(article: Article, home: Newsroom, at: datetime) -> None:
    """It was public before: nobody is told of it as of news."""
    Release.objects.update_or_create(
        article=article,
        defaults={
            "territory": home.territory,
            "language": home.locale.language_code,
            "slug": article.slug,
            "kind": article.kind,
            "public_at": at,
        },
    )


def _pin(article: Article, home: Newsroom, slugs: Sequence[str]) -> None:
    targets = Article.objects.child_of(home).filter(slug__in=slugs)
    by_slug = {one.slug: one for one in targets}
    article.pins = [
        Pin(target=by_slug[slug], place=place)
        for place, slug in enumerate(slugs)
        if slug in by_slug
    ]
