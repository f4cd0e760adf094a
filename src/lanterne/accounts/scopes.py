"""What a token is good for. Pure, so that the door of the API, the studio and a test read the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lanterne.accounts.roles import Desk, Level, Standing, level


class Scope(StrEnum):
    TITLES_READ = "titles:read"
    TITLES_WRITE = "titles:write"
    RIGHTS_READ = "rights:read"
    RIGHTS_WRITE = "rights:write"
    DELIVERIES_READ = "deliveries:read"
    DELIVERIES_WRITE = "deliveries:write"
    JOBS_READ = "jobs:read"
    SLATE_READ = "slate:read"
    GROWTH_READ = "growth:read"
    FACTS_READ = "facts:read"
    FACTS_WRITE = "facts:write"


# What somebody has to reach themselves for a program of theirs to do it.
NEEDS: dict[Scope, tuple[Desk, Level]] = {
    Scope.TITLES_READ: (Desk.PUBLISH, Level.SEE),
    Scope.TITLES_WRITE: (Desk.PUBLISH, Level.CHANGE),
    Scope.RIGHTS_READ: (Desk.RIGHTS, Level.SEE),
    Scope.RIGHTS_WRITE: (Desk.RIGHTS, Level.CHANGE),
    Scope.DELIVERIES_READ: (Desk.DELIVERIES, Level.SEE),
    Scope.DELIVERIES_WRITE: (Desk.DELIVERIES, Level.CHANGE),
    Scope.JOBS_READ: (Desk.DELIVERIES, Level.SEE),
    Scope.SLATE_READ: (Desk.COMMISSION, Level.SEE),
    Scope.GROWTH_READ: (Desk.GROW, Level.SEE),
    Scope.FACTS_READ: (Desk.GROW, Level.SEE),
    Scope.FACTS_WRITE: (Desk.GROW, Level.CHANGE),
}


def reaches(who: Standing, scope: Scope) -> bool:
    """Whether somebody could do themselves what a token of theirs is to do."""
    desk, wanted = NEEDS[scope]
    return level(who, desk) >= wanted


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token without its secret. ``hint`` is how the secret begins; no markets named means all of them.

    ``standing`` is what its maker may do now: what they lose the token loses, and has again when they have.
    """

    id: int
    name: str
    hint: str
    scopes: frozenset[Scope]
    markets: tuple[str, ...]
    maker_id: int
    maker: str
    standing: Standing
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    @property
    def lost(self) -> frozenset[Scope]:
        """What it was made for and its maker may not do any more."""
        return frozenset(one for one in self.scopes if not reaches(self.standing, one))

    @property
    def actor(self) -> str:
        """Who is to stand in the audit trail; the line of its making says whose it is."""
        return f"token:{self.id}"

    def may(self, scope: Scope) -> bool:
        """Writing takes in reading."""
        widened = Scope(scope.replace(":read", ":write")) if scope in _WRITABLE else scope
        is_given = scope in self.scopes or widened in self.scopes
        return is_given and reaches(self.standing, scope)

    def sees(self, territories: Collection[str]) -> bool:
        return not self.markets or set(self.markets).issuperset(territories)

    def acts_in(self, territories: Collection[str]) -> bool:
        """As staff do: they look at every market, and change those that are theirs."""
        return self.sees(territories) and self.standing.acts_in(territories)

    def is_good(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


_WRITABLE = {Scope.TITLES_READ, Scope.RIGHTS_READ, Scope.DELIVERIES_READ, Scope.FACTS_READ}
