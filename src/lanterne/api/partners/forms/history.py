"""What travels about the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from lanterne.api.partners.forms.common import NOON, Listed, Piece, Word


class Happening(Schema):
    """A line of the audit trail; actions are listed in docs/events.md."""

    id: int = Field(examples=[120])
    at: datetime = Field(examples=[NOON])
    actor: str = Field(examples=["token:3"])
    action: str = Field(examples=["catalogue.set_facts"])
    detail: dict[str, Any] = Field(examples=[{"year": 1902}])


class History(Listed):
    items: list[Happening]


class HistoryAsked(Piece):
    action: Word = Field("", examples=["catalogue.set_facts"])
