"""Readers who find a comment worth reading: once for each network and browser, and not their own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.comments import queries, services, slips
from lanterne.comments.models import Comment, Vote
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.services import Sender
from tests.comments.conftest import KEY, NOON, OTHER, READER, a_slip, known, say

STAFF = "user:1"


def vote(comment_id, *, address=OTHER, ballot="", slip=None, key=KEY):
    sender = Sender(address, "", a_slip() if slip is None else slip)
    return services.vote(key=key, comment_id=comment_id, sender=sender, ballot=ballot)


def votes(comment_id):
    return Comment.objects.get(pk=comment_id).votes


def test_a_vote_counts_once_for_a_network_and_once_for_a_browser(thread):
    comment_id = known()
    ballot = vote(comment_id)
    assert vote(comment_id, ballot=ballot, address="192.0.2.99") == ballot
    with pytest.raises(services.NotCounted):
        vote(comment_id)
    vote(comment_id, address="2001:db8::1")
    with pytest.raises(services.NotCounted):
        vote(comment_id, address="2001:db8::ffff")
    assert votes(comment_id) == Vote.objects.count() == 2
    assert OTHER not in str(list(Vote.objects.values()))


def test_a_vote_is_taken_back_by_the_browser_that_cast_it_and_by_no_other(thread):
    comment_id = known()
    ballot = vote(comment_id)
    for forged in ("", ballot[:-1], slips.author(comment_id), slips.ballot({comment_id: 10**9})):
        services.take_back(comment_id=comment_id, ballot=forged)
    assert votes(comment_id) == 1
    assert services.take_back(comment_id=comment_id, ballot=ballot) == ""
    assert services.take_back(comment_id=comment_id, ballot=ballot) == ""
    assert (votes(comment_id), Vote.objects.count()) == (0, 0)
    assert vote(comment_id)


def test_ones_own_network_has_no_vote_and_is_not_told_who_wrote_or_recommended(thread):
    comment_id = say("A second word.", address=READER).comment_id
    services.decide(comment_id=comment_id, decision=services.Decision(State.PUBLISHED), actor=STAFF)
    with pytest.raises(services.NotCounted) as own:
        vote(comment_id, address=READER)
    assert votes(comment_id) == 0
    vote(comment_id)
    with pytest.raises(services.NotCounted) as second:
        vote(comment_id)
    assert str(own.value) == str(second.value) == "From your network this cannot be counted."
    assert votes(comment_id) == 1


def test_only_what_is_read_in_an_open_thread_gets_votes(thread, noon):
    comment_id = known()
    waiting = say("A second word.", email="b@example.com").comment_id
    for one, key in ((waiting, KEY), (comment_id, "article:13"), (999, KEY)):
        with pytest.raises(services.NoSuchComment):
            vote(one, key=key)
    for slip in ("", a_slip(key="article:13"), a_slip(at=NOON - timedelta(hours=25))):
        with pytest.raises(services.FormStale):
            vote(comment_id, slip=slip)
    ballot = vote(comment_id, slip=a_slip(at=NOON))
    services.close_thread(key=KEY, actor=STAFF)
    with pytest.raises(services.ThreadClosed):
        vote(comment_id, address="192.0.2.9")
    services.take_back(comment_id=comment_id, ballot=ballot)
    assert votes(comment_id) == 0


def test_other_words_begin_without_votes(thread):
    known()
    heard = say("A slip of the pan")
    vote(heard.comment_id)
    services.edit(slip=heard.slip, text="A slip of the pen", sender=Sender(READER, "", ""))
    assert (votes(heard.comment_id), Vote.objects.count()) == (0, 0)


def test_votes_go_with_an_erased_comment_and_come_back_with_one_that_does(thread):
    comment_id = known()
    vote(comment_id)
    rude = services.Decision(State.REMOVED, Ground.INSULT)
    services.decide(comment_id=comment_id, decision=rude, actor=STAFF)
    services.decide(comment_id=comment_id, decision=services.Decision(State.PUBLISHED), actor=STAFF)
    assert queries.comment(comment_id=comment_id).votes == 1
    services.erase_author(email="ada@example.com", actor=STAFF)
    assert (votes(comment_id), Vote.objects.count()) == (0, 0)


def test_after_thirty_days_only_the_count_is_left(thread):
    comment_id = known()
    vote(comment_id)
    assert services.purge(at=NOON + timedelta(days=30, seconds=-1)) == 0
    assert services.purge(at=NOON + timedelta(days=30)) == 1
    assert (votes(comment_id), Vote.objects.count()) == (1, 0)


def test_a_ballot_holds_what_a_cookie_has_room_for(thread):
    ballot = slips.ballot({number: 10**9 + number for number in range(150)})
    assert list(slips.votes_of(ballot)) == list(range(50, 150))
    assert len(ballot) < 2000
