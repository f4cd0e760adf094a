"""Pictures before the hour, for accredited press, each with a mark of their own; and whom an article that goes out concerns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client

from lanterne.accreditation import queries as press
from lanterne.accreditation import services as accreditation
from lanterne.accreditation.rules import Draft as AgentDraft
from lanterne.accreditation.services.entering import make_link
from lanterne.comments import queries as threads
from lanterne.mailing.ports import Never, NotYet, Words
from lanterne.newsroom.letters import Letters
from lanterne.newsroom.models import Article
from lanterne.newsroom.queries import pictures
from lanterne.press.agent_pictures import marked
from tests.newsroom.conftest import publish

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
PAGE = "/newsroom/fr/en/salt-and-iron/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def _agent(country: str) -> tuple[Client, press.AgentCard]:
    draft = AgentDraft(
        "Ada Obi", f"ada@{country}.example", "Le Matin", country, "https://m.example", "fr", "UTC"
    )
    number = accreditation.add(draft=draft, until=date(2026, 12, 31), at=NOW, actor="user:1")
    token = make_link(agent_id=number, at=NOW)
    client = Client()
    session = client.session
    session[press.SESSION_KEY] = accreditation.enter(token=token, at=NOW)
    session.save()
    return client, press.agent_card(agent_id=number)


def _held(**more) -> int:
    return publish("salt-and-iron", title="Salt and Iron", embargo_at=HOUR, **more)


def test_a_picture_comes_early_to_press_of_the_market_alone_and_under_its_mark(
    newsroom, client, picture
):
    _held(is_for_press=True, picture_id=picture)
    address = pictures.cards([picture])[picture].url
    french, card = _agent("FR")
    german, _card = _agent("DE")
    early = french.get(address)
    assert early["Cache-Control"] == "private, no-store"
    plain = storages["press"].open(address.removeprefix("/newsroom/pictures/")).read()
    assert early.content == marked(plain, card.mark) != marked(plain, "ANOTHER")
    assert (german.get(address).status_code, client.get(address).status_code) == (404, 404)


def test_a_picture_of_an_article_that_is_for_nobody_early_stays_shut(newsroom, picture):
    _held(picture_id=picture)
    agent, _card = _agent("FR")
    assert agent.get(pictures.cards([picture])[picture].url).status_code == 404


def test_a_letter_is_written_from_the_second_on_and_in_the_articles_language(newsroom):
    key = f"article:{_held()}"

    def written(language, at):
        return Letters().write(key=key, language=language, market="FR", at=at)

    assert written("en", HOUR - timedelta(microseconds=1)) == NotYet(HOUR)
    assert written("en", HOUR) == Words(
        "Salt and Iron", "About twenty people will work there.", PAGE
    )
    assert written("fr", HOUR) == Never()
    assert written("en", HOUR + timedelta(days=3)) == Never()


def test_comments_open_with_the_article_and_close_when_it_is_taken_down(newsroom, now):
    article = publish()
    thread = threads.thread(key=f"article:{article}")
    assert thread.name == "An office in Paris"
    now.shift(60)
    Article.objects.get(pk=article).unpublish()
    assert threads.thread(key=f"article:{article}").closes_at == NOW + timedelta(seconds=60)


def test_an_article_that_takes_no_comments_opens_no_thread(newsroom):
    article = publish(takes_comments=False)
    assert threads.thread(key=f"article:{article}") is None
