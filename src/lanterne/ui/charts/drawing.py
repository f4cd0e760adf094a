"""Where everything of a chart stands on its sheet; the templates beside the page's own say how it looks."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import singledispatch

from django.template.loader import render_to_string

from lanterne.ui.charts.values import Bars, Course, Row, Tone

# The sheet's own units: a picture of twice as many pixels is drawn from it.
WIDTH, EDGE = 960, 32
LABEL, BAR, FIGURE = EDGE, 280, 740
ROW, LINE = 46, 17
PLOT, LEFT, FOOT = 360, 84, 48
# Letters of a line, at the sizes that the templates set.
HEAD_LETTERS, LABEL_LETTERS, FIGURE_LETTERS = 118, 32, 27
# Of a letter of a legend, on the average.
LETTER = 7.4


@dataclass(frozen=True, slots=True)
class Word:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    tone: Tone


@singledispatch
def svg(chart: object) -> str:
    """The chart as a file of its own."""
    raise TypeError(f"{type(chart).__name__} is no chart.")


@svg.register
def _bars(chart: Bars) -> str:
    top, under = _head(chart.under)
    top += LINE * 2 if chart.ticks else 0
    has_figures = any(row.figure for row in chart.rows)
    length = (FIGURE - 20 if has_figures else WIDTH - EDGE) - BAR
    ends = top + ROW * len(chart.rows)
    legend, height = _legend(chart.legend, ends + LINE)

    def across(share: float) -> float:
        return round(BAR + share / 100 * length, 1)

    shown = {
        "title": chart.title,
        "under": under,
        "height": height,
        "ground": (BAR, length),
        "words": [
            word
            for number, row in enumerate(chart.rows)
            for word in _words(row, top + ROW * number)
        ],
        "grounds": [top + ROW * number + 4 for number in range(len(chart.rows))],
        "boxes": [
            Box(across(part.left), top + ROW * number + 4, max(round(part.width / 100 * length, 1), 1.5), part.tone)
            for number, row in enumerate(chart.rows)
            for part in row.parts
        ],
        "marks": [
            (across(row.mark), top + ROW * number)
            for number, row in enumerate(chart.rows)
            if row.mark is not None
        ],
        "ticks": [(Word(across(one.at), top - 12, one.label)) for one in chart.ticks],
        "now": None if chart.now is None else across(chart.now),
        "top": top,
        "ends": ends,
        "legend": legend,
    }  # fmt: skip
    return render_to_string("ui/chart_bars.svg", shown)


@svg.register
def _course(chart: Course) -> str:
    top, under = _head(chart.under)
    top += LINE
    ends = top + PLOT
    most = max([point.high for point in chart.points] + [chart.target[0] if chart.target else 0])
    most = max(10.0, -(-most // 10) * 10)
    legend, height = _legend(chart.legend, ends + FOOT)

    def across(number: int) -> float:
        share = number / max(len(chart.points) - 1, 1)
        return round(LEFT + share * (WIDTH - EDGE - LEFT), 1)

    def up(level: float) -> float:
        return round(ends - level / most * PLOT, 1)

    def line(edge: str) -> list[str]:
        held = enumerate(getattr(point, edge) for point in chart.points)
        return [f"{across(number)},{up(level)}" for number, level in held]

    step = 20 if most > 50 else 10
    shown = {
        "title": chart.title,
        "under": under,
        "height": height,
        "band": " ".join([*line("high"), *reversed(line("low"))]),
        "middle": " ".join(line("middle")),
        "levels": [Word(LEFT, up(level), f"{level}") for level in range(0, int(most) + 1, step)],
        "unit": Word(EDGE, top - LINE, chart.unit),
        "target": Word(WIDTH - EDGE, up(chart.target[0]), chart.target[1]) if chart.target else None,
        "across": [
            Word(across(number), ends + 22, point.label)
            for number, point in enumerate(chart.points)
            if number % 4 == 0
        ],
        "legend": legend,
        "left": LEFT,
    }  # fmt: skip
    return render_to_string("ui/chart_course.svg", shown)


def _head(under: str) -> tuple[float, list[Word]]:
    """Where the chart begins beneath its title, and what is said between them."""
    lines = textwrap.wrap(under, HEAD_LETTERS)
    words = [Word(EDGE, 78 + LINE * number, text) for number, text in enumerate(lines)]
    return 78 + LINE * len(lines) + 16, words


def _words(row: Row, y: float) -> list[Word]:
    """The label with its note beneath, and the figure; each in two lines at the most."""
    said = _lines(row.label, LABEL_LETTERS, 1 if row.note else 2)
    label = [*said, *_lines(row.note, LABEL_LETTERS, 1)]
    figure = _lines(row.figure, FIGURE_LETTERS, 2)
    return [*_column(label, LABEL, y), *_column(figure, FIGURE, y)]


def _column(lines: list[str], x: float, y: float) -> list[Word]:
    first = y + (18 if len(lines) == 1 else 12)
    return [Word(x, first + LINE * number, text) for number, text in enumerate(lines)]


def _lines(text: str, letters: int, most: int) -> list[str]:
    wrapped = textwrap.TextWrapper(letters, max_lines=most, placeholder="…", break_on_hyphens=False)
    return wrapped.wrap(text)


def _legend(named: tuple[tuple[Tone, str], ...], y: float) -> tuple[list[tuple[Box, Word]], float]:
    """Swatches one after another, in as many lines as they take; and how high the sheet is with them."""
    x, placed = float(EDGE), list[tuple[Box, Word]]()
    for tone, text in named:
        wide = 34 + len(text) * LETTER
        if x + wide > WIDTH - EDGE and x > EDGE:
            x, y = float(EDGE), y + LINE * 1.5
        placed.append((Box(x, y, 22, tone), Word(x + 30, y + 11, text)))
        x += wide + 22
    return placed, round(y + (LINE * 2 if placed else EDGE / 2), 1)
