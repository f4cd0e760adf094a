"""A worker that is really killed, with its mail in the air: nobody is written to twice, and nobody else is missed."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from lanterne.mailing import services
from lanterne.mailing.models import Dispatch
from lanterne.mailing.rules import Outcome
from tests.mailing.conftest import MORNING, NOON, announce, join, words

READERS = [f"reader{number}@example.com" for number in range(4)]


def killed_worker(postbox, *, at_letter: int, when: str) -> None:
    """Run a worker in a process of its own; the mail server kills it as it speaks of the letter of that number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        services.send_due(at=NOON)
        os._exit(0)
    seen = []
    usual = {"rcpt": postbox.handle_RCPT, "data": postbox.handle_DATA}

    async def rcpt(server, session, envelope, address, options):
        seen.append(address)
        if when == "before it is handed over" and len(seen) == at_letter:
            os.kill(child, signal.SIGKILL)
        return await usual["rcpt"](server, session, envelope, address, options)

    async def data(server, session, envelope):
        answer = await usual["data"](server, session, envelope)
        if when == "after it was taken" and len(seen) == at_letter:
            os.kill(child, signal.SIGKILL)
        return answer

    postbox.handle_RCPT, postbox.handle_DATA = rcpt, data
    _pid, status = os.waitpid(child, 0)
    postbox.handle_RCPT, postbox.handle_DATA = usual["rcpt"], usual["data"]
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_letter", [1, 2, 4])
@pytest.mark.parametrize("when", ["before it is handed over", "after it was taken"])
def test_a_worker_killed_with_a_letter_in_the_air(markets, postbox, pen, at_letter, when):
    with time_machine.travel(MORNING, tick=False):
        for reader in READERS:
            join(postbox, reader)
        announce("FR")
    pen.said = {"fr": words()}
    killed_worker(postbox, at_letter=at_letter, when=when)
    services.send_due(at=NOON + timedelta(seconds=1))
    services.send_due(at=NOON + timedelta(minutes=11))

    had = [one.to[0] for one in postbox.kept]
    in_the_air = READERS[at_letter - 1]
    is_there = when == "after it was taken"
    assert sorted(had) == [one for one in READERS if is_there or one != in_the_air]
    told = dict(Dispatch.objects.values_list("address__email", "state"))
    expected = dict.fromkeys(READERS, Outcome.SENT) | {in_the_air: Outcome.UNCERTAIN}
    assert told == expected
