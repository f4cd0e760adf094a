"""What moderators decide, what it teaches, and what people are told of it."""

from __future__ import annotations

import pytest
from django.core import mail

from lanterne.comments import queries, services, slips
from lanterne.comments.models import Author, Comment, Lesson, Report
from lanterne.comments.queries import Wanted
from lanterne.comments.rules.states import MOVES, Ground, State, may_move
from lanterne.comments.services import Decision, Notice, Sender
from lanterne.core import audit
from tests.comments.conftest import KEY, NOON, OTHER, READER, a_slip, asked_slip, known, say

STAFF = "user:1"
RUDE = Decision(State.REMOVED, Ground.INSULT, "Nobody is called that here.")


def decide(comment_id, decision, seen=None):
    services.decide(comment_id=comment_id, decision=decision, seen=seen, actor=STAFF)


def report(comment_id, *, ground=Ground.HATE, address=OTHER, **more):
    services.report(
        comment_id=comment_id,
        notice=Notice(ground, **more),
        sender=Sender(address, "", a_slip()),
    )


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("then", [State.PUBLISHED, State.HELD, State.SPAM, State.REMOVED])
def test_only_moves_of_the_table_are_made(thread, now, then):
    comment_id = say().comment_id
    Comment.objects.filter(pk=comment_id).update(state=now, published_at=NOON)
    decision = Decision(then, Ground.HATE)
    if may_move(now, then):
        decide(comment_id, decision)
        assert Comment.objects.get(pk=comment_id).state == then
    else:
        with pytest.raises(services.WrongMove):
            decide(comment_id, decision)
        assert Comment.objects.get(pk=comment_id).state == now


def test_every_state_has_its_row():
    assert set(MOVES) == set(State)


def test_the_second_of_two_moderators_is_told_that_somebody_was_faster(thread):
    comment_id = say().comment_id
    decide(comment_id, Decision(State.SPAM), seen=State.HELD)
    with pytest.raises(services.Overtaken, match=r"Somebody was faster\. It now stands at: spam\."):
        decide(comment_id, Decision(State.PUBLISHED), seen=State.HELD)
    assert Comment.objects.get(pk=comment_id).state == State.SPAM


def test_a_decision_is_on_record_with_its_reason(thread):
    comment_id = known()
    decide(comment_id, RUDE)
    (line, *_) = audit.lines(subject=f"comment:{comment_id}")
    assert (line.actor, line.action) == (STAFF, "comments.remove")
    assert line.detail == {"thread": KEY, "ground": "insult", "note": RUDE.note}
    told = [(one.before, one.after, one.actor) for one in queries.rulings(comment_id=comment_id)]
    assert told == [
        (State.PENDING, State.HELD, "system:comments"),
        (State.HELD, State.PUBLISHED, STAFF),
        (State.PUBLISHED, State.REMOVED, STAFF),
    ]


def test_removing_wants_a_reason_and_another_reason_wants_words(thread):
    comment_id = known()
    for decision in (Decision(State.REMOVED), Decision(State.REMOVED, Ground.OTHER, "  ")):
        with pytest.raises(services.GroundMissing):
            decide(comment_id, decision)
    assert Comment.objects.get(pk=comment_id).state == State.PUBLISHED


def test_what_was_read_keeps_its_place_without_its_words(thread):
    comment_id = known()
    say("An answer to it", parent_id=comment_id, email="b@example.com", address=OTHER)
    decide(Comment.objects.latest("pk").pk, Decision(State.PUBLISHED))
    decide(comment_id, RUDE)
    gone, answer = queries.thread_page(key=KEY).comments
    assert (gone.is_gone, gone.text, gone.name) == (True, "", "")
    assert (answer.text, answer.answers_to) == ("An answer to it", "")


def test_the_author_is_told_why(thread):
    decide(known(), RUDE)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.com"]
    assert letter.subject == "About your comment"
    lines = letter.body.split("\n")
    assert (
        lines[0] == "Your comment on “Ten series from Paris” was removed, everywhere and for good:"
    )
    assert "> A first word of ada@example.com." in lines
    assert "The reason: It insults or threatens somebody." in lines
    assert "Nobody is called that here." in lines
    assert "A program had pointed at it. A person decided." in lines
    assert "within six months" in letter.body


def test_the_statement_is_in_the_language_of_the_page(thread):
    about = services.About("Dix séries", "/newsroom/dix/", "fr-CA", "CA")
    services.open_thread(key=KEY, about=about, actor=STAFF)
    decide(known(), RUDE)
    assert mail.outbox[0].subject == "À propos de votre commentaire"


def test_many_are_decided_at_once_and_each_refusal_is_told(thread):
    ids = [say(f"Word {number}").comment_id for number in range(3)]
    decide(ids[1], Decision(State.PUBLISHED))
    done = services.decide_all(
        comment_ids=[*ids, 999], decision=Decision(State.PUBLISHED), actor=STAFF
    )
    assert done.decided == 2
    assert [one for one, _sentence in done.refused] == [ids[1], 999]


def test_staff_answer_under_their_mark(thread):
    comment_id = known()
    answer_id = services.answer_as_staff(
        comment_id=comment_id, name="Lanterne", text="Thank you!", actor=STAFF
    )
    answer = queries.comment(comment_id=answer_id)
    assert (answer.is_staff, answer.depth, answer.answers_to) == (True, 1, "Ada")
    waiting = say("Nobody reads this", email="c@example.com", address=OTHER).comment_id
    with pytest.raises(services.NoSuchComment, match="Publish it first"):
        services.answer_as_staff(comment_id=waiting, name="L", text="No", actor=STAFF)


def test_three_networks_take_a_comment_away_until_somebody_looked(thread):
    comment_id = known()
    for last in (1, 1, 2):
        report(comment_id, address=f"203.0.113.{last}")
    assert Comment.objects.get(pk=comment_id).state == State.PUBLISHED
    report(comment_id, address="203.0.113.3", email="eve@example.com")
    row = Comment.objects.get(pk=comment_id)
    assert (row.state, row.causes) == (State.HELD, ["reported"])
    decide(comment_id, Decision(State.PUBLISHED))
    assert set(Report.objects.values_list("state", flat=True)) == {"dismissed"}
    assert [letter.subject for letter in mail.outbox] == [
        "Your report has come",
        "What became of your report",
    ]


def test_a_report_that_is_upheld_is_told(thread):
    comment_id = known()
    report(comment_id, email="eve@example.com", language="fr")
    decide(comment_id, RUDE)
    assert mail.outbox[1].body.startswith("Vous avez signalé un commentaire")
    assert "It had been reported." in mail.outbox[2].body


def test_a_report_says_what_is_wrong(thread):
    comment_id = known()
    with pytest.raises(services.GroundMissing):
        report(comment_id, ground=None)
    with pytest.raises(services.GroundMissing):
        report(comment_id, ground=Ground.OTHER)
    with pytest.raises(services.GroundMissing):
        report(comment_id, text="x" * 10**6)
    assert Report.objects.count() == 0


def test_reports_are_found_and_dismissed(thread):
    comment_id = known()
    report(comment_id)
    reported = Wanted(is_reported=True)
    assert [one.id for one in queries.desk_page(wanted=reported, limit=9)] == [comment_id]
    services.dismiss_reports(comment_id=comment_id, actor=STAFF)
    assert queries.desk_page(wanted=reported, limit=9) == ()


def test_a_spam_that_slipped_teaches_the_judge_that_was_wrong(thread, scripted):
    comment_id = known()
    assert Lesson.objects.get().untold == []
    decide(comment_id, Decision(State.SPAM))
    assert Lesson.objects.get().untold == ["scripted"]
    assert services.teach_due() == 1
    assert scripted.taught == [("A first word of ada@example.com.", True)]
    assert services.teach_due() == 0
    decide(comment_id, Decision(State.PUBLISHED))
    services.teach_due()
    assert scripted.taught[1] == ("A first word of ada@example.com.", False)


def test_a_judge_that_does_not_hear_is_told_the_next_time(thread, scripted):
    heard = say("so deaf this spam")
    decide(heard.comment_id, Decision(State.PUBLISHED))
    assert services.teach_due() == 0
    assert Lesson.objects.get().untold == ["scripted"]


def test_an_author_is_erased_and_the_thread_stays(thread):
    comment_id = known()
    report(comment_id)
    say("An answer to it", parent_id=comment_id, email="b@example.com", address=OTHER)
    decide(Comment.objects.latest("pk").pk, Decision(State.PUBLISHED))
    assert services.erase_author(email=" ADA@example.com ", actor=STAFF) == 1
    erased, answer = queries.thread_page(key=KEY).comments
    assert (erased.is_erased, erased.text, erased.name) == (True, "", "")
    assert answer.text == "An answer to it"
    row = Comment.objects.get(pk=comment_id)
    assert (row.author, row.network, row.likeness, row.purge_at) == (None, "", "", None)
    assert [one.email for one in Author.objects.all()] == ["b@example.com"]
    assert "ada" not in str(audit.lines())
    assert services.erase_author(email="ada@example.com", actor=STAFF) == 0


def test_what_tells_who_somebody_is_goes_after_a_year(thread, noon):
    comment_id = known()
    noon.shift(365 * 86400 - 1)
    assert services.purge(at=NOON.replace(year=2027, hour=11)) == 0
    assert services.purge(at=NOON.replace(year=2027)) == 1
    row = Comment.objects.get(pk=comment_id)
    assert (row.network, row.text) == ("", "A first word of ada@example.com.")


def test_old_spam_has_no_author(thread):
    say("cheap spam")
    assert services.purge(at=NOON.replace(month=5, day=31)) == 0
    assert services.purge(at=NOON.replace(month=6, day=1)) == 1
    assert Author.objects.count() == 0


def test_whoever_stopped_letters_stays_so_without_comments_until_erased(thread):
    say("cheap spam")
    services.stop_letters(slip=slips.stop(Author.objects.get().pk))
    assert services.purge(at=NOON.replace(month=6, day=1)) == 1
    author = Author.objects.get()
    assert (author.email, author.is_silenced, author.comments.count()) == ("ada@example.com", True, 0)  # fmt: skip
    assert services.erase_author(email="ada@example.com", actor=STAFF) == 0
    assert Author.objects.count() == 0


def test_moderators_are_told_once_an_hour(thread, settings):
    settings.COMMENT_MODERATORS = ["mod@example.com"]
    say()
    assert services.tell_moderators(at=NOON) == 1
    say("Another one")
    assert services.tell_moderators(at=NOON.replace(minute=59)) == 0
    assert services.tell_moderators(at=NOON.replace(hour=13)) == 1
    assert [one.to for one in mail.outbox] == [["mod@example.com"], ["mod@example.com"]]
    assert READER not in mail.outbox[0].body


def test_an_answer_is_told_to_whoever_asked_for_it_until_they_stop(thread):
    comment_id = known(wants_answers=True)
    services.confirm_address(slip=asked_slip())
    known("b@example.com")
    mail.outbox.clear()
    say("Quite so.", name="Bob", parent_id=comment_id, email="b@example.com", address=OTHER)
    say("My own word", parent_id=comment_id)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.com"]
    assert letter.body.startswith("Bob answered you on “Ten series from Paris”:\n\n> Quite so.\n")
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    services.stop_letters(slip=stop.split("/")[-2])
    say("Once more.", parent_id=comment_id, email="b@example.com", address=OTHER)
    assert len(mail.outbox) == 1
    with pytest.raises(services.NoSuchComment):
        services.stop_letters(slip="1.forged")
