"""What the mailing list's letters say of an article: asked for as they are sent, and never before its hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from lanterne.mailing.ports import Answer, Never, NotYet, Words
from lanterne.newsroom.addresses import path
from lanterne.newsroom.keys import article_of
from lanterne.newsroom.models import Release

# What is older is no news: an article that was published elsewhere before is not announced once more.
NEWS = timedelta(days=2)


class Letters:
    def write(self, *, key: str, language: str, market: str, at: datetime) -> Answer:
        number = article_of(key)
        if number is None:
            return Never()
        release = (
            Release.objects.select_related("article")
            .filter(article_id=number, language=language, article__live=True)
            .first()
        )
        if release is None or at - release.public_at > NEWS:
            return Never()
        if release.public_at > at:
            return NotYet(release.public_at)
        if release.until is not None and release.until <= at:
            return Never()
        return Words(release.article.title, release.article.lead, path(release))
