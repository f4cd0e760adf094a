"""What may become of a draft."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"
