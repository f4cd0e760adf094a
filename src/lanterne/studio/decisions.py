"""The start page: what waits for somebody's decision, and nothing that does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from lanterne.accounts.roles import Standing
from lanterne.assets import queries as assets
from lanterne.assets.queries import JobCard
from lanterne.assets.rules import JobState
from lanterne.catalogue.languages import base
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import TitleCard
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.needs import Readiness
from lanterne.editorial import queries as editorial
from lanterne.editorial.queries import HeldDraft
from lanterne.rights import queries as rights
from lanterne.rights.queries import Coming, Entry
from lanterne.rights.rules import Market
from lanterne.studio.request_lines import RequestLine, request_lines
from lanterne.studio.title_page import cards
from lanterne.territories import queries as territories

SOON = timedelta(days=30)
# A longer list is not a list of decisions: the rest is behind "all of them".
MOST = 6
EVERYWHERE = Standing()


@dataclass(frozen=True, slots=True)
class JobLine:
    job: JobCard
    card: TitleCard


@dataclass(frozen=True, slots=True)
class Silent:
    """Titles that a market's people would read about in another language."""

    language: str
    titles: tuple[TitleCard, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    card: TitleCard
    territory: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Undecided:
    """A window that would open soon or by now, were it approved and its condition met."""

    card: TitleCard
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A contract that holds no more within the month."""

    licence_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unready:
    """A title that opens soon and still lacks something."""

    card: TitleCard
    readiness: Readiness
    opens_at: datetime


@dataclass(frozen=True, slots=True)
class DraftLine:
    card: TitleCard
    draft: HeldDraft


@dataclass(frozen=True, slots=True)
class Decisions:
    failed: tuple[JobLine, ...]
    running: tuple[JobLine, ...]
    unopened: tuple[TitleCard, ...]
    unstreamed: tuple[TitleCard, ...]
    silent: tuple[Silent, ...]
    closing: tuple[Closing, ...]
    undecided: tuple[Undecided, ...]
    lapsing: tuple[Lapsing, ...]
    late: tuple[RequestLine, ...]
    to_accept: tuple[RequestLine, ...]
    unready: tuple[Unready, ...]
    drafts: tuple[DraftLine, ...]
    has_titles: bool

    @property
    def are_none(self) -> bool:
        works = (self.failed, self.unopened, self.unstreamed, self.silent, self.closing)
        rights = (self.undecided, self.lapsing)
        return not any((*works, *rights, self.drafts, self.late, self.to_accept, self.unready))


def decisions(*, at: datetime, who: Standing = EVERYWHERE) -> Decisions:
    """Everything that waits, as of now; of windows, those of markets that somebody acts in."""
    published, hopeful = assets.published_title_ids(), hopeful_ids(at)
    playable = editing.playable_ids()
    late, to_accept = deliveries.in_the_way(today=at.date(), limit=MOST)
    return Decisions(
        failed=job_lines(assets.failed_jobs(limit=MOST)),
        running=job_lines(
            (*assets.jobs(state=JobState.RUNNING), *assets.jobs(state=JobState.QUEUED))
        ),
        unopened=_named(editing.listed(within=[playable, published], outside=hopeful)),
        unstreamed=_named(_in_any(hopeful, outside=[published])),
        silent=tuple(_silent(published)),
        closing=_closing(at, who),
        undecided=_undecided(at, who),
        lapsing=_lapsing(at),
        late=request_lines(late, at),
        to_accept=request_lines(to_accept, at),
        unready=_unready(at),
        drafts=_drafts(),
        has_titles=editing.listed().exists(),
    )


def hopeful_ids(at: datetime) -> list[QuerySet[Any, Any]]:
    """For each market, what is open there or will be."""
    return [
        rights.open_or_coming_title_ids(market=Market(market.territory), at=at)
        for market in territories.markets()
    ]


def job_lines(jobs: Iterable[JobCard]) -> tuple[JobLine, ...]:
    """Jobs with the titles they work on."""
    found = tuple(jobs)
    named = {card.id: card for card in cards(tuple(job.title_id for job in found))}
    return tuple(JobLine(job, named[job.title_id]) for job in found)


def _named(ids: Iterable[int]) -> tuple[TitleCard, ...]:
    return tuple(cards(tuple(islice(ids, MOST))))


def _in_any(sets: list[QuerySet[Any, Any]], *, outside: list[QuerySet[Any, Any]]) -> Iterable[int]:
    """Films and episodes that are in one of the sets at least, the newest first."""
    found = {
        title_id
        for ids in sets
        for title_id in editing.listed(within=[editing.playable_ids(), ids], outside=outside)[:MOST]
    }
    return sorted(found, reverse=True)


def _silent(published: QuerySet[Any, Any]) -> Iterable[Silent]:
    for language in sorted({base(market.default_language) for market in territories.markets()}):
        said = editing.synopsis_ids(language=language)
        if titles := _named(editing.listed(within=[published], outside=[said])):
            yield Silent(language, titles)


def _closing(at: datetime, who: Standing) -> tuple[Closing, ...]:
    ending = _soon(Coming.CLOSES, at, _own_markets(who))
    named = {card.id: card for card in cards(tuple(one.title_id or 0 for one in ending))}
    return tuple(
        Closing(named[one.title_id], one.territory, one.at) for one in ending if one.title_id
    )


def _undecided(at: datetime, who: Standing) -> tuple[Undecided, ...]:
    found = _soon(Coming.UNDECIDED, at, _own_markets(who))
    named = {card.id: card for card in cards(tuple(one.title_id or 0 for one in found))}
    return tuple(Undecided(named[one.title_id], one) for one in found if one.title_id)


def _lapsing(at: datetime) -> tuple[Lapsing, ...]:
    found = _soon(Coming.LAPSES, at, [])
    named = rights.contracts(licence_ids=[one.licence_id for one in found if one.licence_id])
    return tuple(
        Lapsing(one.licence_id, named[one.licence_id], one.at) for one in found if one.licence_id
    )


def _own_markets(who: Standing) -> list[str]:
    ours = (market.territory for market in territories.markets())
    return [one for one in ours if who.acts_in([one])]


def _soon(kind: Coming, at: datetime, places: Collection[str]) -> tuple[Entry, ...]:
    return rights.agenda(at=at, within=SOON, places=places, kinds=[kind], limit=MOST)


def _unready(at: datetime) -> tuple[Unready, ...]:
    """The soonest first."""
    found = deliveries.opening_unready(at=at, limit=MOST)
    named = {card.id: card for card in cards(tuple(one.title_id for one in found))}
    return tuple(Unready(named[one.title_id], one.readiness, one.opens_at) for one in found)


def _drafts() -> tuple[DraftLine, ...]:
    found = editorial.coming(limit=MOST)
    named = {card.id: card for card in cards(tuple(one.title_id for one in found))}
    return tuple(DraftLine(named[one.title_id], one) for one in found)
