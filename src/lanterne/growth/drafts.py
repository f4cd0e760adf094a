"""What is said of services, offices, commissions and scenarios before it is checked and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    key: str
    name: str
    owner: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class PresenceDraft:
    """Days as precisely as they are known: 2015, 2015-09, 2015-09-28."""

    service: str
    territory: str
    announced_on: str = ""
    entered_on: str = ""
    left_on: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    key: str
    service: str
    name: str
    kind: str
    territory: str
    city: str


@dataclass(frozen=True, slots=True)
class EventDraft:
    """``to`` is the key of the office that another moved to; ``claim`` says the day where ``on`` does not."""

    office: str
    kind: str
    on: str = ""
    to: str = ""
    reason: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class HeadsDraft:
    office: str
    as_of: date
    count: int
    function: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """``projects`` are keys of the slate."""

    key: str
    office: str
    function: str
    name: str
    since: date
    until: date | None = None
    projects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CommissionDraft:
    """``steps`` say since when it has each status; the first of ``countries`` leads."""

    service: str
    title: str
    order: str
    steps: Mapping[str, date]
    source: str
    season: int | None = None
    origin: str = "commissioned"
    is_scripted: bool = True
    language: str = ""
    countries: Sequence[str] = ()
    genres: Sequence[str] = ()
    other_titles: Sequence[str] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """``ceiling`` in per cent of the households."""

    territory: str
    name: str
    ceiling: Decimal | None = None
    innovation: Decimal | None = None
    imitation: Decimal | None = None
    reason: str = ""
