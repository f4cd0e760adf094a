"""The slate as the address asks for it: a board, a list, or a calendar of what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, words
from lanterne.commissioning.queries import ProjectCard, RightsCard
from lanterne.commissioning.rules.stages import UNDER_WAY, Stage
from lanterne.studio import choices, filters
from lanterne.studio.filters import Filter

VIEWS = ("board", "list", "calendar")
# The calendar shows a little of the past, and two years and a half ahead.
BEFORE, AHEAD = timedelta(days=182), timedelta(days=913)
A_MONTH = timedelta(days=30)
OVER = frozenset({Stage.RELEASED, Stage.RENEWED, Stage.ENDED, Stage.CANCELLED})
# A name nearer to the end would be cut.
LAST_NAMED = 94


@dataclass(frozen=True, slots=True)
class Column:
    stage: Stage
    name: str
    cards: tuple[ProjectCard, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a project's way on the calendar, in per cent of its width; ``mark`` says what is made in it."""

    left: float
    width: float
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    card: ProjectCard
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    left: float
    on: date

    @property
    def is_named(self) -> bool:
        return self.left < LAST_NAMED


@dataclass(frozen=True, slots=True)
class Slate:
    view: str
    filters: tuple[Filter, ...]
    on: str
    found: tuple[ProjectCard, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    now: float
    warnings: tuple[tuple[ProjectCard, RightsCard], ...]


def slate(request: HttpRequest, *, today: date) -> Slate:
    country, kind, stage, shown, day = _asked(request)
    found = queries.projects(
        queries.Wanted(
            territory=country.chosen,
            kind=kind.chosen,
            stage=stage.chosen,
            is_under_way=not (shown.chosen or stage.chosen),
            at=day,
        )
    )
    view = request.GET.get("view", "")
    begins, ends = today - BEFORE, today + AHEAD
    return Slate(
        view=view if view in VIEWS else VIEWS[0],
        filters=(country, kind, stage, shown),
        on=day.isoformat() if day else "",
        found=found,
        columns=_columns(found),
        rows=tuple(Row(card, _bars(card, begins, today)) for card in found),
        ticks=_ticks(begins, ends),
        now=_place(today, begins, ends),
        warnings=_warnings(found, today),
    )


def _asked(request: HttpRequest) -> tuple[Filter, Filter, Filter, Filter, date | None]:
    kinds = [(one.value, str(name)) for one, name in words.KINDS.items()]
    stages = [(one.value, str(name)) for one, name in words.STAGES.items()]
    every = [("all", _("Also what is over"))]
    under_way = filters.chosen_of(request, "shown", _("Which"), every)
    return (
        filters.chosen_of(request, "country", _("Country"), choices.countries()),
        filters.chosen_of(request, "kind", _("Kind"), kinds),
        filters.chosen_of(request, "stage", _("Stage"), stages),
        Filter("shown", under_way.label, choices.either(_("Under way"), every), under_way.chosen),
        filters.day(request, "on"),
    )


def _columns(found: tuple[ProjectCard, ...]) -> tuple[Column, ...]:
    """Every stage that somebody works at, also when it is empty; the others when there is something in them."""
    return tuple(
        Column(stage, str(words.STAGES[stage]), cards)
        for stage in Stage
        if (cards := tuple(one for one in found if one.stage is stage))
        or (stage in UNDER_WAY and stage not in {Stage.ON_HOLD, Stage.TURNAROUND})
    )


def _bars(card: ProjectCard, begins: date, today: date) -> tuple[Bar, ...]:
    """From each stage it came to, or is planned to come to, until the next; where no next is planned, until today."""
    ends = today + AHEAD
    been = [(move.on, move.stage) for move in card.moves]
    reached = {stage for _day, stage in been}
    ahead = sorted(
        (on, stage)
        for stage, on in card.plans.items()
        if stage not in reached and on >= been[-1][0]
    )
    steps = [*been, *ahead]
    found = []
    for number, (on, stage) in enumerate(steps):
        until = steps[number + 1][0] if number + 1 < len(steps) else _last(on, stage, today)
        if until <= begins or on >= ends:
            continue
        left, right = _place(on, begins, ends), _place(until, begins, ends)
        mark = f"{stage.value}" if stage in reached else "planned"
        found.append(
            Bar(left, round(max(right - left, 0.5), 2), mark, f"{words.STAGES[stage]}: {on}")
        )
    return tuple(found)


def _last(on: date, stage: Stage, today: date) -> date:
    """Until when a stage is drawn that no other follows: what is over and what is planned is a mark on its day."""
    mark = on + A_MONTH
    return mark if stage in OVER else max(mark, today)


def _ticks(begins: date, ends: date) -> tuple[Tick, ...]:
    quarters = (
        date(year, month, 1)
        for year in range(begins.year, ends.year + 1)
        for month in (1, 4, 7, 10)
    )
    return tuple(Tick(_place(on, begins, ends), on) for on in quarters if begins <= on < ends)


def _place(on: date, begins: date, ends: date) -> float:
    part = (on - begins).days / (ends - begins).days * 100
    return round(min(max(part, 0.0), 100.0), 2)


def _warnings(
    found: tuple[ProjectCard, ...], today: date
) -> tuple[tuple[ProjectCard, RightsCard], ...]:
    cards = {one.id: one for one in found}
    return tuple((cards[id_], card) for id_, card in queries.lapsing(on=today) if id_ in cards)
