"""Encoding the library anew from the shell: what it would save, and queueing it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from lanterne.assets import services as publishing
from lanterne.assets.queries import Candidate
from lanterne.audience import queries as audience
from lanterne.audience.rules import LATELY
from lanterne.catalogue import queries as catalogue
from lanterne.cli.intake import ACTOR
from lanterne.cli.service import say, screen
from lanterne.core import clock
from lanterne.core.errors import Refused


class NoSuchChoice(Refused):
    pass


def chosen(title_ids: Sequence[int], *, top: int, for_trials: bool) -> tuple[Candidate, ...]:
    """The titles that were named, or else the first in rank: those to be tried, or those that promise to save."""
    ranked = audience.renewals(at=clock.now())
    if title_ids:
        known = {one.title_id: one for one in ranked}
        if missing := [str(one) for one in title_ids if one not in known]:
            raise NoSuchChoice(f"There is no published title {', '.join(missing)}.")
        return tuple(known[one] for one in dict.fromkeys(title_ids))
    if for_trials:
        fit = [one for one in ranked if one.told_at is None and one.job_id is None]
    else:
        fit = [one for one in ranked if one.is_promising]
    return tuple(fit[:top]) if top else ranked


def paint(candidates: Sequence[Candidate]) -> None:
    """Each title with its figures, as they stand now, by our own measurement."""
    names = {
        one.id: one.name
        for one in catalogue.cards(
            title_ids=tuple(one.title_id for one in candidates), language="en", territory=""
        )
    }
    heads = ("Id", "Title", f"Hours, {LATELY.days} d", "GB an hour", "Bits saved", "GB saved", "")
    table = Table(*heads, box=None, header_style="bold")
    for one in candidates:
        own = one.prospect
        table.add_row(
            str(one.title_id),
            names[one.title_id],
            f"{own.hours:.1f}",
            _gigabytes(own.bytes_an_hour),
            f"{own.gain.share:.1%}" if own.gain else "not estimated",
            _gigabytes(own.bytes_saved),
            _standing(one),
        )
    screen.print(table if candidates else "No title is like that.")


def queue(candidates: Sequence[Candidate], *, for_trials: bool) -> None:
    """Queue each; those that are refused say why, and keep no other from its place."""
    title_ids = [one.title_id for one in candidates]
    act = publishing.estimate_all if for_trials else publishing.renew_all
    found = act(title_ids=title_ids, actor=ACTOR)
    for title_id, sentence in found.refused.items():
        say(f"[red]{title_id}: {sentence}[/]")
    say(f"Queued: {len(found.jobs)}.")


def _gigabytes(octets: float | None) -> str:
    return "–" if octets is None else f"{octets / 1e9:.2f}"


def _standing(one: Candidate) -> str:
    if one.job_purpose:
        return f"{one.job_purpose} {one.job_id} is on its way"
    if one.outcome:
        return f"left out: {one.outcome.verdict.replace('_', ' ')}"
    return ""
