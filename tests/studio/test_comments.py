"""The queue of comments in the console: one click, many at once, two moderators, reasons."""

from __future__ import annotations

from html import unescape

import pytest
from django.core import mail

from lanterne.accounts.roles import Role
from lanterne.comments import queries, services
from lanterne.comments.models import Comment, WatchedWord
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.rules.words import Act
from lanterne.comments.services import Notice, Sender
from lanterne.core import audit
from tests.cast import a_colleague
from tests.comments.conftest import KEY, OTHER, a_slip, known, noon, say, scripted, thread

__all__ = ["noon", "scripted", "thread"]
QUEUE, DECIDE = "/studio/comments/", "/studio/comments/decide/"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def moderator(thread):
    return a_colleague("mod@example.com", Role.EDITORIAL)


def page(client, address=QUEUE):
    return unescape(client.get(address).content.decode())


def state_of(comment_id):
    return Comment.objects.get(pk=comment_id).state


def test_an_empty_queue_says_what_comes_here(sign_in, moderator):
    assert "What readers say comes here when a person has to look" in page(sign_in(moderator))


def test_what_waits_is_shown_with_everything_that_speaks_for_or_against_it(sign_in, moderator):
    services.watch_word(word="dreadful", act=Act.HOLD, actor="user:1")
    say("A dreadful series.")
    shown = page(sign_in(moderator))
    for said in ("A dreadful series.", "ada@example.com", "has a watched word", "the author’s first", "scripted: no spam"):  # fmt: skip
        assert said in shown
    assert "nothing yet: everything waits" in shown


def test_nothing_that_somebody_says_becomes_a_part_of_the_page(sign_in, moderator):
    heard = say(f"{SCRIPT} \u05d0 {SCRIPT}", name="Ada <b>")
    client = sign_in(moderator)
    for address in (QUEUE, f"{QUEUE}{heard.comment_id}/"):
        raw = client.get(address).content.decode()
        assert "<script>alert" not in raw
        assert "<img src=x" not in raw
        assert "&lt;script&gt;alert(1)" in raw


def test_one_click_publishes_and_leads_back_to_the_same_list(sign_in, moderator):
    heard = say()
    said = {"do": f"publish:{heard.comment_id}", f"seen-{heard.comment_id}": "held", "back": "state=held&thread=article%3A12"}  # fmt: skip
    answer = sign_in(moderator).post(DECIDE, said)
    assert answer.url == f"{QUEUE}?state=held&thread=article%3A12"
    assert state_of(heard.comment_id) == State.PUBLISHED
    assert audit.lines(limit=1)[0].actor == moderator.actor


def test_the_slower_of_two_moderators_is_told_and_changes_nothing(sign_in, moderator):
    heard = say()
    services.decide(
        comment_id=heard.comment_id, decision=services.Decision(State.SPAM), actor="user:9"
    )
    said = {"do": f"publish:{heard.comment_id}", f"seen-{heard.comment_id}": "held"}
    answer = sign_in(moderator).post(DECIDE, said, follow=True)
    assert "Somebody was faster. It now stands at: spam." in unescape(answer.content.decode())
    assert state_of(heard.comment_id) == State.SPAM


def test_many_are_decided_at_once(sign_in, moderator):
    ids = [say(f"Number {number}").comment_id for number in range(3)]
    answer = sign_in(moderator).post(DECIDE, {"do": "spam", "comment": ids[:2]}, follow=True)
    assert "2 comments decided." in answer.content.decode()
    assert [state_of(one) for one in ids] == ["spam", "spam", "held"]


@pytest.mark.parametrize("said", [{}, {"do": "publish"}, {"do": "burn:1"}, {"do": "publish:x"}, {"do": "spam", "comment": ["", "1e9", "9" * 30]}])  # fmt: skip
def test_a_form_that_makes_no_sense_changes_nothing(sign_in, moderator, said):
    heard = say()
    answer = sign_in(moderator).post(DECIDE, said, follow=True)
    assert "Choose at least one comment." in answer.content.decode()
    assert state_of(heard.comment_id) == State.HELD


def test_many_are_removed_only_with_a_ground(sign_in, moderator):
    heard = say()
    client, said = sign_in(moderator), {"do": "remove", "comment": [heard.comment_id]}
    answer = client.post(DECIDE, said, follow=True)
    assert "Say why it is removed" in answer.content.decode()
    client.post(DECIDE, {**said, "ground": "hate"})
    assert state_of(heard.comment_id) == State.REMOVED
    assert mail.outbox[0].to == ["ada@example.com"]


def test_a_comment_is_removed_with_reasons_and_answered_on_its_own_page(sign_in, moderator):
    comment_id = known()
    client, address = sign_in(moderator), f"{QUEUE}{comment_id}/"
    client.post(address, {"do": "answer", "name": "Lanterne", "text": "Thank you."})
    assert queries.thread_page(key=KEY).comments[1].is_staff
    refused = client.post(address, {"do": "remove", "ground": "other", "note": "", "seen": "published"})  # fmt: skip
    assert "Say in a note what the other reason is." in unescape(refused.content.decode())
    client.post(address, {"do": "remove", "ground": "insult", "note": "No.", "seen": "published"})
    shown = page(client, address)
    assert "the author was told why" in shown
    assert "It insults or threatens somebody." in shown


def test_reports_are_read_and_dismissed(sign_in, moderator):
    comment_id = known()
    services.report(
        comment_id=comment_id,
        notice=Notice(Ground.PRIVACY, "That is my street."),
        sender=Sender(OTHER, "", a_slip()),
    )
    client = sign_in(moderator)
    assert "1 report" in page(client, f"{QUEUE}?reported=yes")
    assert "That is my street." in page(client, f"{QUEUE}{comment_id}/")
    client.post(f"{QUEUE}{comment_id}/", {"do": "dismiss"})
    assert "No comment is like that." in page(client, f"{QUEUE}?reported=yes")


def test_the_list_is_narrowed_by_state_page_and_word(sign_in, moderator):
    known()
    say("A grey lantern", email="b@example.com", address=OTHER)
    client = sign_in(moderator)
    assert "A grey lantern" in page(client, f"{QUEUE}?thread={KEY}&q=LANTERN")
    assert "A grey lantern" not in page(client, f"{QUEUE}?state=published")
    assert "A first word" in page(client, f"{QUEUE}?state=every&q=first")
    assert "A grey lantern" in page(client, f"{QUEUE}?state=nonsense&before=x&after=-1")


def test_words_are_watched_and_no_more(sign_in, moderator):
    client, address = sign_in(moderator), f"{QUEUE}words/"
    client.post(address, {"do": "watch", "word": " Crétin* ", "act": "hold"})
    assert "cretin*" in page(client, address)
    refused = client.post(address, {"do": "watch", "word": "*", "act": "hold"})
    assert "a star may stand at its end" in unescape(refused.content.decode())
    client.post(address, {"do": "unwatch", "word": WatchedWord.objects.get().pk})
    assert "No word is watched." in page(client, address)


def test_a_moderator_of_another_market_is_told_no(sign_in, thread):
    heard = say()
    belgian = a_colleague("be@example.com", Role.EDITORIAL, markets=("BE",))
    client = sign_in(belgian)
    assert client.post(DECIDE, {"do": f"spam:{heard.comment_id}"}).status_code == 403
    assert client.post(DECIDE, {"do": "spam", "comment": [heard.comment_id]}).status_code == 403
    assert state_of(heard.comment_id) == State.HELD


def test_the_queue_is_in_french(sign_in, moderator):
    say()
    client = sign_in(moderator)
    client.cookies.load({"django_language": "fr"})
    shown = client.get(QUEUE).content.decode()
    assert "le premier de l’auteur" in shown
    assert "Publier" in shown


def test_a_page_of_the_queue_costs_the_same_however_many_wait(
    sign_in, moderator, django_assert_max_num_queries
):
    for number in range(5):
        say(f"Number {number}")
    client = sign_in(moderator)
    client.get(QUEUE)
    with django_assert_max_num_queries(20) as few:
        client.get(QUEUE)
    for number in range(5):
        say(f"More {number}", address=OTHER)
    with django_assert_max_num_queries(len(few)):
        client.get(QUEUE)


def test_whoever_removes_what_somebody_else_decided_about_is_told(sign_in, moderator):
    comment_id = say().comment_id
    client, address = sign_in(moderator), f"{QUEUE}{comment_id}/"
    assert client.get(address).content.decode().count('name="seen"') == 1
    services.decide(comment_id=comment_id, decision=services.Decision(State.SPAM), actor="user:9")
    answer = client.post(address, {"do": "remove", "ground": "hate", "note": "", "seen": "held"})
    assert "Somebody was faster." in answer.content.decode()
    assert state_of(comment_id) == State.SPAM
