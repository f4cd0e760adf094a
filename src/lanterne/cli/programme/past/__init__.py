"""Three years of an invented operator that came from another system: generated, and taken in by the door that is there for it."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from lanterne.accounts import queries as accounts
from lanterne.catalogue import queries as catalogue
from lanterne.cli.programme.past import tables
from lanterne.cli.programme.past.world import Launch, Past, invent
from lanterne.cli.rehearsal import ACTOR
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.exchange import history
from lanterne.results import services as results

TABLE = Path(__file__).parent.parent / "data" / "launches.csv"
SEED = 7
FIRST = "h-00001"
RISE = timedelta(days=-500)
"""Since when new members pay more."""


class PastRefused(Refused):
    pass


def remember() -> bool:
    """Taken in once, with what is over by now closed; whether that was new."""
    if accounts.former(keys=[FIRST]):
        return False
    now = clock.now()
    take(*past(now), now)
    results.close_due(at=now)
    return True


def past(now: datetime) -> tuple[Past, tuple[Launch, ...]]:
    """As it was until today began."""
    until = now.replace(hour=0, minute=0, second=0, microsecond=0)
    launches = tuple(_launches(until))
    return invent(launches, until=until, seed=SEED), launches


def take(made: Past, launches: tuple[Launch, ...], now: datetime) -> None:
    with TemporaryDirectory() as name:
        tables.write(made, launches, Path(name), rise=now + RISE)
        told = history.take_history(folder=Path(name), actor=ACTOR)
    refused = [f"{one.table} {line}: {history.why(word)}" for one in told for line, word in one.refused]  # fmt: skip
    if refused:
        raise PastRefused("; ".join(refused[:3]))


def _launches(until: datetime) -> list[Launch]:
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
    slugs = {slug for row in rows for slug in row["parts"].split(";")}
    lengths = {slug: runtime or 0 for slug, (_id, _kind, runtime) in catalogue.playable(slugs=slugs).items()}  # fmt: skip
    return [
        Launch(
            title=row["title"],
            parts=tuple((slug, lengths[slug]) for slug in row["parts"].split(";")),
            territories=tuple(row["territories"].split(";")),
            at=until + timedelta(days=int(row["day"])),
            pull=float(row["pull"]),
            appeal=float(row["appeal"]),
            keeps=float(row["keeps"]),
            finish=float(row["finish"]),
        )
        for row in rows
    ]
