"""What somebody says: refused in a sentence, or on record, and weighed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.comments import queries, services, slips
from lanterne.comments.models import Comment, Thread
from lanterne.comments.rules.states import State
from lanterne.comments.rules.words import Act
from lanterne.comments.services import About, Sender
from tests.comments.conftest import KEY, NOON, OTHER, READER, a_slip, known, say

STAFF = "user:1"


def decided(comment_id, state, **more):
    services.decide(comment_id=comment_id, decision=services.Decision(state, **more), actor=STAFF)


def state_of(comment_id):
    return State(Comment.objects.get(pk=comment_id).state)


def causes(comment_id):
    return Comment.objects.get(pk=comment_id).causes


def test_a_first_comment_waits_for_a_person(thread):
    heard = say()
    assert (heard.is_published, state_of(heard.comment_id)) == (False, State.HELD)
    assert causes(heard.comment_id) == ["new_author"]
    assert queries.thread_page(key=KEY).comments == ()


def test_whoever_was_published_once_is_read_at_once(thread):
    known()
    assert say("And a second time.").is_published
    shown = queries.thread_page(key=KEY).comments
    assert [one.text for one in shown] == ["A first word of ada@example.com.", "And a second time."]


def test_trust_ends_with_what_has_to_go(thread):
    decided(known(), State.SPAM)
    assert not say("And a second time.").is_published


@pytest.mark.parametrize(
    ("last", "state", "cause"),
    [
        ("spam", State.SPAM, "judged_spam"),
        ("unsure", State.HELD, "unsure"),
        ("silent", State.HELD, "nobody_judged"),
        ("unreachable", State.HELD, "unreachable"),
        ("ham", State.PUBLISHED, None),
    ],
)
def test_what_the_judge_says_of_somebody_known(thread, last, state, cause):
    known()
    heard = say(f"This one is {last}")
    assert state_of(heard.comment_id) is state
    assert causes(heard.comment_id) == ([cause] if cause else [])


def test_blatant_spam_is_kept_and_called_so(thread):
    assert causes(say("blatant is this spam").comment_id) == ["blatant"]


def test_without_any_judge_everything_waits(thread, settings):
    known()
    settings.COMMENT_JUDGES = ()
    assert causes(say("Nobody looks at this.").comment_id) == ["nobody_judged"]


def test_a_field_that_people_do_not_see_gives_a_program_away(thread):
    heard = say(honeypot="https://example.com")
    assert not heard.is_published
    assert causes(heard.comment_id) == ["honeypot"]


def test_watched_words_are_met_however_they_are_written(thread):
    known()
    services.watch_word(word="Crétin*", act=Act.HOLD, actor=STAFF)
    services.watch_word(word="cheap pills", act=Act.SPAM, actor=STAFF)
    held, spam, free = (
        say(text).comment_id
        for text in ("What cre\u200btins they are", "CHEAP   pills for all", "A concretine bridge")
    )
    assert [state_of(one) for one in (held, spam, free)] == [
        State.HELD,
        State.SPAM,
        State.PUBLISHED,
    ]
    assert Comment.objects.get(pk=held).grounds == ["cretin*"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write something."),
        (" \n\u200b\u200f ", "Write something."),
        ("x" * 5001, "A comment has up to 5000 characters. Say it shorter, or in two."),
        ("x" * 1_048_576, "A comment has up to 5000 characters. Say it shorter, or in two."),
        ("a\n" * 250, "A comment has up to 200 lines."),
        ("http://a.example " * 4, "A comment has up to 3 links."),
        ("z" + "\u0301" * 40, "These piled accents would cover the lines around them."),
        ("ab\u202ecd", "The text has a sign that would turn round or break the page around it."),
        ("ab\x00cd", "The text has a sign that would turn round or break the page around it."),
    ],
    ids=["empty", "unseen", "long", "megabyte", "lines", "links", "accents", "bidi", "control"],
)
def test_a_text_that_is_refused_is_not_kept(thread, text, sentence):
    with pytest.raises(services.TextRefused) as refusal:
        say(text)
    assert str(refusal.value) == sentence
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 61, "see www.example.com", "A\u202eda", "x" * 10**6]
)
def test_a_name_is_a_name(thread, name):
    with pytest.raises(services.NameRefused):
        say(name=name)


@pytest.mark.parametrize(
    "email", ["", "ada", "a b@example.com", "ada@example", "a@b.c,d@e.fr", "a" * 300 + "@b.fr"]
)
def test_an_address_is_an_address(thread, email):
    with pytest.raises(services.EmailRefused):
        say(email=email)


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (a_slip(at=NOON - timedelta(seconds=2)), "faster than anybody reads"),
        (a_slip(at=NOON + timedelta(hours=1)), "faster than anybody reads"),
        (a_slip(at=NOON - timedelta(hours=25)), "lain open for too long"),
        (a_slip(key="article:13"), "lain open for too long"),
        ("article:12~1772400000.forged", "lain open for too long"),
        ("", "lain open for too long"),
    ],
    ids=["fast", "ahead", "old", "of another page", "forged", "none"],
)
def test_a_form_is_ours_and_neither_too_new_nor_too_old(thread, slip, sentence):
    with pytest.raises(services.FormStale, match=sentence):
        services.say(
            key=KEY,
            words=services.Words("Ada", "ada@example.com", "Hello there"),
            sender=Sender(READER, "", slip),
        )


def test_the_sixth_within_ten_minutes_is_too_many(thread, noon):
    for number in range(5):
        say(f"Number {number}")
    with pytest.raises(services.TooOften):
        say("Number 5")
    assert say("Somebody else speaks", address=OTHER)
    noon.shift(timedelta(minutes=10))
    assert say("Number 5")


def test_a_household_has_one_network_of_version_six(thread):
    assert slips.network("2001:db8::1") == slips.network("2001:db8::ffff")
    assert slips.network("2001:db8::1") != slips.network("2001:db8:0:1::1")
    assert READER not in Comment.objects.get(pk=say().comment_id).network


def test_a_form_that_is_sent_twice_says_it_once(thread):
    say("The same words")
    with pytest.raises(services.SaidAlready):
        say("the SAME  words")
    assert Comment.objects.count() == 1


def test_a_thread_closes_at_its_instant(thread, noon):
    noon.move_to(NOON + timedelta(days=14) - timedelta(seconds=1))
    fresh = slips.form(KEY, at=NOON + timedelta(days=14, minutes=-1))
    say(slip=fresh)
    noon.move_to(NOON + timedelta(days=14))
    with pytest.raises(services.ThreadClosed):
        say("Too late", slip=fresh)


def test_opening_again_changes_nothing_and_closing_stays(thread):
    about = About("Ten series from Paris", "/newsroom/ten-series/", "en", "FR")
    services.close_thread(key=KEY, actor=STAFF)
    services.open_thread(key=KEY, about=about, actor=STAFF)
    assert Thread.objects.get().closes_at == NOON
    with pytest.raises(services.ThreadClosed):
        say()


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil", "javascript:alert(1)"]
)
def test_a_thread_stands_at_an_address_of_ours(db, address):
    with pytest.raises(services.ThreadInvalid):
        services.open_thread(key="a:1", about=About("A", address, "en"), actor=STAFF)


@pytest.mark.parametrize("year", [1, 1879, 9999])
def test_a_thread_closes_in_our_time(db, year):
    with pytest.raises(services.ThreadInvalid):
        services.open_thread(
            key="a:1", about=About("A", "/a/", "en"), closes_at=NOON.replace(year=year), actor=STAFF
        )


def test_an_author_changes_a_comment_for_a_quarter_of_an_hour(thread, noon):
    known()
    heard = say("A slip of the pan")
    noon.shift(timedelta(minutes=14))
    services.edit(slip=heard.slip, text="A slip of the pen", sender=Sender(READER, "", ""))
    (_first, shown) = queries.thread_page(key=KEY).comments
    assert (shown.text, shown.edited_at) == ("A slip of the pen", NOON + timedelta(minutes=14))
    noon.shift(timedelta(minutes=1))
    with pytest.raises(services.EditOver):
        services.edit(slip=heard.slip, text="Too late", sender=Sender(READER, "", ""))


def test_what_is_written_anew_is_weighed_anew(thread):
    known()
    heard = say("Quite harmless")
    assert heard.is_published
    changed = services.edit(slip=heard.slip, text="Now it is spam", sender=Sender(READER, "", ""))
    assert not changed.is_published
    assert state_of(heard.comment_id) is State.SPAM
    with pytest.raises(services.EditOver):
        services.edit(slip=heard.slip, text="Harmless again", sender=Sender(READER, "", ""))


@pytest.mark.parametrize("slip", ["", "1", "1.forged", a_slip()])
def test_nobody_changes_what_is_not_theirs(thread, slip):
    with pytest.raises(services.NoSuchComment):
        services.edit(slip=slip, text="Mine", sender=Sender(READER, "", ""))


def test_answers_lie_under_what_they_answer_and_no_deeper_than_five_steps(thread, noon):
    first = known()
    last = first
    for number in range(7):
        last = say(f"Answer {number}", parent_id=last).comment_id
        noon.shift(timedelta(minutes=5))
    say("A new beginning", slip=slips.form(KEY, at=noon_of(noon)))
    shown = queries.thread_page(key=KEY).comments
    assert [one.depth for one in shown] == [0, 1, 2, 3, 4, 4, 4, 4, 0]
    assert [one.parent_id for one in shown[1:-1]] == [one.id for one in shown[:-2]]


def noon_of(clock):
    from lanterne.core.clock import now

    return now() - timedelta(minutes=1)


def test_only_what_is_read_is_answered(thread):
    waiting = say().comment_id
    with pytest.raises(services.NoSuchComment):
        say("An answer", parent_id=waiting, address=OTHER)


def test_what_died_before_it_was_judged_is_judged_later(thread, noon):
    row_id = say().comment_id
    Comment.objects.filter(pk=row_id).update(state="pending", causes=[])
    assert services.judge_pending(at=NOON + timedelta(minutes=2)) == 0
    assert services.judge_pending(at=NOON + timedelta(minutes=3)) == 1
    assert state_of(row_id) is State.HELD


def test_a_page_of_a_long_thread_costs_two_statements_however_deep(
    thread, django_assert_num_queries
):
    row = Comment.objects.get(pk=known())
    Comment.objects.bulk_create(
        Comment(
            thread_id=row.thread_id,
            parent=row,
            place=f"{row.place}{number:012d}",
            name="Ada",
            text=str(number),
            state="published",
            said_at=NOON,
            published_at=NOON,
        )
        for number in range(3000)
    )
    with django_assert_num_queries(2):
        page = queries.thread_page(key=KEY)
    assert (len(page.comments), page.after) == (50, page.comments[-1].place)
    seen = len(page.comments)
    while page.after:
        page = queries.thread_page(key=KEY, after=page.after, size=500)
        seen += len(page.comments)
    assert seen == 3001
