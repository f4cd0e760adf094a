"""A statement's paper, reckoned from what was watched, what members paid and what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lanterne.audience.rules import LEAST_PLAY
from lanterne.catalogue import queries as catalogue
from lanterne.rights.queries import grants
from lanterne.statements.queries import pools, watched
from lanterne.statements.queries.kept import issued_of
from lanterne.statements.queries.pools import Purse, Rates
from lanterne.statements.queries.terms import agreed
from lanterne.statements.queries.watched import Found, Key
from lanterne.statements.rules import (
    FEW,
    Account,
    Adjusted,
    Agreed,
    Document,
    Issued,
    Span,
    Sum,
    Tally,
    Unplaced,
    Watched,
    account,
    before,
    effective,
    totals,
)
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose statement of which months, in place of which one, with what somebody has added to it."""

    licensor_id: int
    licensor: str
    span: Span
    corrects: int | None = None
    rates: Rates | None = None
    adjusted: tuple[Adjusted, ...] = ()


def reckoned(*, wanted: Wanted, at: datetime) -> Document:
    span = wanted.span
    contracts = agreed(grants.contracts(licensor_id=wanted.licensor_id))
    told = watched.found(licensor_id=wanted.licensor_id, span=span)
    ours = {key: tally for key, tally in told.tallies.items() if key.window.licence_id in contracts}
    slices = list(pools.slices(contracts, ours, span, wanted.rates or {}))
    shares = pools.shares(slices)
    issued = issued_of(licensor_id=wanted.licensor_id)
    in_force = effective(issued, besides=wanted.corrects)
    accounts = tuple(_accounts(contracts, ours, shares, in_force, span))
    return Document(
        licensor=wanted.licensor,
        begins_on=span.begins_on,
        ends_on=span.ends_on,
        reckoned_at=at,
        watched=_lines(told, ours, contracts, pools.parts(slices, shares, ours)),
        pools=tuple(pools.pools(slices, shares)),
        accounts=accounts,
        adjusted=wanted.adjusted,
        totals=totals(accounts, wanted.adjusted, in_force=in_force, issued=issued),
        unplaced=_unplaced(told),
        least_play=LEAST_PLAY,
    )


def _accounts(
    contracts: Mapping[int, Agreed],
    ours: Mapping[Key, Tally],
    shares: Mapping[Purse, int],
    in_force: Collection[Issued],
    span: Span,
) -> Iterator[Account]:
    """One for each licence and currency in which it brings something."""
    for licence_id, terms in contracts.items():
        plays = sum(
            tally.plays for key, tally in ours.items() if key.window.licence_id == licence_id
        )
        named = {currency for held, currency in shares if held == licence_id}
        for currency in sorted({terms.currency} - {""} or named):
            held = before(in_force, licence_id=licence_id, currency=currency, span=span)
            share = shares.get((licence_id, currency), 0)
            told = replace(terms, currency=currency)
            yield account(told, share=share, plays=plays, before=held, ends_on=span.ends_on)


def _lines(
    told: Found,
    ours: Mapping[Key, Tally],
    contracts: Mapping[int, Agreed],
    parts: Mapping[Key, Sequence[Sum]],
) -> tuple[Watched, ...]:
    names = _names(told)
    lines = (
        Watched(
            title_id=key.title_id,
            title=names[key.title_id],
            within=_within(told, names, key.title_id),
            territory=key.territory,
            clock=str(territories.clock(territory=key.territory)),
            window_id=key.window.id,
            opens_at=key.window.opens_at,
            closes_at=key.window.closes_at,
            reference=contracts[key.window.licence_id or 0].reference,
            plays=tally.plays,
            milliseconds=tally.milliseconds,
            viewers=_told(len(tally.viewers)),
            share=tuple(parts.get(key, ())),
        )
        for key, tally in ours.items()
    )
    return tuple(sorted(lines, key=_by_title))


def _by_title(line: Watched) -> tuple[object, ...]:
    return line.within or line.title, line.title, line.title_id, line.territory, line.window_id


def _told(viewers: int) -> int | None:
    """So many, or None where they are too few to be told."""
    return None if 0 < viewers < FEW else viewers


def _unplaced(told: Found) -> tuple[Unplaced, ...]:
    names = _names(told)
    return tuple(
        Unplaced(names[title_id], territory, milliseconds)
        for (title_id, territory), milliseconds in sorted(told.unplaced.items())
        if milliseconds
    )


def _names(told: Found) -> dict[int, str]:
    """Titles by the names that contracts know: the original ones."""
    return catalogue.original_names(title_ids={*told.tops, *told.tops.values()})


def _within(told: Found, names: Mapping[int, str], title_id: int) -> str:
    top = told.tops[title_id]
    return "" if top == title_id else names[top]
