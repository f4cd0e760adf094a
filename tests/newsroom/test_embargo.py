"""Nothing of an article is to be had before its second, by any address; from that second on it is, by all of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from lanterne.accounts.roles import Role
from lanterne.comments import queries as threads
from lanterne.comments import services as comments
from lanterne.comments import slips
from lanterne.comments.rules.states import State
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from lanterne.mailing.ports import Never
from lanterne.newsroom.letters import Letters
from lanterne.newsroom.models import Article, Picture, Release, Rendition
from lanterne.newsroom.queries import desk, pictures
from lanterne.newsroom.services import WrongDraft, show_correction
from tests.cast import a_colleague
from tests.newsroom.conftest import STAFF, claim, publish

SECOND = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
BEFORE = SECOND - timedelta(microseconds=1)
SECRET = "Salt and Iron"
PLACE = "/newsroom/fr/en"


@pytest.fixture
def held(newsroom, picture):
    with time_machine.travel(SECOND - timedelta(days=3), tick=False):
        publish("a-first-article", title="A first article")
        article = publish(
            "salt-and-iron",
            title=SECRET,
            lead="A film that nobody knows of.",
            embargo_at=SECOND,
            embargo_zone="Europe/Paris",
            picture_id=picture,
        )
    return article, pictures.cards([picture])[picture]


def _surfaces(article, card):
    names = [one.split()[0] for one in card.srcset.split(", ")]
    return [
        f"{PLACE}/salt-and-iron/",
        f"{PLACE}/",
        f"{PLACE}/archive/",
        f"{PLACE}/archive/2026/",
        f"{PLACE}/search/?q=salt",
        f"{PLACE}/feed.atom",
        f"{PLACE}/feed.rss",
        f"{PLACE}/feed.json",
        "/newsroom/sitemap.xml",
        "/newsroom/news-sitemap.xml",
        *names,
    ]


def _knows(answer):
    if answer.status_code == 404:
        return False
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_picture = answer["Content-Type"].startswith("image/")
    return is_picture or b"salt-and-iron" in body or SECRET.encode() in body


def test_no_surface_knows_before_the_second_and_every_one_does_from_it_on(client, held):
    surfaces = _surfaces(*held)
    with time_machine.travel(BEFORE, tick=False):
        assert [one for one in surfaces if _knows(client.get(one))] == []
    with time_machine.travel(SECOND, tick=False):
        assert [one for one in surfaces if not _knows(client.get(one))] == []


def test_nothing_on_the_way_may_keep_an_answer_beyond_the_second(client, held):
    with time_machine.travel(SECOND - timedelta(seconds=9), tick=False):
        for one in (f"{PLACE}/", f"{PLACE}/feed.atom", "/newsroom/sitemap.xml"):
            assert client.get(one)["Cache-Control"] == "public, max-age=9"


def _alike(page, slug):
    return re.sub(rb'value="\w{64}"', b"", page.replace(slug, b""))


def test_what_is_held_back_answers_as_what_never_was(client, held):
    with time_machine.travel(BEFORE, tick=False):
        one, other = client.get(f"{PLACE}/salt-and-iron/"), client.get(f"{PLACE}/salt-or-iron/")
    assert one.status_code == other.status_code == 404
    assert _alike(one.content, b"salt-and-iron") == _alike(other.content, b"salt-or-iron")


def test_a_link_from_a_public_article_tells_nothing(client, held):
    article, _card = held
    with time_machine.travel(BEFORE, tick=False):
        publish(
            "a-second-article",
            body=[
                {"type": "paragraph", "value": f'<p><a linktype="page" id="{article}">More</a></p>'}
            ],
        )
        page = client.get(f"{PLACE}/a-second-article/").content
        assert b"<a>More</a>" in page
        assert b"salt-and-iron" not in page
    with time_machine.travel(SECOND, tick=False):
        assert b"/newsroom/fr/en/salt-and-iron/" in client.get(f"{PLACE}/a-second-article/").content


def test_an_embargo_that_is_over_is_refused_in_words(newsroom):
    with (
        time_machine.travel(SECOND, tick=False),
        pytest.raises(WrongDraft, match="This time is over"),
    ):
        publish(embargo_at=SECOND)


@pytest.mark.parametrize("year", [1850, 2300])
def test_an_embargo_of_no_year_is_refused_in_words(newsroom, year):
    with pytest.raises(WrongDraft, match="No article is held back until such a year"):
        publish(embargo_at=datetime(year, 1, 1, tzinfo=UTC))


def test_an_article_taken_down_is_gone_from_every_surface(client, held):
    article, card = held
    with time_machine.travel(SECOND, tick=False):
        Article.objects.get(pk=article).unpublish()
        assert [one for one in _surfaces(article, card) if _knows(client.get(one))] == []


def test_an_article_is_taken_down_at_its_second_though_nobody_presses_a_button(
    client, newsroom, picture, subscribers
):
    body = [{"type": "figure", "value": {"claim": "netflix-fr", "label": ""}}]
    last = SECOND + timedelta(days=1)
    with time_machine.travel(SECOND, tick=False) as now:
        article = publish(
            "salt-and-iron", title=SECRET, take_down_at=last, picture_id=picture, body=body
        )
        surfaces = _surfaces(article, pictures.cards([picture])[picture])
        assert threads.thread(key=f"article:{article}").closes_at == last
        now.move_to(last - timedelta(microseconds=1))
        assert [one for one in surfaces if not _knows(client.get(one))] == []
        assert len(facts.citations("netflix-fr")) == 1
        now.move_to(last)
        assert [one for one in surfaces if _knows(client.get(one))] == []
        assert facts.citations("netflix-fr") == ()
        assert [one.standing for one in desk(at=last, standing="over")] == ["over"]


def test_what_is_kept_of_an_article_that_ends_ends_with_it(client, newsroom):
    with time_machine.travel(SECOND, tick=False):
        publish("salt-and-iron", take_down_at=SECOND + timedelta(seconds=7))
        assert client.get(f"{PLACE}/")["Cache-Control"] == "public, max-age=7"


def test_an_end_that_nobody_would_live_to_read_is_refused_in_words(newsroom):
    with time_machine.travel(SECOND, tick=False):
        with pytest.raises(
            WrongDraft, match=r"This time is over\. Leave it empty to keep the article"
        ):
            publish(take_down_at=SECOND)
        with pytest.raises(WrongDraft, match="taken down before anybody could read it"):
            publish(embargo_at=SECOND + timedelta(days=2), take_down_at=SECOND + timedelta(days=1))


def test_what_was_taken_down_and_goes_out_again_is_no_news(client, newsroom):
    with time_machine.travel(SECOND, tick=False) as now:
        article = publish("salt-and-iron")
        now.move_to(SECOND + timedelta(hours=1))
        Article.objects.get(pk=article).unpublish()
        now.move_to(SECOND + timedelta(hours=2))
        assert publish("salt-and-iron") == article
        release = Release.objects.get()
        assert (release.public_at, release.changed_at) == (SECOND, SECOND + timedelta(hours=2))
        assert client.get(f"{PLACE}/salt-and-iron/").status_code == 200


def test_what_was_taken_down_may_be_held_back_anew(client, newsroom):
    with time_machine.travel(SECOND, tick=False) as now:
        article = publish("salt-and-iron")
        Article.objects.get(pk=article).unpublish()
        again = SECOND + timedelta(days=1)
        publish("salt-and-iron", embargo_at=again)
        assert client.get(f"{PLACE}/salt-and-iron/").status_code == 404
        now.move_to(again)
        assert client.get(f"{PLACE}/salt-and-iron/").status_code == 200


def test_what_was_public_once_is_never_news_again_however_often_it_is_held_back(client, newsroom):
    with time_machine.travel(SECOND, tick=False) as now:
        Article.objects.get(pk=publish("salt-and-iron")).unpublish()
        Article.objects.get(
            pk=publish("salt-and-iron", embargo_at=SECOND + timedelta(days=1))
        ).unpublish()
        now.move_to(SECOND + timedelta(days=2))
        publish("salt-and-iron")
        assert Release.objects.get().public_at == SECOND


def test_a_correction_stays_with_an_article_that_is_held_back_anew(client, newsroom, subscribers):
    body = [{"type": "figure", "value": {"claim": "netflix-fr", "label": ""}}]
    again = SECOND + timedelta(days=2)
    with time_machine.travel(SECOND, tick=False) as now:
        article = publish("salt-and-iron", body=body)
        now.move_to(SECOND + timedelta(days=1))
        claims.correct_claim(
            key="netflix-fr",
            draft=claim("netflix-fr-again", 3_400_000),
            reason="The report was corrected.",
            actor=STAFF,
        )
        show_correction(article_id=article, claim="netflix-fr", actor=STAFF)
        Article.objects.get(pk=article).unpublish()
        publish("salt-and-iron", body=body, embargo_at=again)
        now.move_to(again)
        assert (
            "This article said: about 3.5 million"
            in client.get(f"{PLACE}/salt-and-iron/").content.decode()
        )


def test_comments_tell_nothing_of_what_is_taken_down_or_held_back_anew(client, newsroom):
    with time_machine.travel(SECOND, tick=False) as now:
        article = publish("salt-and-iron", title="An old title")
        key = f"article:{article}"
        slip = slips.form(key, at=SECOND - timedelta(minutes=1))
        said = comments.say(
            key=key,
            words=comments.Words("Ada", "ada@example.com", "A fine film."),
            sender=comments.Sender("203.0.113.7", "", slip),
        )
        decision = comments.Decision(State.PUBLISHED)
        comments.decide(comment_id=said.comment_id, decision=decision, actor=STAFF)
        report = f"/newsroom/comments/{said.comment_id}/report/"
        assert client.get(report).status_code == 200
        Article.objects.get(pk=article).unpublish()
        assert client.get(report).status_code == 404
        publish("salt-and-iron", title=SECRET, embargo_at=SECOND + timedelta(days=1))
        assert client.get(report).status_code == 404
        assert threads.thread(key=key).name == "An old title"
        now.move_to(SECOND + timedelta(days=1))
        assert client.get(report).status_code == 200


def test_a_picture_is_kept_on_the_way_no_longer_than_its_article(client, newsroom, picture):
    with time_machine.travel(SECOND, tick=False):
        publish("salt-and-iron", take_down_at=SECOND + timedelta(seconds=30), picture_id=picture)
        address = pictures.cards([picture])[picture].url
        assert client.get(address)["Cache-Control"] == "public, max-age=30"
        publish("another", picture_id=picture)
        assert client.get(address)["Cache-Control"] == "public, max-age=3600"


def test_an_address_that_an_article_had_once_is_free(client, newsroom):
    with time_machine.travel(SECOND, tick=False):
        first = Article.objects.get(pk=publish("salt-and-iron"))
        first.unpublish()
        first.slug = "salt"
        first.save()
        publish("salt-and-iron", title="Another")
        assert b"Another" in client.get(f"{PLACE}/salt-and-iron/").content


def test_the_buttons_of_the_editor_take_an_article_down_as_well(sign_in, client, held, subscribers):
    article, card = held
    owner = sign_in(a_colleague("root@example.com", Role.OWNER))
    with time_machine.travel(SECOND, tick=False):
        answer = owner.post(f"/studio/pages/{article}/unpublish/")
        assert answer.status_code == 302
        assert [one for one in _surfaces(article, card) if _knows(Client().get(one))] == []
        assert (
            Letters().write(key=f"article:{article}", language="en", market="FR", at=SECOND)
            == Never()
        )


def test_a_deleted_article_cites_nothing_any_more(sign_in, newsroom, subscribers):
    article = publish(body=[{"type": "figure", "value": {"claim": "netflix-fr", "label": ""}}])
    assert len(facts.citations("netflix-fr")) == 1
    owner = sign_in(a_colleague("root@example.com", Role.OWNER))
    assert owner.post(f"/studio/pages/{article}/delete/").status_code == 302
    assert facts.citations("netflix-fr") == ()


def test_figures_do_not_tell_of_what_cites_them_before_its_hour(newsroom, subscribers):
    with time_machine.travel(SECOND - timedelta(days=1), tick=False) as clock:
        publish(
            embargo_at=SECOND,
            body=[{"type": "figure", "value": {"claim": "netflix-fr", "label": ""}}],
        )
        assert facts.citations("netflix-fr") == ()
        clock.move_to(SECOND)
        assert [one.name for one in facts.citations("netflix-fr")] == ["An office in Paris"]


def test_comments_close_so_many_days_after_the_hour(newsroom, settings):
    with time_machine.travel(SECOND - timedelta(days=30), tick=False):
        article = publish(embargo_at=SECOND)
    thread = threads.thread(key=f"article:{article}")
    assert thread.closes_at == SECOND + timedelta(days=settings.COMMENT_DAYS)


def test_a_page_is_read_without_a_picture_whose_file_is_gone(client, newsroom, picture):
    publish(picture_id=picture)
    row = Picture.objects.get(pk=picture)
    row.file.storage.delete(row.file.name)
    for one in (f"{PLACE}/an-office-in-paris/", f"{PLACE}/", f"{PLACE}/feed.json"):
        assert client.get(one).status_code == 200, one


def test_an_arabic_address_is_written_as_addresses_are(client, newsroom):
    publish("مكتب", language="ar")
    written = "/newsroom/fr/ar/%D9%85%D9%83%D8%AA%D8%A8/"
    for one in ("/newsroom/sitemap.xml", "/newsroom/fr/ar/feed.atom"):
        assert written in client.get(one).content.decode()
    assert client.get(written).status_code == 200


def test_each_size_of_a_picture_is_there_before_anybody_reads(
    newsroom, picture, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publish(picture_id=picture, embargo_at=datetime(2099, 1, 1, tzinfo=UTC))
    assert sorted(Rendition.objects.values_list("width", flat=True)) == [480, 960, 1200]
