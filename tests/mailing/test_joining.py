"""Coming onto the list by two yeses, and off it by one click."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.core import audit
from lanterne.mailing import queries, services
from lanterne.mailing.models import Address, Subscription
from lanterne.mailing.rules import State
from tests.mailing.conftest import MORNING, ask, join, link_in, waiting

pytestmark = pytest.mark.usefixtures("markets")
ADA = "ada@example.com"


def states():
    return sorted(Subscription.objects.values_list("language", "market", "state"))


@pytest.fixture(autouse=True)
def this_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def test_only_the_mailbox_itself_confirms(postbox):
    ask("  Ada@Example.com ")
    assert states() == [("fr", "FR", State.ASKED)]
    assert services.post_notes() == 1
    (note,) = postbox.to(ADA)
    assert note.message["Subject"] == "Confirmez que vous voulez nos lettres"
    assert note.message["From"] == "Lanterne <news@example.com>"
    assert "demandé nos lettres : Français, France." in note.part("plain")
    services.confirm(token=link_in(note.part("plain"), "confirm"), at=MORNING)
    assert states() == [("fr", "FR", State.CONFIRMED)]


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Confirm that you want our letters"), ("ar", "أكِّد أنك تريد رسائلنا")],
)
def test_one_is_asked_in_the_language_one_asked_for(postbox, language, subject):
    ask(ADA, language, "001")
    services.post_notes()
    assert postbox.to(ADA)[0].message["Subject"] == subject


def test_each_language_and_market_wants_a_yes_of_its_own(postbox, this_morning):
    join(postbox, ADA)
    later = MORNING + timedelta(hours=1)
    this_morning.move_to(later)
    ask(ADA, "en", "001", later)
    assert states() == [("en", "001", State.ASKED), ("fr", "FR", State.CONFIRMED)]


def test_asking_again_sends_no_flood_and_tells_nothing(postbox):
    join(postbox, ADA)
    for minutes in (0, 1, 9, 10, 11, 29):
        ask(ADA, at=MORNING + timedelta(minutes=minutes))
    # Ten minutes after the first goes another; the one after that waits for twenty.
    assert waiting() == 2
    assert states() == [("fr", "FR", State.CONFIRMED)]
    assert ask("nobody@example.com") is ask(ADA) is None


@pytest.mark.parametrize(
    "told",
    [
        "",
        "ada",
        "ada@",
        "ada@example.com\nBcc: all@example.com",
        "ada@localhost",
        "ada@[127.0.0.1]",
        '"ada obi"@example.com',
        '"a\\"b"@example.com',
        # Its domain has no form that a mail server could read.
        "ada@" + "é" * 62 + ".example",
        "a" * 250 + "@example.com",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(told):
    with pytest.raises(services.NotAnAddress, match="This is not an e-mail address"):
        ask(told)
    assert Address.objects.count() == 0


@pytest.mark.parametrize(("language", "market"), [("de", "FR"), ("fr", "JP"), ("fr", "")])
def test_only_what_is_written_can_be_asked_for(language, market):
    with pytest.raises(services.NotOffered):
        ask(ADA, language, market)
    assert Address.objects.count() == 0


def test_who_never_confirms_is_forgotten(postbox, this_morning):
    ask(ADA)
    services.post_notes()
    token = link_in(postbox.to(ADA)[0].part("plain"), "confirm")
    after = MORNING + timedelta(days=7, seconds=1)
    this_morning.move_to(after)
    with pytest.raises(services.LinkOver, match="not good any more"):
        services.confirm(token=token, at=after)
    assert services.clear(at=after) == 1
    assert Address.objects.count() == 0


def test_one_click_leaves_every_letter_and_again_changes_nothing(postbox):
    token = join(postbox, ADA)
    services.change(
        token=token,
        kept=[one.id for one in queries.mine(token=token).wishes],
        added=("en", "001"),
        at=MORNING,
    )
    services.leave(token=token, at=MORNING)
    services.leave(token=token, at=MORNING)
    assert states() == [("en", "001", State.LEFT), ("fr", "FR", State.LEFT)]
    assert [line.action for line in audit.lines()].count("mailing.leave") == 1


def test_an_old_message_does_not_bring_back_who_left(postbox):
    ask(ADA)
    services.post_notes()
    old = link_in(postbox.to(ADA)[0].part("plain"), "confirm")
    services.leave(token=services.confirm(token=old, at=MORNING), at=MORNING)
    with pytest.raises(services.LinkOver):
        services.confirm(token=old, at=MORNING)
    assert states() == [("fr", "FR", State.LEFT)]


def test_the_link_changes_what_one_gets(postbox):
    token = join(postbox, ADA)
    services.change(token=token, kept=[], added=("ar", "001"), at=MORNING)
    assert states() == [("ar", "001", State.CONFIRMED), ("fr", "FR", State.LEFT)]
    held = queries.mine(token=token)
    assert [(one.language, one.market) for one in held.wishes] == [("ar", "001")]


@pytest.mark.parametrize("token", ["", "1-abc", "1-abc.def", "x" * 3000])
def test_a_link_that_we_did_not_make_opens_nothing(postbox, token):
    join(postbox, ADA)
    assert queries.mine(token=token) is None
    assert queries.asked(token=token) is None
    with pytest.raises(services.LinkOver):
        services.leave(token=token, at=MORNING)
    assert states() == [("fr", "FR", State.CONFIRMED)]


def test_nobody_changes_what_is_another_reader_s(postbox):
    mine, theirs = join(postbox, ADA), join(postbox, "bob@example.com")
    (their_wish,) = queries.mine(token=theirs).wishes
    services.change(token=mine, kept=[their_wish.id], added=None, at=MORNING)
    assert [len(queries.mine(token=one).wishes) for one in (mine, theirs)] == [0, 1]


def test_a_person_is_erased_whole(postbox):
    token = join(postbox, ADA)
    services.erase(email="ADA@example.com", actor="user:1")
    assert Address.objects.count() == Subscription.objects.count() == 0
    assert queries.mine(token=token) is None
    assert ADA not in str([(one.subject, one.detail) for one in audit.lines()])
    with pytest.raises(services.NoSuchReader):
        services.erase(email=ADA, actor="user:1")


def test_an_address_is_the_same_however_its_domain_is_written():
    ask("ada@müller.example")
    ask("Ada@XN--MLLER-KVA.example")
    assert Address.objects.get().email == "ada@xn--mller-kva.example"


def test_a_message_that_is_not_taken_holds_no_other_up(postbox):
    postbox.answers["bob@example.com"] = "550 nobody here"
    for name in ("bob", "cleo"):
        ask(f"{name}@example.com")
    assert services.post_notes() == 2
    assert [one.to for one in postbox.kept] == [["cleo@example.com"]]
    assert services.post_notes() == 0
