"""Letters: when they go, to whom, in which words, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.mailing import queries, services
from lanterne.mailing.models import Dispatch, Letter, Subscription
from lanterne.mailing.ports import Never, NotYet, Words
from lanterne.mailing.rules import WORLDWIDE, LetterState, Outcome, State
from lanterne.mailing.services import sending
from lanterne.mailing.services.handing import Post
from tests.mailing.conftest import MORNING, NOON, announce, join, link_in, words

pytestmark = pytest.mark.usefixtures("markets")
ADA, BOB, CLEO = "ada@example.com", "bob@example.com", "cleo@example.com"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def this_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def states(language="fr"):
    return [one.state for one in queries.letters() if one.language == language]


def recipients(postbox):
    return sorted(one.to[0] for one in postbox.kept)


def test_a_letter_goes_at_its_second_and_not_before(postbox, pen):
    join(postbox, ADA)
    pen.said = {"fr": words()}
    announce("FR")
    assert services.next_due(at=NOON - SECOND) == NOON
    assert services.send_due(at=NOON - SECOND) == 0
    assert pen.asked == postbox.kept == []
    assert services.send_due(at=NOON) == 1
    assert recipients(postbox) == [ADA]
    assert services.send_due(at=NOON + SECOND) == 0
    assert states() == [LetterState.DONE]


def test_a_letter_reads_as_it_should(postbox, pen, settings):
    settings.MAILING_RETURNS = "returns@news.example"
    token = join(postbox, ADA, "en", "FR")
    join(postbox, BOB, "en", "FR")
    pen.said = {"en": words("Fish & <b>chips</b>\r\nBcc: all@example.com")}
    announce("FR")
    services.send_due(at=NOON)
    (kept,) = postbox.to(ADA)
    dispatch = Dispatch.objects.get(address__email=ADA).pk
    message = kept.message
    assert message["Subject"] == "Fish & <b>chips</b> Bcc: all@example.com"
    assert message["Bcc"] is None
    assert message["To"] == ADA
    assert BOB not in message.as_string()
    assert message["From"] == "Lanterne <news@example.com>"
    assert message["Message-ID"].startswith(f"<{dispatch}-")
    assert message["Message-ID"].endswith("@watch.example>")
    word = message["Message-ID"].strip("<>").partition("@")[0]
    assert kept.returns_to == f"returns+{word}@news.example"
    assert message["List-Id"] == "<letters.watch.example>"
    leave = f"https://watch.example/newsroom/letters/leave/{token}/"
    assert message["List-Unsubscribe"].replace(" ", "") == f"<{leave}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert kept.part("plain").replace("\r\n", "\n") == (
        "Fish & <b>chips</b>\nBcc: all@example.com\n\nIt opens in spring.\n\nFifty people.\n\n"
        "Read on: https://watch.example/newsroom/fr/paris/\n\n-- \n"
        "You get this because you asked for our letters: English, France.\n"
        f"Leave the list: {leave}\n"
        f"Change what you get: https://watch.example/newsroom/letters/mine/{token}/\n"
    )
    assert "Fish &amp; &lt;b&gt;chips&lt;/b&gt;" in kept.part("html")
    assert '<html lang="en" dir="ltr">' in kept.part("html")


def test_arabic_runs_from_right_to_left(postbox, pen):
    join(postbox, ADA, "ar", WORLDWIDE)
    pen.said = {"ar": words("استوديو جديد")}
    announce()
    services.send_due(at=NOON)
    (kept,) = postbox.kept
    assert kept.message["Subject"] == "استوديو جديد"
    assert '<html lang="ar" dir="rtl">' in kept.part("html")
    assert "مغادرة القائمة" in kept.part("html")


def test_everybody_reads_their_language_and_market_and_each_once(postbox, pen):
    join(postbox, ADA, "fr", "FR")
    join(postbox, ADA, "fr", "BE")
    join(postbox, BOB, "en", "FR")
    join(postbox, CLEO, "fr", WORLDWIDE)
    join(postbox, "dora@example.com", "fr", "CH")
    pen.said = {"fr": words("Bonjour"), "en": words("Hello")}
    announce("BE", "FR")
    assert services.send_due(at=NOON) == 3
    assert [(one.to[0], one.message["Subject"]) for one in postbox.kept] == [
        (BOB, "Hello"),
        (ADA, "Bonjour"),
        (CLEO, "Bonjour"),
    ]


def test_what_is_for_the_world_reaches_every_market(postbox, pen):
    join(postbox, ADA, "fr", "FR")
    join(postbox, BOB, "fr", WORLDWIDE)
    pen.said = {"fr": words()}
    announce()
    services.send_due(at=NOON)
    assert recipients(postbox) == [ADA, BOB]
    assert {market for _key, _language, market in pen.asked} == {WORLDWIDE}


def test_under_embargo_nothing_goes_and_it_is_asked_again(postbox, pen):
    join(postbox, ADA)
    lifts = NOON + timedelta(minutes=7)
    pen.said = {"fr": lambda at: words() if at >= lifts else NotYet(lifts)}
    announce("FR")
    assert services.send_due(at=NOON) == services.send_due(at=lifts - SECOND) == 0
    assert services.next_due(at=NOON + SECOND) is not None
    assert states() == [LetterState.WAITING]
    assert services.send_due(at=lifts) == 1


def test_one_market_may_wait_for_another(postbox, pen):
    join(postbox, ADA, "fr", "FR")
    join(postbox, BOB, "fr", "BE")
    pen.said = {("fr", "FR"): words(), ("fr", "BE"): NotYet(NOON + timedelta(hours=1))}
    announce("BE", "FR")
    services.send_due(at=NOON)
    assert recipients(postbox) == [ADA]
    pen.said = {("fr", "FR"): Never(), ("fr", "BE"): words()}
    services.send_due(at=NOON + timedelta(hours=1))
    assert recipients(postbox) == [ADA, BOB]
    assert states() == [LetterState.DONE]


def test_what_was_withdrawn_never_goes(postbox, pen):
    join(postbox, ADA)
    pen.said = {"fr": Never()}
    announce("FR")
    services.send_due(at=NOON)
    pen.said = {"fr": words()}
    assert services.send_due(at=NOON + timedelta(days=1)) == 0
    assert (postbox.kept, states()) == ([], [LetterState.WITHDRAWN])


def test_without_a_writer_nothing_is_sent(postbox, settings):
    settings.MAILING_WRITER = ""
    join(postbox, ADA)
    announce("FR")
    assert services.send_due(at=NOON) == 0
    assert states() == [LetterState.WAITING]


def test_a_letter_may_be_announced_in_one_language_alone():
    services.announce(key="article:12", markets=["FR"], at=NOON, actor="user:1", languages=["fr"])
    assert [one.language for one in queries.letters()] == ["fr"]


def test_announcing_again_moves_what_waits_and_nothing_else(postbox, pen):
    join(postbox, ADA)
    announce("FR")
    announce("FR")
    assert Letter.objects.count() == 3
    announce("FR", at=NOON + SECOND)
    pen.said = {"fr": words()}
    assert services.send_due(at=NOON) == 0
    assert services.send_due(at=NOON + SECOND) == 1
    announce("FR", at=NOON + timedelta(hours=1))
    assert services.send_due(at=NOON + timedelta(hours=2)) == 0
    assert len(postbox.kept) == 1


@pytest.mark.parametrize(
    ("key", "places", "refusal"),
    [("", ["FR"], "key"), ("a" * 121, ["FR"], "key"), ("article:1", [], "one market")],
)
def test_a_letter_without_a_key_or_a_market_is_refused(key, places, refusal):
    with pytest.raises(services.WrongLetter, match=refusal):
        services.announce(key=key, markets=places, at=NOON, actor="user:1")
    assert Letter.objects.count() == 0


def test_who_joins_afterwards_reads_the_next_one(postbox, pen):
    join(postbox, ADA)
    pen.said = {"fr": words()}
    announce("FR")
    services.send_due(at=NOON)
    join(postbox, BOB, at=NOON + SECOND)
    assert services.send_due(at=NOON + 2 * SECOND) == 0


def test_who_leaves_in_the_midst_of_it_is_spared(postbox, pen):
    join(postbox, ADA)
    leaving = join(postbox, BOB)
    pen.said = {"fr": words()}
    announce("FR")
    with Post() as post:
        letter = Letter.objects.get(language="fr")
        sending._begin(letter, NOON)
        services.leave(token=leaving, at=NOON)
        assert sending._send_batch(letter, "FR", words(), post, at=NOON) == 1
    assert recipients(postbox) == [ADA]


def test_a_stopped_letter_reaches_nobody_else(postbox, pen, settings):
    settings.MAILING_RATE = 1
    join(postbox, ADA)
    join(postbox, BOB)
    pen.said = {"fr": words()}
    announce("FR")
    services.send_due(at=NOON)
    letter = Letter.objects.get(language="fr")
    services.stop(letter_id=letter.pk, actor="user:1")
    assert services.send_due(at=NOON + timedelta(minutes=2)) == 0
    assert states() == [LetterState.STOPPED]
    with pytest.raises(services.OverAlready):
        services.stop(letter_id=letter.pk, actor="user:1")
    with pytest.raises(services.NoSuchLetter):
        services.stop(letter_id=0, actor="user:1")


def test_no_more_leave_in_a_minute_than_the_server_bears(postbox, pen, settings):
    settings.MAILING_RATE = 2
    for number in range(5):
        join(postbox, f"reader{number}@example.com")
    pen.said = {"fr": words()}
    announce("FR")
    sent = [services.send_due(at=NOON + timedelta(seconds=30 * turn)) for turn in range(5)]
    assert sent == [2, 0, 2, 0, 1]
    assert len({one.to[0] for one in postbox.kept}) == 5


class Killed(BaseException):
    """As a process ends: nothing catches it."""


def test_killed_between_two_readers_nobody_is_missed_or_written_to_twice(postbox, pen, monkeypatch):
    for who in (ADA, BOB, CLEO):
        join(postbox, who)
    pen.said = {"fr": words()}
    announce("FR")
    handed = []

    def hand_over(self, said, to, dispatch, *, at, usual=Post.hand_over):
        if len(handed) == 1:
            handed.append(to)
            raise Killed
        handed.append(to)
        return usual(self, said, to, dispatch, at=at)

    monkeypatch.setattr(Post, "hand_over", hand_over)
    with pytest.raises(Killed):
        services.send_due(at=NOON)
    assert services.send_due(at=NOON + SECOND) == 1
    # Bob's was claimed as the process died: nobody knows whether it left, so it is not sent a second time.
    assert recipients(postbox) == [ADA, CLEO]
    services.send_due(at=NOON + timedelta(minutes=11))
    found = Dispatch.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [Outcome.SENT, Outcome.UNCERTAIN, Outcome.SENT]
    (card,) = [one for one in queries.letters() if one.language == "fr"]
    assert (card.sent, card.uncertain) == (2, 1)


def test_a_server_that_is_away_costs_nobody_a_letter(postbox, pen, settings):
    join(postbox, ADA)
    pen.said = {"fr": words()}
    announce("FR")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert services.send_due(at=NOON) == 0
    assert (Dispatch.objects.count(), states()) == (0, [LetterState.SENDING])
    settings.EMAIL_PORT = port
    assert services.send_due(at=NOON + SECOND) == 0
    assert services.send_due(at=NOON + timedelta(minutes=1)) == 1


def test_a_server_that_asks_for_patience_is_asked_again(postbox, pen):
    join(postbox, ADA)
    pen.said = {"fr": words()}
    announce("FR")
    postbox.answers[ADA] = "451 later"
    assert services.send_due(at=NOON) == 0
    postbox.answers.clear()
    assert services.send_due(at=NOON + timedelta(minutes=14)) == 0
    assert services.send_due(at=NOON + timedelta(minutes=15)) == 1
    assert Dispatch.objects.get().tries == 2


def test_a_server_that_says_no_to_the_address_ends_it_at_once(postbox, pen):
    join(postbox, ADA)
    join(postbox, BOB)
    pen.said = {"fr": words()}
    announce("FR")
    postbox.answers[ADA] = "550 nobody here"
    assert services.send_due(at=NOON) == 1
    gone = Subscription.objects.get(address__email=ADA)
    assert gone.state == State.BOUNCED
    assert Dispatch.objects.get(address__email=ADA).state == Outcome.REFUSED


def test_a_server_that_dislikes_the_words_blames_no_reader(postbox, pen):
    join(postbox, ADA)
    pen.said = {"fr": words()}
    announce("FR")
    postbox.answers_data = "554 looks like spam"
    assert services.send_due(at=NOON) == 0
    assert Subscription.objects.get().state == State.CONFIRMED
    assert (Dispatch.objects.get().state, states()) == (Outcome.REFUSED, [LetterState.DONE])


def test_the_words_are_nowhere_in_the_database(postbox, pen):
    join(postbox, ADA)
    secret = Words("Under embargo", "Until noon.", "/newsroom/x/")
    pen.said = {"fr": secret}
    announce("FR")
    services.send_due(at=NOON)
    held = [*Letter.objects.values(), *Dispatch.objects.values()]
    assert "embargo" not in str(held)
    assert link_in(postbox.kept[0].part("plain"), "leave")
