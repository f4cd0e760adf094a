"""Why something is to be delivered again: a list with sentences in two languages, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Reason:
    """``assets`` are those of which it can be said."""

    code: str
    assets: frozenset[str]
    said: Mapping[str, str]

    def __str__(self) -> str:
        """In the reader's language, else in English."""
        return self.said.get((get_language() or "en")[:2]) or self.said["en"]


@cache
def reasons() -> dict[str, Reason]:
    """All of them, in the order of the file."""
    told = resources.files("lanterne.deliveries") / "data" / "reasons.toml"
    rows = tomllib.loads(told.read_text(encoding="utf-8"))["reason"]
    return {row["code"]: Reason(row["code"], frozenset(row["of"]), row["said"]) for row in rows}


def of(asset: str) -> tuple[Reason, ...]:
    """Those that can be said of one kind of asset."""
    return tuple(reason for reason in reasons().values() if asset in reason.assets)


def sentence(code: str) -> str:
    """The reason in the reader's language; a code that the list no longer has stands for itself."""
    return str(reasons().get(code, code))
