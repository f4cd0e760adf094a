"""Whom an article that goes out concerns: those who comment on it, and those who asked for letters."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from lanterne.comments import queries as threads
from lanterne.comments import services as comments
from lanterne.comments.services import About
from lanterne.core import clock
from lanterne.mailing import services as mailing
from lanterne.mailing.rules import WORLDWIDE
from lanterne.newsroom.addresses import path
from lanterne.newsroom.letters import NEWS
from lanterne.newsroom.models import Article, Release
from lanterne.territories import queries as territories


def tell(article: Article, release: Release, key: str, actor: str) -> None:
    """The letters wait for the article's hour, and ask again then whether it is to be told of."""
    if article.takes_comments:
        comments.open_thread(
            key=key,
            about=_about(article, release, key),
            closes_at=_closing(key, release),
            actor=actor,
        )
    else:
        stop_comments(key, actor)
    if _is_news(release.public_at, release.changed_at) and _is_written_to(release.territory):
        market = release.territory or WORLDWIDE
        mailing.announce(
            key=key,
            languages=[release.language],
            markets=[market],
            at=release.public_at,
            actor=actor,
        )


def _about(article: Article, release: Release, key: str) -> About:
    """Those who spoke before are told nothing of what is held back anew: until its hour it is called as it was."""
    held = threads.thread(key=key)
    if held is not None and release.public_at > clock.now():
        return About(held.name, held.address, held.language, held.territory)
    return About(article.title, path(release), release.language, release.territory)


def _closing(key: str, release: Release) -> datetime | None:
    """When the article ends, or after the days of the settings, whichever is first."""
    days = timedelta(days=settings.COMMENT_DAYS)
    ends = [_last_day(key, release.public_at, days)] if days else []
    return min([*ends, *([release.until] if release.until else [])], default=None)


def _last_day(key: str, public_at: datetime, days: timedelta) -> datetime:
    """Counted from the hour at which readers can begin to speak: of what was public elsewhere before, from today.

    Said again, it is never earlier than it was.
    """
    held = threads.thread(key=key)
    if held is None:
        return max(public_at, clock.now()) + days
    return max(public_at + days, held.closes_at or public_at)


def stop_comments(key: str, actor: str) -> None:
    if threads.thread(key=key) is not None:
        comments.close_thread(key=key, actor=actor)


def _is_news(public_at: datetime, changed_at: datetime | None) -> bool:
    """What was public already has been told of, or was not to be."""
    return changed_at is None and clock.now() - public_at <= NEWS


def _is_written_to(territory: str) -> bool:
    return not territory or territory in {one.territory for one in territories.markets()}
