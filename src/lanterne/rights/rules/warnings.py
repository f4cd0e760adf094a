"""What is doubtful about windows that are granted, though nothing keeps them from opening: the chain of rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from lanterne.rights.rules.periods import Period
from lanterne.rights.rules.terms import Offer, Status, Use
from lanterne.rights.rules.windows import Window


class Concern(StrEnum):
    """What may be wrong."""

    MARKET_LANGUAGE = "market_language"
    OTHER_OFFER = "other_offer"
    OUTSIDE_TERM = "outside_term"
    EXCLUSIVE_ELSEWHERE = "exclusive_elsewhere"
    SEASON_OVER = "season_over"
    SEASON_MISSING = "season_missing"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Contract:
    """What a window's licence allows, its term told by the clocks of the window's territory."""

    licensor: str
    reference: str
    offers: frozenset[Offer]
    is_exclusive: bool = False
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    def spans(self, period: Period) -> bool:
        is_begun = self.begins_at is None or self.begins_at <= period.opens_at
        is_kept = self.ends_at is None or (
            period.closes_at is not None and period.closes_at <= self.ends_at
        )
        return is_begun and is_kept


@dataclass(frozen=True, slots=True)
class Granted:
    """A window with the title it hangs on, which is the first of its line upwards, and its contract if it has one."""

    id: int
    line: tuple[int, ...]
    window: Window
    contract: Contract | None = None

    def is_beside(self, other: Granted) -> bool:
        """Whether both open one title, or a title and something above it, in one territory at one instant."""
        on_one_line = self.line[0] in other.line or other.line[0] in self.line
        is_here = self.window.territory == other.window.territory
        return on_one_line and is_here and self.window.period.meets(other.window.period)


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its number, and when it is open in a market, in order."""

    title_id: int
    number: int
    periods: tuple[Period, ...]

    def is_open(self, at: datetime) -> bool:
        return any(one.is_open(at) for one in self.periods)


@dataclass(frozen=True, slots=True)
class Warned:
    """One doubt: about a window, or about a season where ``window_id`` is nothing."""

    concern: Concern
    title_id: int
    territory: str
    offer: Offer
    window_id: int | None = None
    at: datetime | None = None
    words: str = ""


def doubts(
    granted: Granted,
    *,
    beside: Iterable[Granted],
    language: str = "",
    earliest: datetime | None = None,
) -> Iterator[Warned]:
    """About one window, among those of its line; ``language`` is the market's, where there is one."""
    near = [one for one in beside if one.id != granted.id and granted.is_beside(one)]
    period, contract = granted.window.period, granted.contract
    if language and not _speaks(granted, near, language):
        yield _warned(Concern.MARKET_LANGUAGE, granted, words=language)
    if contract and granted.window.terms.offer not in contract.offers:
        yield _warned(Concern.OTHER_OFFER, granted, words=contract.reference)
    if contract and not contract.spans(period):
        yield _warned(Concern.OUTSIDE_TERM, granted, words=contract.reference)
    for other in _exclusive_elsewhere(granted, near):
        yield _warned(
            Concern.EXCLUSIVE_ELSEWHERE, granted, words=f"{other.licensor} · {other.reference}"
        )
    if earliest and granted.window.opens_at < earliest:
        yield _warned(Concern.TOO_EARLY, granted, at=earliest)


def gaps(
    seasons: Sequence[Season], *, territory: str, offer: Offer, at: datetime
) -> Iterator[Warned]:
    """Seasons, in order, that will be open or are while the one before them is not."""
    for before, after in pairwise(seasons):
        opening = _next_opening(after, at)
        if opening is None or before.is_open(opening):
            continue
        over = [
            one.closes_at for one in before.periods if one.closes_at and one.closes_at <= opening
        ]
        concern = Concern.SEASON_OVER if over else Concern.SEASON_MISSING
        yield Warned(
            concern,
            before.title_id,
            territory,
            offer,
            at=max(over) if over else opening,
            words=str(after.number),
        )


def is_worth_a_look(window: Window, at: datetime) -> bool:
    """Whether doubts about a window still matter: it is neither over nor revoked."""
    is_over = window.closes_at is not None and window.closes_at <= at
    return not is_over and window.terms.status is not Status.REVOKED


def _speaks(granted: Granted, near: Iterable[Granted], language: str) -> bool:
    """Whether the market's language is licensed by the window, or beside it for the same offer."""
    offer = granted.window.terms.offer
    ours = [granted, *(one for one in near if one.window.terms.offer is offer)]
    return any(one.window.terms.licenses(language, Use.ANY) for one in ours)


def _exclusive_elsewhere(granted: Granted, near: Iterable[Granted]) -> Iterator[Contract]:
    own = granted.contract.licensor if granted.contract else ""
    found = (
        one.contract
        for one in near
        if one.contract
        and one.contract.is_exclusive
        and one.contract.licensor != own
        and granted.window.terms.offer in one.contract.offers
    )
    yield from dict.fromkeys(found)


def _next_opening(season: Season, at: datetime) -> datetime | None:
    """Now when it is open, else its next opening."""
    if season.is_open(at):
        return at
    return min((one.opens_at for one in season.periods if one.opens_at > at), default=None)


def _warned(
    concern: Concern, granted: Granted, *, at: datetime | None = None, words: str = ""
) -> Warned:
    window = granted.window
    return Warned(
        concern, granted.line[0], window.territory, window.terms.offer, granted.id, at, words
    )
