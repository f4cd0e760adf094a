"""A release that is looked at until an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Run:
    title: int
    territory: str
    released: datetime
    until: datetime
