"""Encoding the library anew: which titles are worth it, by figures of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from lanterne.assets.queries import Candidate
from lanterne.audience import queries as audience
from lanterne.audience.rules import LATELY
from lanterne.catalogue.rules import TitleCard
from lanterne.studio.title_page import cards

A_PAGE = 30
STANDINGS: dict[str, tuple[object, Callable[[Candidate], bool]]] = {
    "promising": (_("Would save bits"), lambda one: one.is_promising),
    "unknown": (_("Not estimated"), lambda one: one.told_at is None),
    "busy": (_("On the way"), lambda one: one.job_id is not None),
    "left_out": (_("Tried, and left out"), lambda one: one.outcome is not None),
    "earlier": (_("With a way back"), lambda one: one.earlier is not None),
}


@dataclass(frozen=True, slots=True)
class Line:
    candidate: Candidate
    card: TitleCard

    @property
    def encoder(self) -> str:
        """The version of what encoded it, without the name that all share."""
        told = self.candidate.tools.get("ffmpeg", "").removeprefix("ffmpeg version ")
        return told.split("-")[0] or "–"


@dataclass(frozen=True, slots=True)
class RenewPage:
    """One page of the library in rank; ``days`` is how far back watching counts, up to ``at``."""

    lines: tuple[Line, ...]
    page: Page[Candidate]
    has_films: bool
    days: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """The titles that somebody is about to have encoded anew, and what they save together as far as it is known."""

    lines: tuple[Line, ...]
    bytes_saved: float
    unknown: int


def renew_page(*, standing: str, number: int, at: datetime) -> RenewPage:
    ranked = audience.renewals(at=at)
    fits = STANDINGS[standing][1] if standing else bool
    page = Paginator([one for one in ranked if fits(one)], A_PAGE).get_page(number)
    return RenewPage(_lines(page.object_list), page, bool(ranked), LATELY.days, at)


def choice(*, title_ids: Iterable[int], at: datetime) -> Choice:
    wanted = set(title_ids)
    lines = _lines([one for one in audience.renewals(at=at) if one.title_id in wanted])
    saved = [line.candidate.prospect.bytes_saved for line in lines]
    known = [octets for octets in saved if octets is not None]
    return Choice(lines, sum(known), len(saved) - len(known))


def _lines(candidates: Iterable[Candidate]) -> tuple[Line, ...]:
    found = tuple(candidates)
    named = {card.id: card for card in cards(tuple(one.title_id for one in found))}
    return tuple(Line(one, named[one.title_id]) for one in found)
