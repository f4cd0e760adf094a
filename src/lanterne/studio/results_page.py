"""What titles brought, and what was foretold of them, as the console shows and draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.commissioning import queries
from lanterne.commissioning.queries import Coverage, Verdict
from lanterne.core import clock, sheets
from lanterne.results import queries as results
from lanterne.results.queries import ResultCard
from lanterne.results.rules.engagement import HORIZONS
from lanterne.studio import choices, filters
from lanterne.studio.filters import Filter
from lanterne.territories import queries as territories

WIDTH, HEIGHT, LEFT, TOP, FOOT = 640, 200, 52, 10, 24
COLUMNS = (
    "title", "territory", "released", "days", "runtime_seconds", "hours", "views", "starters", "watchers", "completers",
    "completion", "half_life_days", "newcomers", "earlier", "first_plays", "gained", "gained_low", "gained_high",
    "kept", "kept_low", "kept_high",
)  # fmt: skip
FORETOLD = ("project", "territory", "measure", "on", "value", "low", "high", "past", "alike", "came", "within")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A title with its result."""

    name: str
    card: ResultCard


@dataclass(frozen=True, slots=True)
class ResultsPage:
    filters: tuple[Filter, ...]
    territory: str
    days: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    left: float
    top: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hours of each week; ``up`` are heights of rules with what they say."""

    bars: tuple[Bar, ...]
    up: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


@dataclass(frozen=True, slots=True)
class ResultPage:
    title_id: int
    name: str
    territory: str
    elsewhere: tuple[str, ...]
    course: tuple[ResultCard, ...]
    drawing: Drawing | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with where its range and what came lie on a line of a hundred."""

    verdict: Verdict
    left: float
    width: float
    came: float | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    filters: tuple[Filter, ...]
    lines: tuple[Judged, ...]
    coverage: Coverage


def results_page(request: HttpRequest) -> ResultsPage:
    where, days = _market(request), _days(request)
    territory = where.chosen
    cards = results.results(territory=territory, days=int(days.chosen))
    names = catalogue.original_names(title_ids=[card.title_id for card in cards])
    lines = tuple(Line(names[card.title_id], card) for card in cards)
    return ResultsPage((where, days), territory, int(days.chosen), lines)


def results_table(page: ResultsPage) -> str:
    return sheets.written(COLUMNS, (_row(line) for line in page.lines))


def result_page(request: HttpRequest, title_id: int) -> ResultPage:
    """Raises the console's "not found" for what is no title."""
    name = catalogue.original_names(title_ids=[title_id]).get(title_id)
    if name is None:
        raise Http404
    known = results.territories_of(title_id=title_id)
    asked = request.GET.get("in", "")
    territory = asked if territories.exists(asked) else next(iter(known), "")
    course = results.course(title_id=title_id, territory=territory, at=clock.now()) if territory else ()  # fmt: skip
    elsewhere = tuple(one for one in known if one != territory)
    return ResultPage(title_id, name, territory, elsewhere, course, drawing(course))


def drawing(course: Sequence[ResultCard]) -> Drawing | None:
    """Of the longest run; None without hours."""
    weeks = max((card.weeks for card in course), key=len, default=())
    most = max(weeks, default=0)
    if not most:
        return None
    across = (WIDTH - LEFT) / len(weeks)
    down = HEIGHT - TOP - FOOT
    bars = tuple(
        Bar(
            round(LEFT + number * across + across * 0.1, 1),
            round(TOP + down * (1 - hours / most), 1),
            round(across * 0.8, 1),
            round(down * hours / most, 1),
            str(number + 1),
        )
        for number, hours in enumerate(weeks)
    )
    up = tuple((round(TOP + down * (1 - part), 1), most * part) for part in (0.0, 0.5, 1.0))
    return Drawing(bars, up)


def record_page(request: HttpRequest) -> RecordPage:
    where = filters.chosen_of(request, "in", _("Country"), _markets())
    verdicts = queries.record(territory=where.chosen)
    return RecordPage((where,), tuple(judged(one) for one in verdicts), queries.coverage(verdicts))


def judged(one: Verdict) -> Judged:
    """On a line from the least to the most of the range and of what came, with a little air."""
    ends = [one.forecast.low, one.forecast.high, *([] if one.came is None else [one.came])]
    least, most = min(ends), max(ends)
    whole = (most - least) * 1.1 or 1.0
    begin = least - whole * 0.045

    def at(value: float) -> float:
        return round((value - begin) / whole * 100, 1)

    left = at(one.forecast.low)
    came = None if one.came is None else at(one.came)
    return Judged(one, left, max(at(one.forecast.high) - left, 1.0), came)


def record_table(page: RecordPage) -> str:
    rows = (
        {
            "project": one.forecast.project_key,
            "territory": one.forecast.territory,
            "measure": one.forecast.measure.value,
            "on": one.forecast.on,
            "value": round(one.forecast.value, 4),
            "low": round(one.forecast.low, 4),
            "high": round(one.forecast.high, 4),
            "past": one.forecast.past,
            "alike": len(one.forecast.alike),
            "came": None if one.came is None else round(one.came, 4),
            "within": {None: "", True: "yes", False: "no"}[one.is_within],
        }
        for one in (line.verdict for line in page.lines)
    )
    return sheets.written(FORETOLD, rows)


def _row(line: Line) -> dict[str, object]:
    card, reach, effect = line.card, line.card.reach, line.card.effect
    told: dict[str, object] = {
        "title": line.name,
        "territory": card.territory,
        "released": card.day,
        "days": card.days,
        "runtime_seconds": round(card.runtime),
        "hours": round(card.hours, 3),
        "views": round(card.views, 3),
        "half_life_days": None if card.half_life is None else round(card.half_life, 1),
    }
    if reach:
        told |= {name: getattr(reach, name) for name in ("starters", "watchers", "completers")}
        told["completion"] = None if reach.completion is None else round(reach.completion, 4)
    if effect:
        told |= {name: getattr(effect, name) for name in ("newcomers", "earlier", "first_plays")}
        for name, one in (("gained", effect.gained), ("kept", effect.kept)):
            if one:
                ends = {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high}
                told |= {column: round(value, 1) for column, value in ends.items()}
    return told


def _market(request: HttpRequest) -> Filter:
    """One country at a time, by itself one that has any: results of several are not to be added up."""
    options = _markets()
    codes = [code for code, _name in options]
    told = [code for code in results.territories() if code in codes]
    asked = request.GET.get("in", "")
    chosen = asked if asked in codes else next(iter((*told, *codes)), "")
    return Filter("in", _("Country"), options, chosen)


def _days(request: HttpRequest) -> Filter:
    options = [(str(days), _("%(count)s days") % {"count": days}) for days in HORIZONS]
    asked = request.GET.get("days", "")
    return Filter("days", _("After"), options, asked if asked in dict(options) else str(HORIZONS[-1]))  # fmt: skip


def _markets() -> list[tuple[str, str]]:
    language = choices.reader()
    codes = [one.territory for one in territories.markets()]
    return [(code, territories.name(code=code, language=language)) for code in codes]
