"""What was foretold of projects, and what came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind as TitleKind
from lanterne.commissioning import models
from lanterne.commissioning.rules import forecasting as rules
from lanterne.commissioning.rules.forecasting import DAYS, Measure, Past, quantile
from lanterne.commissioning.rules.stages import Kind
from lanterne.core.money import Money
from lanterne.results import queries as results
from lanterne.results.queries import ResultCard

SEASONAL = frozenset({Kind.SERIES, Kind.SEASON})
CHANCE = 0.8
"""With which a ceiling is to be earned back, where nobody chooses another."""


@dataclass(frozen=True, slots=True)
class ForecastCard:
    """What was said on a day; ``worth`` is what a gained household was worth then."""

    id: int
    project_id: int
    project_key: str
    project_name: str
    territory: str
    measure: Measure
    on: date
    value: float
    low: float
    high: float
    draws: tuple[float, ...]
    past: int
    alike: tuple[str, ...]
    worth: Money | None

    def ceiling(self, chance: float = CHANCE) -> Money | None:
        """The price at which what gained households pay exceeds it with a chance; kept ones are not counted."""
        if self.measure is not Measure.GAINED or self.worth is None:
            return None
        surely = max(0.0, quantile(self.draws, 1 - chance))
        return Money(int(surely * self.worth.minor), self.worth.currency)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A forecast, and what came in 91 days; None while they are not over, or on too few households."""

    forecast: ForecastCard
    came: float | None

    @property
    def id(self) -> int:
        return self.forecast.id

    @property
    def is_within(self) -> bool | None:
        return None if self.came is None else self.forecast.low <= self.came <= self.forecast.high

    @property
    def is_below(self) -> bool:
        return self.came is not None and self.came < self.forecast.low


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the forecasts that can be judged, how many held what came."""

    judged: int
    within: int

    @property
    def share(self) -> float | None:
        return self.within / self.judged if self.judged else None


def foretell(*, project_id: int) -> dict[Measure, tuple[rules.Forecast, tuple[str, ...]]]:
    """What the earlier titles of the country let expect, with the names of those that are like it; measures with too few are missing."""
    row = models.Project.objects.get(pk=project_id)
    earlier = _earlier(row)
    found = {}
    for measure in Measure:
        past = [
            Past(name, group, value)
            for name, group, card in earlier
            if (value := came(measure, card)) is not None
        ]
        told = rules.forecast(measure, past, _group(row))
        if told:
            found[measure] = told, tuple(one.name for one in past if one.group == _group(row))
    return found


def came(measure: Measure, card: ResultCard | None) -> float | None:
    """The figure that a forecast of the measure is held against."""
    if card is None or measure is Measure.HOURS:
        return card.hours if card else None
    if measure is Measure.COMPLETION:
        return card.completion
    return card.effect.gained.value if card.effect and card.effect.gained else None


def forecasts(*, project_id: int) -> tuple[ForecastCard, ...]:
    """The latest of each measure."""
    rows = models.Forecast.objects.filter(project_id=project_id).order_by("pk")
    latest = {row.measure: row for row in rows.select_related("project")}
    return tuple(_card(latest[one]) for one in Measure if one in latest)


def verdicts(*, project_id: int) -> tuple[Verdict, ...]:
    """Of a project: its latest forecasts."""
    return _judged(forecasts(project_id=project_id))


def record(*, territory: str = "") -> tuple[Verdict, ...]:
    """Every forecast that was ever made, the latest first, against what came."""
    rows = models.Forecast.objects.select_related("project").order_by("-at", "pk")
    if territory:
        rows = rows.filter(project__territory=territory)
    return _judged([_card(row) for row in rows])


def verdict_piece(
    after: int, limit: int, *, territories: Collection[str] = ()
) -> tuple[Verdict, ...]:
    """In the order in which they were made; no territories named means all."""
    rows = models.Forecast.objects.select_related("project").filter(pk__gt=after).order_by("pk")
    if territories:
        rows = rows.filter(project__territory__in=territories)
    return _judged([_card(row) for row in rows[:limit]])


def coverage(verdicts: Iterable[Verdict]) -> Coverage:
    judged = [one.is_within for one in verdicts if one.is_within is not None]
    return Coverage(len(judged), sum(judged))


def _judged(cards: Sequence[ForecastCard]) -> tuple[Verdict, ...]:
    titles = dict(
        models.Project.objects.filter(
            pk__in={one.project_id for one in cards}, title__isnull=False
        ).values_list("pk", "title_id")
    )
    brought: dict[str, dict[int, ResultCard]] = {
        territory: results.of_titles(title_ids=titles.values(), territory=territory, days=DAYS)
        for territory in {one.territory for one in cards}
    }
    return tuple(
        Verdict(one, came(one.measure, brought[one.territory].get(titles.get(one.project_id, 0))))
        for one in cards
    )


def _earlier(row: models.Project) -> list[tuple[str, str, ResultCard]]:
    """Name, group and result of each film and season that has come out there; one that somebody chose is like the project."""
    cards = results.results(territory=row.territory, days=DAYS)
    kinds = catalogue.kinds_and_genres(title_ids=[card.title_id for card in cards])
    names = catalogue.original_names(title_ids=kinds)
    chosen = set(row.comparables.values_list("title_id", flat=True))
    return [
        (
            names[card.title_id],
            _group(row) if card.title_id in chosen else _alike(row, *kinds[card.title_id]),
            card,
        )
        for card in cards
        if card.title_id != row.title_id and kinds[card.title_id][0] is not TitleKind.SERIES
    ]


def _group(row: models.Project) -> str:
    """What makes titles alike: told in episodes or not, and the genre."""
    return f"{'seasons' if Kind(row.kind) in SEASONAL else 'films'} {row.genre}"


def _alike(row: models.Project, kind: TitleKind, genres: Sequence[str]) -> str:
    """Of a title of several genres the project's own counts, else its first."""
    genre = row.genre if row.genre in genres else next(iter(genres), "")
    return f"{'seasons' if kind is TitleKind.SEASON else 'films'} {genre}"


def _card(row: models.Forecast) -> ForecastCard:
    return ForecastCard(
        id=row.pk,
        project_id=row.project_id,
        project_key=row.project.key,
        project_name=row.project.name,
        territory=row.project.territory,
        measure=Measure(row.measure),
        on=row.on,
        value=row.value,
        low=row.low,
        high=row.high,
        draws=tuple(row.draws),
        past=row.past,
        alike=tuple(row.alike),
        worth=None if row.worth_minor is None else Money(row.worth_minor, row.currency),
    )
