"""Who may read before others: what may become of an agent, until when, and how often a way in is mailed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# How long a link lets its reader in, once.
LINK_GOOD_FOR = timedelta(minutes=15)
# The wait before another link is mailed to the same agent; it doubles with each until one is used.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
# Requests that nobody decided about; beyond them the door says to come back later.
MOST_PENDING = 1000
LONGEST_NAME, LONGEST_REASON, LONGEST_KEY = 120, 500, 120
# What tokens are for: none of one kind opens what another is for.
LINK, VISIT = "lanterne.accreditation.link", "lanterne.accreditation.visit"
# No two of these look alike in print: a mark is read off a photograph of a leaked page.
MARK_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MARK_LENGTH = 8


class State(StrEnum):
    ASKED = "asked"
    ACCREDITED = "accredited"
    # Declined, or accredited no more.
    ENDED = "ended"


MOVES = {
    State.ASKED: {State.ACCREDITED, State.ENDED},
    State.ACCREDITED: {State.ENDED},
    State.ENDED: {State.ASKED, State.ACCREDITED},
}


class Kind(StrEnum):
    """What is mailed to an agent."""

    SIGN_IN = "sign_in"
    ACCREDITED = "accredited"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody says of themselves and their outlet."""

    name: str
    email: str
    outlet: str
    country: str
    website: str = ""
    language: str = "en"
    zone: str = "UTC"


def may_move(now: State, then: State) -> bool:
    return then in MOVES[now]


def is_accredited(state: State, until: datetime | None, at: datetime) -> bool:
    """At the stroke of ``until`` it is over."""
    return state is State.ACCREDITED and until is not None and at < until


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day is over by an agent's clocks."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def wait_before_linking(times: int) -> timedelta:
    """How long after a link the next one may go, when so many went unused."""
    doublings = min(max(times - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def mark(choose: Callable[[str], str]) -> str:
    """A code that stands for a reader in what they read; ``choose`` picks one sign by chance."""
    return "".join(choose(MARK_SIGNS) for _ in range(MARK_LENGTH))


def mark_read(told: str) -> str:
    """As it is held, whatever somebody typed off a page: "7k3q-bw9x" is 7K3QBW9X."""
    return "".join(sign for sign in told.upper() if sign.isalnum())[: MARK_LENGTH + 1]
