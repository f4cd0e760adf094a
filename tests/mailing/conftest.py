"""A writer who obeys the test, and readers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from lanterne.mailing import services
from lanterne.mailing.models import Note
from lanterne.mailing.ports import NotYet, Words
from lanterne.mailing.rules import WORLDWIDE

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


class Pen:
    """The writer of the tests: what it is told to say, by language and market; else by language; else not yet."""

    said: dict = {}
    asked: list = []

    def write(self, *, key, language, market, at):
        Pen.asked.append((key, language, market))
        found = Pen.said.get((language, market), Pen.said.get(language, NotYet()))
        return found(at) if callable(found) else found


@pytest.fixture
def pen(settings):
    Pen.said, Pen.asked = {}, []
    settings.MAILING_WRITER = "tests.mailing.conftest.Pen"
    return Pen


def words(headline: str = "A new studio in Paris") -> Words:
    return Words(headline, "It opens in spring.", "/newsroom/fr/paris/", ("Fifty people.",))


def link_in(text: str, place: str) -> str:
    """The token of the link to a place."""
    return re.search(rf"https://watch\.example/newsroom/letters/{place}/([^/\s]+)/", text)[1]


def ask(email: str, language: str = "fr", market: str = "FR", at: datetime = MORNING) -> None:
    services.ask(email=email, language=language, market=market, at=at)


def join(
    postbox, email: str, language: str = "fr", market: str = "FR", at: datetime = MORNING
) -> str:
    """Ask and confirm by the link in the message; answers the reader's own link."""
    ask(email, language, market, at)
    services.post_notes()
    note = postbox.to(email)[-1]
    postbox.kept.clear()
    return services.confirm(token=link_in(note.part("plain"), "confirm"), at=at)


def announce(*markets: str, key: str = "article:12", at: datetime = NOON) -> None:
    services.announce(key=key, markets=markets or (WORLDWIDE,), at=at, actor="user:1")


def waiting() -> int:
    return Note.objects.count()
