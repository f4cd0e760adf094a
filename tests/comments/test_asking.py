"""Nobody is written to about answers before they confirmed their address, and nobody is asked often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from lanterne.comments import queries, services, slips
from lanterne.comments.models import Author, Comment
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.services import Sender
from lanterne.core import audit
from tests.comments.conftest import KEY, NOON, OTHER, asked_slip, known, say

STAFF = "user:1"


def letters():
    return [(one.to[0], one.subject) for one in mail.outbox]


ASKED = ("ada@example.com", "Confirm your e-mail address")


def decide(comment_id, state, ground=None):
    decision = services.Decision(state, ground)
    services.decide(comment_id=comment_id, decision=decision, actor=STAFF)


def test_who_wants_answers_is_asked_once_the_comment_is_published_and_not_before(thread):
    heard = say(wants_answers=True)
    say("This one is spam", wants_answers=True, email="b@example.com")
    assert letters() == []
    decide(heard.comment_id, State.PUBLISHED)
    assert letters() == [ASKED]
    body = mail.outbox[0].body
    assert "wrote a comment on “Ten series from Paris” under this address" in body
    assert "I saw it twice." not in body
    assert "/?language=en\n" in body
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_answer_is_mailed_to_a_confirmed_address_alone(thread):
    comment_id = known(wants_answers=True)
    known("b@example.com")
    say("Quite so.", parent_id=comment_id, email="b@example.com", address=OTHER)
    assert letters() == [ASKED]
    services.confirm_address(slip=asked_slip())
    services.confirm_address(slip=asked_slip())
    say("Once more.", parent_id=comment_id, email="b@example.com", address=OTHER)
    assert letters() == [ASKED, ("ada@example.com", "An answer to your comment")]
    assert queries.desk_comment(comment_id=comment_id).is_confirmed
    (line,) = (one for one in audit.lines() if one.action == "comments.confirm")
    assert (line.actor, line.subject) == (f"author:{Author.objects.get(email='ada@example.com').pk}",) * 2  # fmt: skip


def test_an_answer_is_mailed_once_however_often_it_is_changed_or_taken_away(thread):
    comment_id = known(wants_answers=True)
    services.confirm_address(slip=asked_slip())
    known("b@example.com")
    heard = say("Quite so.", parent_id=comment_id, email="b@example.com", address=OTHER)
    for text in ("Quite so!", "Quite so, Ada.", "Now I am unsure"):
        services.edit(slip=heard.slip, text=text, sender=Sender(OTHER, "", ""))
    assert Comment.objects.get(pk=heard.comment_id).state == State.HELD
    decide(heard.comment_id, State.PUBLISHED)
    decide(heard.comment_id, State.REMOVED, Ground.INSULT)
    decide(heard.comment_id, State.PUBLISHED)
    answer = ("ada@example.com", "An answer to your comment")
    assert [one for one in letters() if one[0] == "ada@example.com"] == [ASKED, answer]


def test_an_answer_that_waited_is_mailed_once_it_is_published_though_it_was_changed(thread):
    comment_id = known(wants_answers=True)
    services.confirm_address(slip=asked_slip())
    heard = say("Quite so.", parent_id=comment_id, email="b@example.com", address=OTHER)
    services.edit(slip=heard.slip, text="Quite so!", sender=Sender(OTHER, "", ""))
    assert letters() == [ASKED]
    decide(heard.comment_id, State.PUBLISHED)
    assert letters() == [ASKED, ("ada@example.com", "An answer to your comment")]
    assert "> Quite so!" in mail.outbox[-1].body


def test_an_address_is_asked_three_times_at_a_growing_distance(thread, noon):
    comment_id = known(wants_answers=True)
    services.premoderate(key=KEY, is_premoderated=False, actor=STAFF)
    asked = []
    for hours in range(0, 24 * 400, 12):
        noon.move_to(NOON + timedelta(hours=hours))
        before = len(mail.outbox)
        services.answer_as_staff(comment_id=comment_id, name="L", text="Thank you.", actor=STAFF)
        if len(mail.outbox) > before:
            asked.append(hours // 24)
    assert (asked, set(letters())) == ([1, 31], {ASKED})
    assert Author.objects.get().times_asked == 3


@pytest.mark.parametrize("hours", [-1, 7 * 24])
def test_a_link_is_good_for_seven_days(thread, noon, hours):
    known(wants_answers=True)
    slip = asked_slip()
    noon.move_to(NOON + timedelta(hours=hours))
    with pytest.raises(services.LinkOver, match="too old"):
        services.confirm_address(slip=slip)
    noon.move_to(NOON + timedelta(days=7, seconds=-1))
    services.confirm_address(slip=slip)
    assert Author.objects.get().confirmed_at == NOON + timedelta(days=7, seconds=-1)


def test_a_link_of_nobody_confirms_nothing(thread):
    known(wants_answers=True)
    author, slip = Author.objects.get(), asked_slip()
    for forged in ("", "1.forged", slip[:-1], slips.stop(author.pk), slips.author(author.pk)):
        with pytest.raises(services.LinkOver):
            services.confirm_address(slip=forged)
    services.stop_letters(slip=slips.stop(author.pk))
    with pytest.raises(services.LinkOver, match="Nothing is sent"):
        services.confirm_address(slip=slip)
    assert Author.objects.get().confirmed_at is None


def test_whoever_said_stop_is_asked_no_more(thread):
    heard = say(wants_answers=True)
    services.stop_letters(slip=slips.stop(Author.objects.get().pk))
    decide(heard.comment_id, State.PUBLISHED)
    assert letters() == []


def test_what_was_taken_away_asks_nobody(thread):
    comment_id = known(wants_answers=True)
    mail.outbox.clear()
    Author.objects.update(asked_at=NOON - timedelta(days=2))
    decide(comment_id, State.REMOVED, Ground.INSULT)
    answer = say("An answer", email="b@example.com", address=OTHER).comment_id
    Comment.objects.filter(pk=answer).update(parent=comment_id)
    decide(answer, State.PUBLISHED)
    assert ASKED not in letters()


def test_erasing_forgets_that_an_address_was_confirmed(thread):
    known(wants_answers=True)
    slip = asked_slip()
    services.confirm_address(slip=slip)
    services.erase_author(email="ada@example.com", actor=STAFF)
    with pytest.raises(services.LinkOver):
        services.confirm_address(slip=slip)
    assert Author.objects.count() == 0


@pytest.mark.parametrize(("language", "subject"), [("fr-CA", "Confirmez votre adresse électronique"), ("ar", "أكّد عنوان بريدك الإلكتروني")])  # fmt: skip
def test_it_is_asked_in_the_language_of_the_page(thread, language, subject):
    about = services.About("Dix séries", "/newsroom/dix/", language, "CA")
    services.open_thread(key=KEY, about=about, actor=STAFF)
    known(wants_answers=True)
    assert mail.outbox[0].subject == subject
    assert f"?language={language[:2]}" in mail.outbox[0].body
