"""Requests and post houses as files tell them: whole to be written down, in part to be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lanterne.catalogue.records import Verdict
from lanterne.deliveries.rules import State, Wanted


@dataclass(frozen=True, slots=True)
class HouseRecord:
    """Known again by its name. Its links stay behind: their tokens are kept nowhere."""

    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """Who brought a request where, and when; ``by`` names them so that another installation understands it."""

    state: State
    at: datetime
    by: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MessageRecord:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """What a rule set said of a film, in one word."""

    rules: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request. A post house or verdicts of None are not said, and leave what is held.

    Without ``moves`` the file knows where it stands and not how it came there. ``picture`` is one that was delivered and
    waits to be accepted.
    """

    title: str
    wanted: Wanted
    state: State
    due_on: date
    post_house: str | None = None
    reason: str = ""
    file_name: str = ""
    verdicts: tuple[VerdictRecord, ...] | None = None
    moves: tuple[MoveRecord, ...] = ()
    messages: tuple[MessageRecord, ...] = ()
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class JudgedRequest:
    """What becomes of a record: ``steps`` and ``messages`` are those that are not on record yet."""

    record: RequestRecord
    verdict: Verdict
    request_id: int | None = None
    differences: tuple[str, ...] = ()
    sentence: str = ""
    steps: tuple[MoveRecord, ...] = ()
    messages: tuple[MessageRecord, ...] = ()
