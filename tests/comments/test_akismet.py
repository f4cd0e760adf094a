"""Akismet's protocol, spoken to a server on this machine."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from lanterne.comments import services
from lanterne.comments.models import Comment
from lanterne.comments.ports import Unreachable
from lanterne.comments.rules.states import State
from lanterne.comments.services import Decision
from lanterne.integrations.akismet.judge import is_key_good
from tests.comments import akismet_server
from tests.comments.conftest import READER, known, say


@pytest.fixture
def server(settings):
    with akismet_server.serving() as server:
        settings.COMMENT_JUDGES = ("lanterne.integrations.akismet.judge.AkismetJudge",)
        settings.AKISMET_KEY, settings.AKISMET_ADDRESS = akismet_server.KEY, server.address
        settings.WAGTAILADMIN_BASE_URL = "https://watch.example"
        settings.AKISMET_TIMEOUT = 5
        yield server


@pytest.fixture
def asked(thread, server):
    """A thread in which Akismet is asked; the other fixture has its own judge."""
    return server


def test_a_comment_is_shown_with_what_akismet_wants(asked):
    heard = say("A fine series.", wants_answers=True)
    ((path, form),) = asked.heard
    assert path == "/1.1/comment-check"
    assert form == {
        "api_key": "a-key",
        "blog": "https://watch.example",
        "user_ip": READER,
        "user_agent": "Browser/1",
        "comment_type": "comment",
        "comment_author": "Ada",
        "comment_author_email": "ada@example.com",
        "comment_content": "A fine series.",
        "comment_date_gmt": "2026-03-02T12:00:00+00:00",
        "permalink": "https://watch.example/newsroom/ten-series/",
        "blog_lang": "en",
        "blog_charset": "UTF-8",
    }
    row = Comment.objects.get(pk=heard.comment_id)
    assert (row.opinions, row.causes) == ({"akismet": "ham"}, ["new_author"])


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ({"email": "akismet-guaranteed-spam@example.com"}, "judged_spam"),
        ({"name": "viagra-test-123"}, "judged_spam"),
        ({"text": "to discard"}, "blatant"),
    ],
)
def test_akismets_own_words_for_trying_it_out(asked, told, cause):
    row = Comment.objects.get(pk=say(**told).comment_id)
    assert (row.state, row.causes) == (State.SPAM, [cause])


@pytest.mark.parametrize("mood", ["silent", "broken", "rude"])
def test_what_akismet_cannot_say_a_person_decides(asked, settings, mood):
    known()
    asked.mood, settings.AKISMET_TIMEOUT = mood, 0.2
    row = Comment.objects.get(pk=say("Is anybody there?").comment_id)
    assert (row.state, row.causes) == (State.HELD, ["unreachable"])


def test_nobody_there_holds_it_too(asked, settings):
    settings.AKISMET_ADDRESS = "http://127.0.0.1:9"
    assert Comment.objects.get(pk=say().comment_id).causes == ["unreachable", "new_author"]


def test_a_wrong_key_holds_it_and_is_never_written_down(asked, settings, caplog, capsys):
    settings.AKISMET_KEY = "a-wrong-secret"
    assert "unreachable" in Comment.objects.get(pk=say().comment_id).causes
    told = capsys.readouterr()
    assert "a-wrong-secret" not in caplog.text + told.out + told.err


@pytest.mark.parametrize(
    ("told", "state", "path"),
    [
        ({}, State.SPAM, "/1.1/submit-spam"),
        ({"name": "viagra-test-123"}, State.PUBLISHED, "/1.1/submit-ham"),
    ],
)
def test_akismet_hears_where_it_was_wrong(asked, told, state, path):
    heard = say("A word", **told)
    services.decide(comment_id=heard.comment_id, decision=Decision(state), actor="user:1")
    assert services.teach_due() == 1
    submitted, form = asked.heard[-1]
    assert (submitted, form["comment_content"], form["user_ip"]) == (path, "A word", "0.0.0.0")


def test_akismet_is_not_told_where_it_was_right(asked):
    known()
    assert services.teach_due() == 0
    assert [path for path, _form in asked.heard] == ["/1.1/comment-check"]


def test_a_lesson_waits_for_akismet_to_be_there(asked, settings):
    comment_id = known()
    services.decide(comment_id=comment_id, decision=Decision(State.SPAM), actor="user:1")
    asked.mood = "broken"
    assert services.teach_due() == 0
    asked.mood = ""
    assert services.teach_due() == 1


def test_a_rehearsal_says_that_it_is_one(asked, settings):
    settings.AKISMET_IS_TEST = True
    say()
    assert asked.heard[0][1]["is_test"] == "true"


def test_the_key_is_asked_about(server, settings):
    assert is_key_good()
    settings.AKISMET_KEY = "another"
    assert not is_key_good()
    server.mood = "broken"
    with pytest.raises(Unreachable):
        is_key_good()


def test_comments_do_not_go_over_the_net_in_the_open(settings):
    settings.AKISMET_ADDRESS = "http://akismet.example"
    with pytest.raises(ImproperlyConfigured):
        is_key_good()


def test_without_a_key_akismet_is_not_asked(settings):
    from lanterne.config import settings as shipped

    assert shipped.COMMENT_JUDGES == ("lanterne.comments.spam.judge.LocalJudge",)
