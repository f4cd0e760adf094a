"""Tokens of programs: what they are good for, when they last asked, and whether that is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lanterne.accounts import tokens
from lanterne.accounts.roles import Desk, Standing, may_see
from lanterne.accounts.scopes import Scope, TokenCard


@dataclass(frozen=True, slots=True)
class Line:
    """``state`` is good, over, revoked, or idle: what it could do its maker cannot do any more."""

    token: TokenCard
    state: str
    is_mine: bool

    @property
    def is_live(self) -> bool:
        return self.state in {"good", "idle"}

    @property
    def scopes(self) -> Iterator[tuple[Scope, bool]]:
        """In the order of the list, each with whether it still holds."""
        return ((one, one not in self.token.lost) for one in Scope if one in self.token.scopes)


def tokens_page(*, user_id: int, who: Standing, at: datetime) -> tuple[Line, ...]:
    """One's own; all of them for those who see how the house is operated."""
    is_everybodys = may_see(who, Desk.OPERATE)
    found = tokens.tokens() if is_everybodys else tokens.tokens_of(user_id=user_id)
    return tuple(Line(one, _state(one, at), one.maker_id == user_id) for one in found)


def _state(token: TokenCard, at: datetime) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if not token.is_good(at):
        return "over"
    return "idle" if token.lost == token.scopes else "good"
