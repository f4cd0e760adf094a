"""Source works, options on them, and the chain of papers that leads from their authors to us."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WorkKind(StrEnum):
    NOVEL = "novel"
    PLAY = "play"
    COMIC = "comic"
    ARTICLE = "article"
    PODCAST = "podcast"
    LIFE_STORY = "life_story"
    FORMAT = "format"
    REMAKE = "remake"
    ORIGINAL = "original"


class Paper(StrEnum):
    """A link of the chain of title."""

    OPTION = "option"
    AUTHOR_GRANT = "author_grant"
    PUBLISHER_RELEASE = "publisher_release"
    LIFE_RELEASE = "life_release"
    FORMAT_LICENCE = "format_licence"
    ASSIGNMENT = "assignment"
    PROOF_OF_PAYMENT = "proof_of_payment"
    WRITER_AGREEMENT = "writer_agreement"
    PUBLIC_DOMAIN = "public_domain"


class Standing(StrEnum):
    """Of a paper in the chain."""

    AWAITED = "awaited"
    HELD = "held"


_PRINTED = (
    Paper.AUTHOR_GRANT,
    Paper.PUBLISHER_RELEASE,
    Paper.PROOF_OF_PAYMENT,
    Paper.WRITER_AGREEMENT,
)
_LICENSED = (Paper.FORMAT_LICENCE, Paper.PROOF_OF_PAYMENT, Paper.WRITER_AGREEMENT)
# In the order in which one follows from the other.
EXPECTED: dict[WorkKind, tuple[Paper, ...]] = {
    WorkKind.NOVEL: _PRINTED,
    WorkKind.PLAY: _PRINTED,
    WorkKind.COMIC: _PRINTED,
    WorkKind.ARTICLE: _PRINTED,
    WorkKind.PODCAST: (Paper.AUTHOR_GRANT, Paper.PROOF_OF_PAYMENT, Paper.WRITER_AGREEMENT),
    WorkKind.LIFE_STORY: (Paper.LIFE_RELEASE, Paper.PROOF_OF_PAYMENT, Paper.WRITER_AGREEMENT),
    WorkKind.FORMAT: _LICENSED,
    WorkKind.REMAKE: _LICENSED,
    WorkKind.ORIGINAL: (Paper.WRITER_AGREEMENT,),
}
FREE = (Paper.PUBLIC_DOMAIN, Paper.WRITER_AGREEMENT)


def expected(kind: WorkKind, *, is_free: bool) -> tuple[Paper, ...]:
    """The papers that a project from such a work needs; ``is_free`` says that the work is in the public domain."""
    return FREE if is_free and kind is not WorkKind.ORIGINAL else EXPECTED[kind]


def needs_rights(kind: WorkKind, *, is_free: bool) -> bool:
    """Whether somebody outside has to grant the adaptation."""
    return kind is not WorkKind.ORIGINAL and not is_free


@dataclass(frozen=True, slots=True)
class Link:
    """A paper by which one party gives to another."""

    paper: Paper
    standing: Standing
    giver: str = ""
    taker: str = ""


def missing(wanted: Iterable[Paper], links: Collection[Link]) -> tuple[Paper, ...]:
    """The papers that nobody holds, in their order."""
    held = {link.paper for link in links if link.standing is Standing.HELD}
    return tuple(paper for paper in wanted if paper not in held)


def breaks(links: Iterable[Link], authors: Iterable[str]) -> tuple[Link, ...]:
    """The links in which somebody gives what nobody gave to them: the chain is torn there.

    Papers that name no giver or no taker pass nothing on. Those that nobody wrote a name for are not doubted.
    """
    owners, torn = set(authors), []
    if not owners:
        return ()
    for link in links:
        if link.paper not in {Paper.AUTHOR_GRANT, Paper.ASSIGNMENT, Paper.OPTION} or not link.giver:
            continue
        if link.giver not in owners:
            torn.append(link)
        owners.add(link.taker)
    return tuple(torn)


class OptionState(StrEnum):
    COMING = "coming"
    RUNNING = "running"
    LAPSED = "lapsed"
    EXERCISED = "exercised"


@dataclass(frozen=True, slots=True)
class Option:
    """The right to buy within a term, its extensions in it; on the day ``ends_on`` it is there no more."""

    begins_on: date
    ends_on: date
    exercised_on: date | None = None

    def state(self, on: date) -> OptionState:
        if self.exercised_on is not None and self.exercised_on <= on:
            return OptionState.EXERCISED
        if on < self.begins_on:
            return OptionState.COMING
        return OptionState.RUNNING if on < self.ends_on else OptionState.LAPSED

    def lapses_before(self, day: date) -> bool:
        """Whether it is gone when that day comes, unless it is exercised or extended."""
        return self.exercised_on is None and self.ends_on <= day
