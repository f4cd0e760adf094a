"""The chain of rights of some titles, doubted as one: everything on their lines is read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.languages import base
from lanterne.catalogue.queries import Kin
from lanterne.catalogue.rules import Kind
from lanterne.core import plugins
from lanterne.rights import rules
from lanterne.rights.models import LicenceWindow
from lanterne.rights.ports import Chronology
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.rules import Contract, Granted, Offer, Season, Warned
from lanterne.territories import queries as territories

CONTRACT = (
    "licence__licensor__name", "licence__reference", "licence__offers", "licence__is_exclusive",
    "licence__begins_on", "licence__ends_on",
)  # fmt: skip


def warnings(*, title_ids: Collection[int], at: datetime) -> tuple[Warned, ...]:
    """Every doubt about the windows on the lines of these titles that are open, or to open."""
    kin = catalogue.families(title_ids=title_ids)
    lines = {one.id: one.line for one in kin}
    held = [one for one in _granted(lines) if rules.is_worth_a_look(one.window, at)]
    families: defaultdict[int, list[Granted]] = defaultdict(list)
    for one in held:
        families[one.line[-1]].append(one)
    doubting = _Doubting(
        {one.territory: base(one.default_language) for one in territories.markets()},
        plugins.load(settings.CHRONOLOGY)(),
    )
    return tuple(
        doubt
        for head, windows in sorted(families.items())
        for doubt in (
            *doubting.about(windows),
            *_between_seasons([one for one in kin if one.line[-1] == head], windows, at),
        )
    )


@dataclass(frozen=True, slots=True)
class _Doubting:
    """What markets speak, by territory, and the chronology that the settings name."""

    spoken: Mapping[str, str]
    chronology: Chronology

    def about(self, windows: Sequence[Granted]) -> Iterator[Warned]:
        for one in windows:
            place, offer = one.window.territory, one.window.terms.offer
            day = self.chronology.earliest(title_id=one.line[0], territory=place, offer=offer)
            yield from rules.doubts(
                one,
                beside=windows,
                language=self.spoken.get(place, ""),
                earliest=_midnight(day, place),
            )


def _between_seasons(
    kin: Sequence[Kin], windows: Sequence[Granted], at: datetime
) -> Iterator[Warned]:
    """Market by market; a season without windows of its own has those of its series."""
    seasons = sorted((one for one in kin if one.kind is Kind.SEASON), key=lambda one: one.number)
    counting = [one for one in windows if one.window.is_approved]
    for territory, offer in sorted({(w.window.territory, w.window.terms.offer) for w in counting}):
        own: defaultdict[int, list[Granted]] = defaultdict(list)
        for one in counting:
            if (one.window.territory, one.window.terms.offer) == (territory, offer):
                own[one.line[0]].append(one)
        told = [
            Season(one.id, one.number, tuple(rules.joined(w.window.period for w in _of(one, own))))
            for one in seasons
        ]
        yield from rules.gaps(told, territory=territory, offer=offer, at=at)


def _of(season: Kin, own: Mapping[int, list[Granted]]) -> list[Granted]:
    return own.get(season.id) or own.get(season.line[-1], [])


def _granted(lines: Mapping[int, tuple[int, ...]]) -> Iterator[Granted]:
    rows = LicenceWindow.objects.filter(title_id__in=list(lines)).order_by("title_id", "opens_at")
    for pk, title_id, *columns in rows.values_list("pk", "title_id", *COLUMNS, *CONTRACT):
        window = value(columns[: len(COLUMNS)])
        contract = _contract(columns[len(COLUMNS) :], window.territory)
        yield Granted(pk, lines[title_id], window, contract)


def _contract(columns: Sequence[Any], territory: str) -> Contract | None:
    licensor, reference, offers, is_exclusive, begins_on, ends_on = columns
    if licensor is None:
        return None
    return Contract(
        licensor=licensor,
        reference=reference,
        offers=frozenset(Offer(one) for one in offers.split()),
        is_exclusive=is_exclusive,
        begins_at=_midnight(begins_on, territory),
        ends_at=_midnight(ends_on, territory),
    )


def _midnight(on: date | None, territory: str) -> datetime | None:
    clock = territories.clock(territory=territory)
    return datetime.combine(on, time(), clock) if on else None
