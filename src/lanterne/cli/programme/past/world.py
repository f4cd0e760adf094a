"""An invented operator's past, household by household: who joined and why, what they watched, when they left.

Nothing here is taken from the rules that are tried on it: newcomers watch more than others, busy households stay longer, titles are
promoted most at first, and joining has its seasons. What nobody could know of a real operator is kept beside: who came for which title,
and which leavings it prevented.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from lanterne.billing.rules import TRIES, month_from

DAY = timedelta(days=1)
LAUNCH, RUN = 28 * DAY, 91 * DAY
# Households that join on an ordinary day for no title in particular, and how much of the past there is.
A_DAY = {"FR": 1.1, "BE": 0.12}
DAYS = 1095
RETURNS, FORGETS, FAILS = 0.15, 0.02, 0.008
LONG, PAUSE = 1200, 7200
FADES = 45
"""Days after which a third is left of what a title was promoted with."""


@dataclass(frozen=True, slots=True)
class Launch:
    """A title that came out: in parts, each so many seconds long.

    ``pull`` households are to be expected to come for it, ``appeal`` is its share of starts when it is new, ``keeps`` that of leavings
    which it prevents, and ``finish`` that of starts which go to the end.
    """

    title: str
    parts: tuple[tuple[str, int], ...]
    territories: tuple[str, ...]
    at: datetime
    pull: float
    appeal: float
    keeps: float
    finish: float


@dataclass(frozen=True, slots=True)
class Payment:
    at: datetime
    plan: str
    is_renewal: bool
    is_paid: bool
    has_card: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    part: str
    at: datetime
    start: int
    end: int


@dataclass(slots=True)
class Life:
    """A household from its first day on."""

    key: str
    territory: str
    joined: datetime
    plan: str
    busy: float
    payments: list[Payment] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    started: dict[str, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Past:
    """``came`` counts by title the households that came for it, ``kept`` the leavings that it prevented in 91 days; in France."""

    lives: list[Life] = field(default_factory=list)
    came: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    kept: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


def invent(launches: Sequence[Launch], *, until: datetime, seed: int) -> Past:
    """The same seed and instant make the same past."""
    made = _Making(launches, until, np.random.default_rng(seed))
    for number in range(DAYS):
        day = until - (DAYS - number) * DAY
        for territory, a_day in A_DAY.items():
            for _ in range(made.rng.poisson(a_day * _season(day))):
                made.live(territory, _evening(made.rng, day), None)
    for launch in launches:
        for territory in launch.territories:
            share = A_DAY[territory] / A_DAY["FR"]
            for _ in range(made.rng.poisson(launch.pull * share)):
                after = min(27.9, made.rng.exponential(8)) * DAY
                made.live(territory, launch.at + after, launch)
    return made.past


def _season(day: datetime) -> float:
    """More in winter than in summer, and on Fridays and Saturdays."""
    yearly = math.cos((day.timetuple().tm_yday - 15) / 365 * 2 * math.pi)
    return (1 + 0.25 * yearly) * (1.15 if day.weekday() in (4, 5) else 0.94)


def _evening(rng: np.random.Generator, day: datetime) -> datetime:
    hours = min(23.4, max(8.0, rng.normal(20.0, 2.5)))
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        seconds=int(hours * 3600)
    )


@dataclass(slots=True)
class _Making:
    launches: Sequence[Launch]
    until: datetime
    rng: np.random.Generator
    past: Past = field(default_factory=Past)

    def live(self, territory: str, joined: datetime, came_for: Launch | None) -> None:
        joined = joined.replace(microsecond=0)
        if joined >= self.until:
            return
        plan = "salon" if self.rng.random() < 0.25 else "duo"
        life = Life(
            f"h-{len(self.past.lives) + 1:05d}", territory, joined, plan, self.rng.gamma(2, 0.3)
        )
        self.past.lives.append(life)
        if came_for:
            self.past.came[came_for.title] += territory == "FR"
            self._watch(life, came_for, joined + timedelta(minutes=int(self.rng.integers(2, 90))))
        left = self._stay(life, joined)
        while left and self.rng.random() < RETURNS:
            left = self._stay(life, left + int(self.rng.integers(60, 300)) * DAY)
        # Among seventy thousand sessions two of a household may begin in the same second.
        life.sessions = list({(one.part, one.at): one for one in life.sessions}.values())

    def _stay(self, life: Life, since: datetime) -> datetime | None:
        """Pay month by month until the household leaves; when that was, if it was."""
        begin, months = since, 0
        while begin < self.until:
            asked = self._pay(life, begin, months)
            if asked is None:
                return begin
            end = month_from(begin, since.day)
            self._evenings(life, begin, end, life.busy * (1 if months else 2))
            if end < self.until and self._leaves(life, end):
                life.payments[-1] = replace(life.payments[-1], has_card=False)
                return end
            begin, months = end, months + 1
        return None

    def _pay(self, life: Life, at: datetime, months: int) -> datetime | None:
        """When the month was paid; None if that failed to the last."""
        failed = 0
        if months:
            draw = self.rng.random()
            failed = len(TRIES) if draw < FAILS else int(draw < FAILS + FORGETS)
        for wait in TRIES[:failed]:
            if at + wait < self.until:
                life.payments.append(Payment(at + wait, life.plan, is_renewal=True, is_paid=False))
        if failed == len(TRIES):
            return None
        paid = at + TRIES[failed]
        if paid < self.until:
            life.payments.append(Payment(paid, life.plan, is_renewal=months > 0, is_paid=True))
        return paid

    def _leaves(self, life: Life, end: datetime) -> bool:
        would = 0.08 * math.exp(-0.9 * life.busy)
        draw = self.rng.random()
        does = would
        keeper = None
        for launch in self.launches:
            started = life.started.get(launch.title)
            if started and started < end and launch.at < end < launch.at + RUN and launch.keeps:
                does, keeper = does * (1 - launch.keeps), launch
        if keeper and does <= draw < would and life.territory == "FR":
            self.past.kept[keeper.title] += 1
        return bool(draw < does)

    def _evenings(self, life: Life, begin: datetime, end: datetime, a_week: float) -> None:
        count = self.rng.poisson(a_week * ((end - begin) / DAY) / 7)
        for part in np.sort(self.rng.random(count)):
            at = (begin + part * (end - begin)).replace(microsecond=0)
            if at < self.until:
                launch = self._chosen(life, at)
                if launch:
                    self._watch(life, launch, at)

    def _chosen(self, life: Life, at: datetime) -> Launch | None:
        out = [one for one in self.launches if one.at <= at and life.territory in one.territories]
        for one in reversed(out):
            share = one.appeal * math.exp(-((at - one.at) / DAY) / FADES)
            if one.title not in life.started and self.rng.random() < share:
                return one
        return out[int(self.rng.integers(len(out)))] if out else None

    def _watch(self, life: Life, launch: Launch, at: datetime) -> None:
        """The parts one evening after the other, as far as it goes."""
        life.started.setdefault(launch.title, at)
        for number, (part, seconds) in enumerate(launch.parts):
            evening = at + number * DAY
            is_finished = self.rng.random() < launch.finish ** (1 / len(launch.parts))
            share = 1.0 if is_finished else float(self.rng.beta(1.2, 2.2))
            if evening + timedelta(seconds=seconds + PAUSE) < self.until:
                end = max(40, int(seconds * share))
                life.sessions += _seen(part, evening, end, is_paused=self.rng.random() < 0.2)
            if not is_finished:
                return


def _seen(part: str, at: datetime, end: int, *, is_paused: bool) -> Iterator[Session]:
    """In one go, or the rest of it another time."""
    if not is_paused or end < LONG:
        yield Session(part, at, 0, end)
        return
    middle = end // 2
    yield Session(part, at, 0, middle)
    yield Session(part, at + timedelta(seconds=middle + PAUSE), middle, end)
