"""Where a comment is, and where it may go from there: one table."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Pending is not yet weighed, held waits for a person; removed was read by people and is told of in its place."""

    PENDING = "pending"
    HELD = "held"
    PUBLISHED = "published"
    SPAM = "spam"
    REMOVED = "removed"


# What its author writes anew is weighed anew, so that nothing is slipped in after it was let through.
MOVES: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.HELD, State.PUBLISHED, State.SPAM, State.REMOVED}),
    State.HELD: frozenset({State.PUBLISHED, State.SPAM, State.REMOVED, State.PENDING}),
    State.PUBLISHED: frozenset({State.HELD, State.SPAM, State.REMOVED, State.PENDING}),
    State.SPAM: frozenset({State.PUBLISHED, State.HELD, State.REMOVED}),
    # A complaint may be granted.
    State.REMOVED: frozenset({State.PUBLISHED}),
}
# What waits for somebody.
WAITING = frozenset({State.PENDING, State.HELD})


def may_move(now: State, then: State) -> bool:
    return then in MOVES[now]


class Ground(StrEnum):
    """Why a person takes a comment away, or reports one."""

    ILLEGAL = "illegal"
    HATE = "hate"
    INSULT = "insult"
    PRIVACY = "privacy"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class ReportState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


# So many people who do not know one another take a comment away until somebody has looked.
REPORTS_THAT_HOLD = 3
