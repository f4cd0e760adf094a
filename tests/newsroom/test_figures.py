"""Figures in articles: with their day and source, and corrected in sight once an editor lets them be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from lanterne.core import audit
from lanterne.facts import services as facts
from lanterne.newsroom import queries
from lanterne.newsroom.services import (
    WrongDraft,
    leave_figure,
    show_correction,
)
from lanterne.newsroom.services.correcting import NothingCorrected, ReasonMissing
from tests.newsroom.conftest import STAFF, claim, publish

PAGE = "/newsroom/fr/en/an-office-in-paris/"
SAID = [{"type": "paragraph", "value": "<p>The service has [[netflix-fr]] in France.</p>"}]


@pytest.fixture
def article(newsroom, subscribers):
    return publish(body=SAID)


def _correct():
    return facts.correct_claim(
        key="netflix-fr",
        draft=claim("netflix-fr-again", 3_400_000),
        reason="The report was corrected.",
        actor=STAFF,
    )


def test_a_figure_stands_in_its_sentence_with_its_day_and_its_source(client, article):
    page = client.get(PAGE).content.decode()
    assert 'The service has <span class="cited">about 3.5 million households<sup>' in page
    assert "as of 28 September 2018" in page
    assert "<bdi>The report of an office in Paris</bdi>, <bdi>A French news site</bdi>" in page
    assert "(reported)" in page


def test_the_figure_speaks_the_language_of_the_article(client, newsroom, subscribers):
    publish(language="fr", body=SAID)
    page = client.get("/newsroom/fr/fr/an-office-in-paris/").content.decode()
    assert '<span class="cited">environ 3,5 millions de foyers<sup>' in page


def test_an_article_of_a_figure_that_nobody_stated_is_refused(newsroom):
    with pytest.raises(WrongDraft, match="There is no figure “netflix-de” on record"):
        publish(body=[{"type": "figure", "value": {"claim": "netflix-de", "label": ""}}])


def test_a_correction_waits_for_an_editor_and_the_page_stays(client, article):
    _correct()
    (waiting,) = queries.affected()
    assert (waiting.article_id, waiting.was.key, waiting.now.key) == (
        article,
        "netflix-fr",
        "netflix-fr-again",
    )
    assert "3.4 million" not in client.get(PAGE).content.decode()


def test_a_correction_that_was_let_through_is_dated_and_tells_both_figures(client, article):
    _correct()
    show_correction(article_id=article, claim="netflix-fr", note="A typing error.", actor=STAFF)
    page = client.get(PAGE).content.decode()
    assert 'The service has <span class="cited">about 3.4 million households' in page
    assert (
        "This article said: about 3.5 million households. It is: about 3.4 million households. "
        "A typing error." in page
    )
    assert queries.affected() == ()
    assert [one.claim for one in queries.citing("netflix-fr-again")] == ["netflix-fr-again"]
    assert audit.lines(limit=1)[0].action == "newsroom.show_correction"


def test_a_second_correction_waits_again_and_follows_the_first(client, article):
    _correct()
    show_correction(article_id=article, claim="netflix-fr", actor=STAFF)
    facts.correct_claim(
        key="netflix-fr-again",
        draft=claim("netflix-fr-last", 3_300_000),
        reason="Counted once more.",
        actor=STAFF,
    )
    show_correction(article_id=article, claim="netflix-fr-again", actor=STAFF)
    page = client.get(PAGE).content.decode()
    assert 'The service has <span class="cited">about 3.3 million households' in page
    assert page.count("<strong>Correction</strong>") + page.count("Correction,") == 2


def test_an_article_may_keep_what_was_believed_then_with_a_reason(client, article):
    _correct()
    with pytest.raises(ReasonMissing):
        leave_figure(article_id=article, claim="netflix-fr", reason=" ", actor=STAFF)
    leave_figure(article_id=article, claim="netflix-fr", reason="It tells of 2018.", actor=STAFF)
    assert "3.5 million" in client.get(PAGE).content.decode()
    assert queries.affected() == ()


def test_two_editors_settle_a_correction_once(article):
    _correct()
    show_correction(article_id=article, claim="netflix-fr", actor=STAFF)
    with pytest.raises(NothingCorrected, match="waits here any more"):
        show_correction(article_id=article, claim="netflix-fr", actor="user:8")


def test_a_correction_is_a_change_that_machines_read_of(client, newsroom, subscribers):
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC), tick=False) as clock:
        article = publish(body=SAID)
        _correct()
        clock.move_to(datetime(2026, 11, 4, tzinfo=UTC))
        show_correction(article_id=article, claim="netflix-fr", actor=STAFF)
        assert client.get(PAGE)["Last-Modified"] == "Wed, 04 Nov 2026 00:00:00 GMT"
        feed = client.get("/newsroom/fr/en/feed.atom").content
        assert b"<updated>2026-11-04T00:00:00+00:00</updated>" in feed


def test_a_figure_within_a_links_address_is_no_figure(client, newsroom, subscribers):
    link = '<a href="https://example.com/[[netflix-fr]]">there</a>'
    publish(body=[{"type": "paragraph", "value": f"<p>{link} [[netflix-fr]]</p>"}])
    page = client.get(PAGE).content.decode()
    assert '<a href="https://example.com/[[netflix-fr]]">there</a> <span class="cited">' in page


def test_what_was_put_right_before_its_hour_is_no_news_to_readers(client, newsroom, subscribers):
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC), tick=False) as clock:
        article = publish(body=SAID, embargo_at=datetime(2026, 11, 5, tzinfo=UTC))
        _correct()
        show_correction(article_id=article, claim="netflix-fr", actor=STAFF)
        clock.move_to(datetime(2026, 11, 5, tzinfo=UTC))
        page = client.get(PAGE).content.decode()
    assert "about 3.4 million households" in page
    assert "This article said" not in page
