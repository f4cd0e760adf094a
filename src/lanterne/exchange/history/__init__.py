"""The past of an operator that comes from another system: households, payments, releases and sessions, out of files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.core.hauling import Haul, haul
from lanterne.core.taking import Outcome
from lanterne.exchange.history.reading import haulers
from lanterne.exchange.history.words import why
from lanterne.results import services as results

__all__ = ["Haul", "NoHistory", "take_history", "why"]


class NoHistory(Refused):
    pass


@transaction.atomic
def take_history(*, folder: Path, actor: str, is_rehearsal: bool = False) -> tuple[Haul, ...]:
    """Take in the tables of a folder, all of them or none; a rehearsal takes in none and says what would happen."""
    tables = haulers(clock.now())
    paths = {name: folder / f"{name}.csv" for name in tables}
    if not any(path.is_file() for path in paths.values()):
        names = ", ".join(path.name for path in paths.values())
        raise NoHistory(
            _("“%(folder)s” holds no history: it has none of %(names)s.")
            % {"folder": folder, "names": names}
        )
    with ExitStack() as opened:
        told = tuple(
            haul(
                name,
                opened.enter_context(path.open(encoding="utf-8-sig", newline="")),
                tables[name],
            )
            for name, path in paths.items()
            if path.is_file()
        )
    if is_rehearsal or any(one.is_refused for one in told):
        transaction.set_rollback(True)
        return told
    changed = [one for one in told if one.is_change]
    for one in changed:
        _note(one, actor)
    if changed:
        # What is closed rests on what was known then.
        results.count_anew(actor=actor)
    return told


def _note(one: Haul, actor: str) -> None:
    audit.record(
        actor=actor,
        action="exchange.take_history",
        subject=f"history:{one.table}",
        detail={outcome.value: one.counts[outcome] for outcome in Outcome if one.counts[outcome]},
    )
