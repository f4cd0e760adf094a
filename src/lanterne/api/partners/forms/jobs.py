"""What travels about publish jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from lanterne.api import schemas
from lanterne.api.partners.forms.common import NOON, Listed, Piece, RowId


class JobFacts(Schema):
    """A film on its way to the screen."""

    id: int = Field(examples=[5])
    title_id: int = Field(examples=[42])
    file_name: str = Field(examples=["voyage.mov"])
    policy: str = Field(examples=["standard"])
    purpose: str = Field(examples=["publish"])
    state: str = Field(examples=["running"])
    sentence: str = Field(examples=[""], description="Why it failed.")
    is_watchable: bool = Field(examples=[True])
    attempts: int = Field(examples=[1])
    created_at: datetime = Field(examples=[NOON])
    began_at: datetime | None = Field(examples=[NOON])
    ended_at: datetime | None = Field(examples=[None])


class JobDocument(JobFacts):
    """With its steps, and what quality control found: codes, timecodes and figures."""

    steps: list[schemas.Step]
    findings: list[dict[str, Any]] = Field(examples=[[{"kind": "black", "start": 0.0, "end": 2.0}]])
    verdicts: list[schemas.Verdict]


class Jobs(Listed):
    items: list[JobFacts]


class JobsAsked(Piece):
    title_id: RowId | None = Field(None, examples=[42])
    state: Literal["queued", "running", "done", "failed", "cancelled"] | None = Field(
        None, examples=["failed"]
    )
