"""The stages of a project and the one table of the moves between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    FILM = "film"
    SERIES = "series"
    SEASON = "season"
    DOCUMENTARY = "documentary"
    SPECIAL = "special"


class Stage(StrEnum):
    """In the order of the way; the last two stand beside it."""

    PITCH = "pitch"
    DEVELOPMENT = "development"
    PACKAGED = "packaged"
    GREENLIT = "greenlit"
    PREPARATION = "preparation"
    SHOOT = "shoot"
    POST = "post"
    DELIVERED = "delivered"
    RELEASED = "released"
    RENEWED = "renewed"
    ENDED = "ended"
    CANCELLED = "cancelled"
    ON_HOLD = "on_hold"
    TURNAROUND = "turnaround"


_TABLE = """
pitch:       development on_hold cancelled
development: packaged pitch on_hold turnaround cancelled
packaged:    greenlit development on_hold turnaround cancelled
greenlit:    preparation packaged on_hold turnaround cancelled
preparation: shoot greenlit on_hold turnaround cancelled
shoot:       post preparation on_hold cancelled
post:        delivered shoot on_hold cancelled
delivered:   released post cancelled
released:    renewed ended cancelled
renewed:     ended cancelled
ended:       renewed
cancelled:
on_hold:     pitch development packaged greenlit preparation shoot post turnaround cancelled
turnaround:  development cancelled
"""


def _read(table: str) -> dict[Stage, tuple[Stage, ...]]:
    lines = (line.split(":") for line in table.strip().splitlines())
    return {Stage(now): tuple(Stage(then) for then in led.split()) for now, led in lines}


MOVES = _read(_TABLE)
WAY = tuple(stage for stage in Stage if stage not in {Stage.ON_HOLD, Stage.TURNAROUND})
BEFORE_GREENLIGHT = frozenset({Stage.PITCH, Stage.DEVELOPMENT, Stage.PACKAGED})
OVER = frozenset({Stage.ENDED, Stage.CANCELLED})
# Somebody works on it, or waits to: neither shown yet nor given up.
UNDER_WAY = frozenset(Stage) - OVER - {Stage.RELEASED, Stage.RENEWED}
# No way leads past the decision.
NEVER_LEFT_OUT = frozenset({Stage.PITCH, Stage.GREENLIT, Stage.RELEASED}) | OVER


def moves(
    now: Stage, *, held_at: Stage | None = None, unused: frozenset[Stage] = frozenset()
) -> tuple[Stage, ...]:
    """Where a project may go. ``unused`` are stages that this house leaves out: a move to one leads past it.

    What is on hold goes back to where it was held, and nowhere else on the way.
    """
    led = MOVES[now]
    if now is Stage.ON_HOLD:
        led = tuple(then for then in led if then is held_at or then not in WAY[:7])
    return tuple(dict.fromkeys(_past(now, then, unused) for then in led))


def _past(now: Stage, then: Stage, unused: frozenset[Stage]) -> Stage:
    """The nearest used stage, on or back as the move itself goes."""
    if then not in unused:
        return then
    is_back = now in WAY and WAY.index(then) < WAY.index(now)
    rest = WAY[: WAY.index(then)][::-1] if is_back else WAY[WAY.index(then) + 1 :]
    return next(stage for stage in rest if stage not in unused)


@dataclass(frozen=True, slots=True)
class Step:
    """That a project came to a stage on a day."""

    stage: Stage
    on: date


def stage_at(steps: Iterable[Step], on: date) -> Stage | None:
    """Where a project was on a day, told from its moves in their order; none before it was there at all."""
    found = [step.stage for step in steps if step.on <= on]
    return found[-1] if found else None
