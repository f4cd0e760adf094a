"""What staff may do: eight roles, nine desks, one table. Pure, so that a page, the API and a test read the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Role(StrEnum):
    OWNER = "owner"
    PROGRAMMER = "programmer"
    RIGHTS = "rights"
    POST = "post"
    EDITORIAL = "editorial"
    SUPPORT = "support"
    FINANCE = "finance"
    READER = "read-only"


class Desk(StrEnum):
    """A part of the console; every page belongs to one."""

    PUBLISH = "publish"
    RIGHTS = "rights"
    DELIVERIES = "deliveries"
    SUBSCRIBERS = "subscribers"
    COMMISSION = "commission"
    GROW = "grow"
    SPEAK = "speak"
    STATEMENTS = "statements"
    OPERATE = "operate"


class Level(IntEnum):
    """Changing takes in seeing."""

    NOTHING = 0
    SEE = 1
    CHANGE = 2


# Titles and their words are published; windows and licences are rights; films, jobs and redeliveries are deliveries;
# the audit trail, staff and the machine are operated. Support and finance alone see who subscribes: it is personal.
# What rights holders are due is settled by finance, and never by those who sign the contracts.
_TABLE = """
           publish rights deliveries subscribers commission grow   speak  statements operate
owner      change  change change     change      change     change change change     change
programmer change  see    see        -           change     change see    see        see
rights     see     change see        -           see        -      -      see        see
post       see     see    change     -           -          -      -      -          see
editorial  change  see    see        -           -          -      change -          -
support    see     see    see        change      -          -      see    -          -
finance    see     see    -          see         see        see    -      change     see
read-only  see     see    see        -           see        see    see    see        see
"""
_LEVELS = {"-": Level.NOTHING, "see": Level.SEE, "change": Level.CHANGE}


def _read(table: str) -> dict[Role, dict[Desk, Level]]:
    desks, *rows = (line.split() for line in table.strip().splitlines())
    return {
        Role(role): {Desk(desk): _LEVELS[said] for desk, said in zip(desks, levels, strict=True)}
        for role, *levels in rows
    }


TABLE = _read(_TABLE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is among staff. ``territories`` are those they act in; none named means all of them."""

    roles: frozenset[Role] = frozenset()
    territories: frozenset[str] = frozenset()

    def acts_in(self, territories: Collection[str]) -> bool:
        """Owners act everywhere, whatever is written beside their name."""
        everywhere = not self.territories or Role.OWNER in self.roles
        return everywhere or self.territories.issuperset(territories)


def level(who: Standing, desk: Desk) -> Level:
    """Several roles add up."""
    return max((TABLE[role][desk] for role in who.roles), default=Level.NOTHING)


def may_see(who: Standing, desk: Desk) -> bool:
    return level(who, desk) >= Level.SEE


def may_change(who: Standing, desk: Desk, territories: Collection[str] = ()) -> bool:
    """Whether an act at a desk is theirs; one that is bound to territories must be so in every one of them."""
    return level(who, desk) >= Level.CHANGE and who.acts_in(territories)


def who_may(desk: Desk, wanted: Level) -> tuple[Role, ...]:
    """The roles that reach a level, for the sentence that says no."""
    return tuple(role for role in Role if TABLE[role][desk] >= wanted)
