"""Sessions of a system that was left: brought in by the hundred thousand, each as its files tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction

from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import FormerCard
from lanterne.assets import queries as assets
from lanterne.audience import rules
from lanterne.audience.models import Viewing
from lanterne.audience.rules import Span
from lanterne.catalogue import queries as catalogue
from lanterne.core import bulk
from lanterne.core.taking import Outcome
from lanterne.territories import queries as territories

NAMESPACE = UUID("3c0c9f3e-6a8e-5c5b-9d0b-2f3a4d1f7b11")
"""Of the sessions of former systems: the same line is always the same session."""

SLACK = 60.0
"""Seconds by which copies of a title may be longer than the catalogue says."""


class Flaw(StrEnum):
    NO_MEMBER = "no_member"
    NO_TITLE = "no_title"
    NO_RUNTIME = "no_runtime"
    NO_COUNTRY = "no_country"
    NO_SECONDS = "no_seconds"
    TOO_LONG = "too_long"
    BEFORE_JOINING = "before_joining"
    TO_COME = "to_come"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class ViewingDraft:
    """``title`` is the address of a film or an episode; ``spans`` are what was shown of it."""

    member: str
    title: str
    territory: str
    at: datetime
    spans: tuple[Span, ...]

    @property
    def mark(self) -> tuple[str, str, datetime]:
        return self.member, self.title, self.at

    @property
    def session(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.member}\n{self.title}\n{self.at.isoformat()}")


Fate = Outcome | Flaw


@transaction.atomic
def bring_viewings(*, drafts: Sequence[ViewingDraft], at: datetime) -> list[Fate]:
    """Count the sessions that are new; what is wrong with any other, in the order given."""
    sessions = [one.session for one in drafts]
    judge = _Judge(drafts, sessions, at)
    fates = [judge.fate(one, session) for one, session in zip(drafts, sessions, strict=True)]
    bulk.insert(
        Viewing,
        (
            "session", "household", "profile", "title", "territory", "ranges", "seconds", "started_at", "last_at",
        ),
        (
            judge.row(one, session)
            for one, session, fate in zip(drafts, sessions, fates, strict=True)
            if fate is Outcome.ADDED
        ),
    )  # fmt: skip
    return fates


class _Judge:
    """What is on record for the households and titles of a piece."""

    def __init__(
        self, drafts: Sequence[ViewingDraft], sessions: Sequence[UUID], at: datetime
    ) -> None:
        self.at = at
        self.homes: Mapping[str, FormerCard] = accounts.former(keys={one.member for one in drafts})
        self.titles = _lengths({one.title for one in drafts})
        self.countries = {
            code for code in {one.territory for one in drafts} if territories.exists(code)
        }
        held = Viewing.objects.filter(session__in=sessions)
        self.known = dict(held.values_list("session", "seconds"))

    def fate(self, one: ViewingDraft, session: UUID) -> Fate:
        held = self.known.get(session)
        if held is not None:
            is_same = abs(held - rules.length(one.spans)) < 0.001
            return Outcome.UNCHANGED if is_same else Flaw.OTHERWISE
        return self._of_whom(one) or self._of_what(one) or Outcome.ADDED

    def row(self, one: ViewingDraft, session: UUID) -> tuple[object, ...]:
        home = self.homes[one.member]
        spans = rules.merge(one.spans)
        seconds = rules.length(spans)
        until = one.at + timedelta(seconds=seconds)
        title_id, _runtime = self.titles[one.title]
        return (
            session, home.household_id, home.profile_id, title_id, one.territory, spans, seconds, one.at, until,
        )  # fmt: skip

    def _of_whom(self, one: ViewingDraft) -> Flaw | None:
        home = self.homes.get(one.member)
        if home is None:
            return Flaw.NO_MEMBER
        if one.at < home.joined:
            return Flaw.BEFORE_JOINING
        return Flaw.TO_COME if one.at > self.at else None

    def _of_what(self, one: ViewingDraft) -> Flaw | None:
        if one.title not in self.titles:
            return Flaw.NO_TITLE
        _title_id, runtime = self.titles[one.title]
        seconds = rules.length(one.spans)
        found = {
            Flaw.NO_RUNTIME: not runtime,
            Flaw.NO_COUNTRY: one.territory not in self.countries,
            Flaw.NO_SECONDS: seconds <= 0 or any(start < 0 for start, _end in one.spans),
            Flaw.TOO_LONG: any(end > runtime + SLACK for _start, end in one.spans),
        }
        return next((flaw for flaw, is_so in found.items() if is_so), None)


def _lengths(slugs: set[str]) -> dict[str, tuple[int, float]]:
    """Titles by their addresses, with the length of their longest copy; 0 where nobody has told it."""
    told = catalogue.playable(slugs=slugs)
    streams = assets.publications(title_ids=[title_id for title_id, _, _ in told.values()])
    return {
        slug: (
            title_id,
            max(runtime or 0, streams[title_id].duration if title_id in streams else 0),
        )
        for slug, (title_id, _kind, runtime) in told.items()
    }
