"""Who is on the list, what may become of a letter, and what a mail server's report means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

# Everything, everywhere: the code of the world in UN M.49, beside those of countries.
WORLDWIDE = "001"
# A reader's first wait before another message that asks to confirm; it doubles with each, so nobody is flooded.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(days=1)
# How long who left or was never reached again is kept, so that a mistake can be mended.
KEEP_LEFT = timedelta(days=30)
# So many letters that came back for now, within such a time, and the address is given up.
MOST_RETURNS, RETURNS_WITHIN = 3, timedelta(days=30)
# A letter that was claimed so long ago and is not marked: its worker died in the midst of it.
DOUBTFUL_AFTER = timedelta(minutes=10)
MOST_TRIES, BETWEEN_TRIES = 5, timedelta(minutes=15)
ASK_AGAIN = timedelta(minutes=1)
MINUTE = timedelta(minutes=1)


class State(StrEnum):
    """Where a reader stands for one language and market."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    LEFT = "left"
    BOUNCED = "bounced"


MOVES = {
    State.ASKED: {State.CONFIRMED, State.LEFT, State.BOUNCED},
    State.CONFIRMED: {State.LEFT, State.BOUNCED},
    # Who holds a link that was mailed to the address may come back without being asked twice.
    State.LEFT: {State.ASKED, State.CONFIRMED, State.BOUNCED},
    # A mailbox may come back to life: the message that asks to confirm proves it.
    State.BOUNCED: {State.ASKED, State.CONFIRMED, State.LEFT},
}


class LetterState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


LETTER_MOVES = {
    LetterState.WAITING: {
        LetterState.SENDING,
        LetterState.DONE,
        LetterState.STOPPED,
        LetterState.WITHDRAWN,
    },
    LetterState.SENDING: {LetterState.DONE, LetterState.STOPPED, LetterState.WITHDRAWN},
    LetterState.DONE: set[LetterState](),
    LetterState.STOPPED: set[LetterState](),
    LetterState.WITHDRAWN: set[LetterState](),
}
OPEN_LETTERS = frozenset({LetterState.WAITING, LetterState.SENDING})


class Outcome(StrEnum):
    """What became of a letter to one reader."""

    CLAIMED = "claimed"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    # Handed over or not: the process died, or the line did, before the server said so. It is not sent a second time.
    UNCERTAIN = "uncertain"


class Return(StrEnum):
    """What a report says about an address."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    COMPLAINT = "complaint"


def may_move(now: State, then: State) -> bool:
    return then in MOVES[now]


def may_become(now: LetterState, then: LetterState) -> bool:
    return then in LETTER_MOVES[now]


def reaches(letter_market: str, reader_market: str) -> bool:
    """A letter for the world reaches everybody, and who reads for the world gets every letter."""
    return WORLDWIDE in (letter_market, reader_market) or letter_market == reader_market


def wait_before_asking(times: int) -> timedelta:
    """How long after a message the next one to the same address may go, when so many went already."""
    doublings = min(max(times - 1, 0), 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def room(a_minute: int, claimed: int) -> int:
    """How many letters may still leave within this minute."""
    return max(0, a_minute - claimed)


def verdict(action: str, status: str) -> Return | None:
    """What RFC 3464's words for one recipient mean; None where the letter arrived or is still under way."""
    if action.strip().lower() != "failed":
        return None
    code = status.strip()
    # A full mailbox is emptied some day, whatever class the server gives it (RFC 3463, x.2.2).
    is_full = code.split(".")[1:] == ["2", "2"]
    return Return.PERMANENT if code.startswith("5.") and not is_full else Return.TEMPORARY


def is_given_up(kinds: Iterable[Return]) -> bool:
    """Whether an address that had these returns lately is written to no more."""
    told = list(kinds)
    return Return.PERMANENT in told or told.count(Return.TEMPORARY) >= MOST_RETURNS
