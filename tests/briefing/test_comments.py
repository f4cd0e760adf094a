"""Readers speak below the article of the report: what is fit to be read is, and spam is held by each of the two judges."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.comments import services, slips
from lanterne.comments.models import Comment
from lanterne.comments.rules.states import State
from lanterne.comments.spam import judge
from lanterne.core import clock
from lanterne.facts import queries as facts
from tests.briefing.conftest import EXAMPLE
from tests.comments import akismet_server
from tests.comments.lessons import learn

pytestmark = pytest.mark.slow
FIT = "The music of the second season moved me, those long quiet scenes"
SPAM = "Click now: cheap followers, free gift card"
PAGE = "/newsroom/fr/en/an-office-in-paris/comments/"


@pytest.fixture
def thread(transactional_db, ask):
    ask("example", EXAMPLE)
    judge.weights_of.cache_clear()
    cited = facts.citations("netflix-subscribers-fr")
    return next(one.place for one in cited if "Paris gets" in one.name)


@pytest.fixture
def local(settings):
    settings.COMMENT_JUDGES = ("lanterne.comments.spam.judge.LocalJudge",)
    learn()
    services.train(actor="system:operator")


@pytest.fixture
def akismet(settings):
    with akismet_server.serving() as server:
        settings.COMMENT_JUDGES = ("lanterne.integrations.akismet.judge.AkismetJudge",)
        settings.AKISMET_KEY, settings.AKISMET_ADDRESS = akismet_server.KEY, server.address
        settings.AKISMET_TIMEOUT = 5
        yield


@pytest.mark.parametrize("by", ["local", "akismet"])
def test_a_thread_is_read_and_its_spam_is_not(client, thread, request, by):
    request.getfixturevalue(by)
    first = _say(thread, "A first word.", "ada@example.com")
    services.decide(comment_id=first, decision=services.Decision(State.PUBLISHED), actor="user:1")
    answer = _say(thread, FIT, "ada@example.com")
    spam = _say(thread, SPAM, "akismet-guaranteed-spam@example.com")
    assert Comment.objects.get(pk=answer).state == State.PUBLISHED
    assert Comment.objects.get(pk=spam).state in {State.SPAM, State.HELD}
    page = client.get(PAGE).content.decode()
    assert "A first word." in page
    assert FIT in page
    assert "cheap followers" not in page


def _say(key: str, text: str, email: str) -> int:
    slip = slips.form(key, at=clock.now() - timedelta(minutes=1))
    sender = services.Sender(f"198.51.100.{len(text)}", "Browser/1", slip)
    words = services.Words(name="Ada", email=email, text=text)
    heard: int = services.say(key=key, words=words, sender=sender).comment_id
    return heard
