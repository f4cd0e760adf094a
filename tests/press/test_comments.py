"""What readers say below an article, as a browser without a script sends it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core import mail

from lanterne.comments import services, slips
from lanterne.comments.models import Author, Comment, Report
from lanterne.comments.rules.states import State
from lanterne.newsroom.services import publish_article
from lanterne.press import talking
from tests.comments.conftest import NOON, Scripted
from tests.journeys.house import chromium
from tests.newsroom.conftest import STAFF, draft, newsroom

__all__ = ["newsroom"]
ARTICLE = "/newsroom/fr/en/an-office-in-paris/"
COMMENTS = f"{ARTICLE}comments/"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def article(newsroom, settings):
    settings.COMMENT_JUDGES = ("tests.comments.conftest.Scripted",)
    Scripted.taught = []
    with time_machine.travel(NOON, tick=False) as clock:
        article_id = publish_article(draft=draft(), actor=STAFF)
        yield f"article:{article_id}", clock


def say(client, key, *, text="I saw it twice.", **more):
    form = {
        "text": text,
        "name": "Ada",
        "email": "ada@example.com",
        "website": "",
        "slip": slips.form(key, at=NOON - timedelta(minutes=1)),
        **more,
    }
    return client.post(COMMENTS, form)


def published(client, key, **more):
    say(client, key, **more)
    row = Comment.objects.latest("pk")
    services.decide(comment_id=row.pk, decision=services.Decision(State.PUBLISHED), actor="user:1")
    return row.pk


def page(client, address=COMMENTS):
    return unescape(client.get(address).content.decode())


def test_the_article_leads_to_its_comments_and_sets_no_cookie(client, article):
    answer = client.get(ARTICLE)
    assert f'data-comments="{COMMENTS}?part"' in answer.content.decode()
    assert not answer.cookies
    shown = client.get(COMMENTS)
    assert not shown.cookies
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Nobody has said anything yet." in shown.content.decode()


def test_a_first_comment_is_thanked_for_and_waits(client, article):
    key, _clock = article
    answer = say(client, key)
    row = Comment.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{COMMENTS}?said=waiting&mine={row.pk}#said")
    shown = page(client, answer.url)
    assert "Somebody reads it before everybody can." in shown
    assert "I saw it twice." not in shown
    assert "127.0.0.1" not in str(row.__dict__)


def test_what_is_published_is_read_with_its_answers_and_no_address(client, article):
    key, _clock = article
    first = published(client, key)
    say(client, key, text="Quite so.", to=str(first))
    shown = page(client)
    assert shown.index("I saw it twice.") < shown.index("Quite so.")
    assert 'class="comment comment--1"' in shown
    assert "ada@example.com" not in page(client)
    assert "Answer Ada" in page(client, f"{COMMENTS}?to={first}")


def test_nothing_that_readers_say_becomes_a_part_of_the_page(client, article):
    key, _clock = article
    fields = {"text": SCRIPT, "name": SCRIPT[:60], "to": SCRIPT, "website": "", "email": SCRIPT}
    refused = say(client, key, **fields)
    assert refused.status_code == 422
    published(client, key, text=SCRIPT, name="<b>Ada</b>")
    raw = [client.get(COMMENTS).content.decode(), refused.content.decode()]
    raw.append(client.get(f"{COMMENTS}?part&said={SCRIPT}&mine={SCRIPT}&after={SCRIPT}&to={SCRIPT}").content.decode())  # fmt: skip
    for one in raw:
        assert "<script>alert" not in one
        assert "<img src=x" not in one
        assert "<b>Ada" not in one


def test_what_was_typed_is_still_there_after_a_refusal(client, article):
    key, _clock = article
    slip = slips.form(key, at=NOON - timedelta(minutes=1))
    refused = say(client, key, text="My long thought", email="nowhere", slip=slip)
    shown = unescape(refused.content.decode())
    assert refused.status_code == 422
    assert "Give an e-mail address; it is never shown." in shown
    assert "My long thought" in shown
    assert slip in shown
    assert Author.objects.count() == 0


def test_a_megabyte_is_refused_in_a_sentence(client, article):
    key, _clock = article
    refused = say(client, key, text="x" * 1_048_576)
    assert refused.status_code == 422
    assert "A comment has up to 5000 characters." in refused.content.decode()
    assert len(refused.content) < 60_000
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("heads", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}])  # fmt: skip
def test_a_form_of_another_site_is_turned_away(client, article, heads):
    key, _clock = article
    form = {"text": "Hi", "name": "A", "email": "a@example.com", "slip": slips.form(key, at=NOON)}
    assert client.post(COMMENTS, form, **heads).status_code == 403
    assert Comment.objects.count() == 0


def test_a_form_of_our_own_is_taken(client, article):
    key, _clock = article
    heads = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
    slip = slips.form(key, at=NOON - timedelta(minutes=1))
    form = {"text": "Hi", "name": "A", "email": "a@example.com", "slip": slip}
    assert client.post(COMMENTS, form, **heads).status_code == 303


def test_an_author_changes_a_comment_and_nobody_else_does(client, article):
    key, clock = article
    answer = say(client, key, text="A slip of the pan")
    cookie = answer.cookies[talking.COOKIE]
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (True, "/newsroom/comments/", 900)  # fmt: skip
    address = f"/newsroom/comments/{Comment.objects.get().pk}/edit/"
    assert "A slip of the pan" in page(client, address)
    client.post(address, {"text": "A slip of the pen"})
    assert Comment.objects.get().text == "A slip of the pen"
    assert type(client)().get(address).status_code == 404
    clock.shift(timedelta(minutes=15))
    assert client.get(address).status_code == 404


def test_a_comment_is_reported_with_a_reason(client, article):
    key, _clock = article
    comment_id = published(client, key)
    address = f"/newsroom/comments/{comment_id}/report/"
    slip = slips.form(key, at=NOON - timedelta(minutes=1))
    refused = client.post(address, {"slip": slip, "ground": SCRIPT})
    assert "Choose what is wrong with it." in refused.content.decode()
    answer = client.post(address, {"slip": slip, "ground": "hate", "text": "See line one."})
    assert answer.url == f"{COMMENTS}?said=reported#said"
    assert Report.objects.get().ground == "hate"
    assert client.get("/newsroom/comments/999/report/").status_code == 404


def test_letters_about_answers_are_stopped_by_one_click(client, article):
    key, _clock = article
    say(client, key)
    address = f"/newsroom/comments/stop/{slips.stop(Author.objects.get().pk)}/"
    assert "No more letters" in page(client, address)
    assert not Author.objects.get().is_silenced
    mail_program = type(client)(enforce_csrf_checks=True)
    mail_program.post(
        address, {"List-Unsubscribe": "One-Click"}, HTTP_ORIGIN="https://mail.example"
    )
    assert Author.objects.get().is_silenced
    assert client.post("/newsroom/comments/stop/1.forged/").status_code == 404


def test_before_its_hour_an_article_has_no_comments_either(client, article):
    later = draft("held-back", embargo_at=NOON + timedelta(hours=1))
    publish_article(draft=later, actor=STAFF)
    address = "/newsroom/fr/en/held-back/comments/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "Hi"}).status_code == 404


def test_an_article_that_takes_none_has_none(client, article):
    publish_article(draft=draft("quiet", takes_comments=False), actor=STAFF)
    assert "data-comments" not in page(client, "/newsroom/fr/en/quiet/")
    assert client.get("/newsroom/fr/en/quiet/comments/").status_code == 404


def test_it_closes_two_weeks_after_the_article(client, article):
    key, clock = article
    published(client, key)
    clock.shift(timedelta(days=14))
    shown = page(client)
    assert "Comments on this page are closed." in shown
    assert "I saw it twice." in shown
    refused = say(client, key, slip=slips.form(key, at=NOON + timedelta(days=14, minutes=-1)))
    assert refused.status_code == 422


def test_the_notice_says_what_is_done_and_names_akismet_only_where_it_is_asked(
    client, article, settings
):
    settings.COMMENT_CONTACT = "comments@news.example"
    shown = page(client)
    assert "write to comments@news.example" in shown
    assert "(CNIL)" in shown
    assert "Akismet" not in shown
    settings.AKISMET_KEY = "a-key"
    assert "Akismet (Automattic Inc., United States)" in page(client)


@pytest.mark.parametrize(("language", "word"), [("fr", "Commentaires"), ("ar", "التعليقات")])
def test_it_speaks_the_language_of_the_article(client, article, language, word):
    publish_article(draft=draft("un-bureau", language=language), actor=STAFF)
    shown = page(client, f"/newsroom/fr/{language}/un-bureau/comments/")
    assert word in shown
    assert f'lang="{language}"' in shown


VOTE = f"{COMMENTS}vote/"


def press(client, key, **said):
    return client.post(VOTE, {"slip": slips.form(key, at=NOON), **said}, REMOTE_ADDR="192.0.2.50")


def test_nobody_votes_where_it_is_off(client, article):
    key, _clock = article
    comment_id = published(client, key)
    assert press(client, key, vote=comment_id).status_code == 404
    assert "Recommend" not in page(client)
    assert Comment.objects.get().votes == 0


def test_a_vote_is_cast_by_a_button_and_taken_back_by_it(client, article, settings):
    key, _clock = article
    settings.COMMENT_VOTES = True
    comment_id = published(client, key)
    assert f'name="vote" value="{comment_id}" aria-pressed="false"' in page(client)
    answer = press(client, key, vote=comment_id)
    assert (answer.status_code, answer.url) == (303, f"{COMMENTS}#comment-{comment_id}")
    cookie = answer.cookies[talking.BALLOT]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (COMMENTS, True, 30 * 86400)
    shown = page(client)
    assert f'name="take_back" value="{comment_id}" aria-pressed="true"' in shown
    assert "kept for 30 days" in shown
    assert "aria-pressed=\"false\" title=\"It is worth reading.\">Recommend <span>1</span>" in page(type(client)())  # fmt: skip
    gone = press(client, key, take_back=comment_id)
    assert gone.cookies[talking.BALLOT]["max-age"] == 0
    assert f'name="vote" value="{comment_id}"' in page(client)


def test_a_vote_that_is_refused_says_why_and_counts_nothing(client, article, settings):
    key, clock = article
    settings.COMMENT_VOTES = True
    comment_id = published(client, key)
    heads = {"HTTP_ORIGIN": "https://evil.example"}
    assert client.post(VOTE, {"vote": comment_id}, **heads).status_code == 403
    for said in ({"vote": "1e9"}, {"vote": SCRIPT, "after": SCRIPT}, {}, {"take_back": "-1"}):
        refused = press(client, key, **said)
        assert refused.status_code == 422
        assert "<script>alert" not in refused.content.decode()
    clock.shift(timedelta(days=14))
    assert "Comments on this page are closed." in unescape(press(client, key, vote=comment_id).content.decode())  # fmt: skip
    assert Comment.objects.get().votes == 0
    Comment.objects.update(votes=2)
    assert "2 readers recommend it" in page(client)


@pytest.mark.slow
def test_a_page_that_stood_open_for_a_day_is_refused_once_and_keeps_what_was_typed(
    client, article, settings
):
    key, clock = article
    settings.COMMENT_VOTES = True
    published(client, key)
    shown, stale = client.get(COMMENTS).content.decode(), slips.form(key, at=NOON)
    clock.shift(timedelta(hours=25))
    fresh = slips.form(key, at=NOON + timedelta(hours=25))
    refused = client.post(VOTE, {"slip": stale, "vote": Comment.objects.get().pk, "part": ""})
    assert (refused.status_code, shown.count(stale)) == (422, 2)
    assert refused.content.decode().count(fresh) == 2
    script = Path(finders.find("press/comments.js")).read_text()
    sent = []

    def answered(route):
        asked = route.request
        if asked.method == "POST":
            sent.append(parse_qs(asked.post_data)["slip"][0])
            route.fulfill(status=422, content_type="text/html", body=refused.content)
        elif "comments" in asked.url and asked.resource_type == "script":
            route.fulfill(content_type="text/javascript", body=script)
        else:
            is_page = asked.resource_type == "document"
            route.fulfill(content_type="text/html", body=shown if is_page else "")

    with chromium() as browser:
        tab = browser.new_page()
        tab.route("**/*", answered)
        tab.goto(f"http://127.0.0.1:9{COMMENTS}")
        tab.fill("#say [name=text]", "My long thought")
        for _press in range(2):
            with tab.expect_response("**/vote/"):
                tab.click(".comment__vote")
            tab.wait_for_selector(".comments__refusal")
        assert sent == [stale, fresh]
        assert tab.input_value("#say [name=text]") == "My long thought"
        assert tab.get_attribute("#say [name=slip]", "value") == fresh


def test_one_network_presses_sixty_times_within_ten_minutes(client, article, settings):
    key, _clock = article
    settings.COMMENT_VOTES = True
    comment_id = published(client, key)
    pressed = [press(client, key, vote=comment_id).status_code for _each in range(61)]
    assert pressed == [303] * 60 + [429]


def test_an_address_is_confirmed_by_a_button_behind_a_link(
    client, article, django_capture_on_commit_callbacks
):
    key, _clock = article
    with django_capture_on_commit_callbacks(execute=True):
        published(client, key, wants_answers="on")
    address = re.search(r"(/newsroom/comments/confirm/\S+)", mail.outbox[0].body)[1]
    shown = client.get(address)
    assert "Yes, write to me" in shown.content.decode()
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert Author.objects.get().confirmed_at is None
    assert client.post(address, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert "Oui, écrivez-moi" in page(client, address.replace("=en", "=fr"))
    assert "We write to you when somebody answers" in client.post(address).content.decode()
    assert Author.objects.get().confirmed_at == NOON
    refused = client.post("/newsroom/comments/confirm/1.forged/")
    assert (refused.status_code, "This link is too old" in refused.content.decode()) == (404, True)
