"""How this house commissions: the stages it leaves out and its gates, read from a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lanterne.accounts.roles import Role
from lanterne.commissioning.rules.gates import Bound, Check, Gate, House
from lanterne.commissioning.rules.stages import Kind, Stage

OURS = Path(__file__).parent / "data" / "gates.toml"


def house() -> House:
    return read(Path(settings.GATES) if settings.GATES else OURS)


@cache
def read(path: Path) -> House:
    """Refuses what it does not know: a slip in a gate would be a gate that nobody keeps."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        unused = frozenset(Stage(code) for code in told.get("stages", {}).get("unused", ()))
        return House(unused, tuple(_gate(one) for one in told.get("gate", ())))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise ImproperlyConfigured(f"The gates of {path} cannot be read: {wrong}") from wrong


def _gate(told: Mapping[str, Any]) -> Gate:
    if unknown := set(told) - {"stage", "documents", "approvals", "figures", "kinds"}:
        raise ValueError(f"a gate has no {', '.join(sorted(unknown))}")
    return Gate(
        stage=Stage(told["stage"]),
        documents=tuple(map(str, told.get("documents", ()))),
        approvals=tuple(Role(code) for code in told.get("approvals", ())),
        bounds=tuple(_bound(**one) for one in told.get("figures", ())),
        kinds=frozenset(Kind(code) for code in told.get("kinds", ())),
    )


def _bound(*, check: str, least: float | None = None, most: float | None = None) -> Bound:
    return Bound(Check(check), _decimal(least), _decimal(most))


def _decimal(told: float | None) -> Decimal | None:
    return None if told is None else Decimal(str(told))
