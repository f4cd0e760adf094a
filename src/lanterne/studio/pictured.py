"""The charts of commission and grow as pictures: what their pages draw, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lanterne.commissioning import words as slated
from lanterne.commissioning.rules.facilities import BookingState
from lanterne.core import clock, days
from lanterne.growth import sentences, words
from lanterne.growth.rules.commissions import Status
from lanterne.studio import choices, filters
from lanterne.studio.competitors_page import competitors_page
from lanterne.studio.facilities_page import facilities as facilities_page
from lanterne.studio.filters import Filter
from lanterne.studio.law_page import asked, law_page
from lanterne.studio.markets_page import day, market_page, named_country
from lanterne.studio.offices_page import OfficeLine, offices_page
from lanterne.studio.slate_page import slate as slate_page
from lanterne.territories import queries as territories
from lanterne.ui import charts
from lanterne.ui.charts import Bars, Course, Part, Point, Row, Tick, Tone

Chart = Bars | Course


def _svg(chart: Chart) -> bytes:
    return charts.svg(chart).encode()


def _png(chart: Chart) -> bytes:
    return charts.png(charts.svg(chart))


KINDS: dict[str, tuple[str, Callable[[Chart], bytes]]] = {
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
}
STATUSES = {
    Status.ANNOUNCED: Tone.QUIET,
    Status.IN_PRODUCTION: Tone.LAMP,
    Status.DELIVERED: Tone.PALE,
    Status.RELEASED: Tone.WELL,
    Status.CANCELLED: Tone.ALARM,
    Status.REMOVED: Tone.ALARM,
}
STAGES = {
    "greenlit": Tone.QUIET,
    "preparation": Tone.QUIET,
    "shoot": Tone.LAMP,
    "post": Tone.WELL,
    "delivered": Tone.WELL,
    "released": Tone.WELL,
    "renewed": Tone.WELL,
    "cancelled": Tone.ALARM,
    "ended": Tone.ALARM,
    "planned": Tone.OPEN,
}
BOOKINGS = {"hold": Tone.LAMP, "confirmed": Tone.WELL, "second": Tone.OPEN}
MOST_ROWS = 120
# Every other quarter has room for its name.
EVERY = 2


def sent(chart: Chart, kind: str, name: str) -> HttpResponse:
    """As a file; the console's "not found" for what is no kind of picture."""
    if kind not in KINDS:
        raise Http404
    content_type, made = KINDS[kind]
    chart = _bounded(chart)
    named = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(made(chart), content_type=content_type, headers=named)


def _bounded(chart: Chart) -> Chart:
    """A picture of thousands of rows would take the memory of the house: it says how many it leaves out."""
    if not isinstance(chart, Bars) or len(chart.rows) <= MOST_ROWS:
        return chart
    more = _("and %(count)s more") % {"count": len(chart.rows) - MOST_ROWS}
    return replace(chart, rows=chart.rows[:MOST_ROWS], under=f"{chart.under} · {more}")


def competitors(request: HttpRequest) -> Bars:
    shown = competitors_page(request)
    rows = tuple(
        Row(
            bar.name,
            tuple(Part(left, width, STATUSES[status]) for status, _count, left, width in bar.parts),
            f"{bar.count} ({', '.join(f'{words.STATUSES[one[0]]} {one[1]}' for one in bar.parts)})",
        )
        for bar in shown.bars
    )
    seen = {status for bar in shown.bars for status, *_rest in bar.parts}
    legend = tuple((STATUSES[one], str(words.STATUSES[one])) for one in Status if one in seen)
    return Bars(
        shown.measure, _under(_day(shown.on), *_chosen(shown.filters[1:])), rows, legend=legend
    )


def offices(request: HttpRequest) -> Bars:
    shown = offices_page(request)
    rows = tuple(
        Row(
            line.card.name,
            (Part(0, line.width, Tone.QUIET),) if line.heads else (),
            line.heads or _("not known"),
            _placed(line),
        )
        for line in shown.lines
    )
    return Bars(_("Offices"), _under(_day(shown.on), shown.rule), rows)


def market(request: HttpRequest, territory: str) -> Course:
    """One future of the market, by the number that its page gives it; not found where nothing can be drawn."""
    shown = market_page(territory=territory, on=day(request))
    said = request.GET.get("scenario", "0")
    found = next((one for one in shown.futures if str(one.number) == said and one.drawing), None)
    if found is None:
        raise Http404
    forecast = found.forecast
    percent = sentences.percent
    target = forecast.target
    wanted = "" if target is None else percent(target, language=choices.reader())
    return Course(
        title=named_country(territory),
        under=_under(
            forecast.scenario.name or _("As the counts leave it"),
            _day(shown.card.on),
            " ".join(found.told),
        ),
        points=tuple(
            Point(str(one.on.year), float(one.low), float(one.middle), float(one.high))
            for one in forecast.course
        ),
        unit=_("Penetration, in per cent of the households"),
        target=None
        if target is None
        else (float(target), _("Target: %(wanted)s") % {"wanted": wanted}),
        legend=((Tone.LAMP, _("The middle, and the band of four cases in five")),),
    )


def slate(request: HttpRequest) -> Bars:
    today = clock.now().date()
    shown = slate_page(request, today=today)
    rows = tuple(
        Row(
            row.card.name,
            tuple(Part(bar.left, bar.width, STAGES.get(bar.mark, Tone.PALE)) for bar in row.bars),
            note=str(slated.STAGES[row.card.stage]),
        )
        for row in shown.rows
    )
    ticks = tuple(Tick(one.left, f"{one.on:%m/%Y}") for one in shown.ticks[::EVERY] if one.is_named)
    under = _under(_day(today), *_chosen(shown.filters))
    legend = (
        (Tone.PALE, _("Pitch to package")),
        (Tone.QUIET, _("Greenlit and in preparation")),
        (Tone.LAMP, pgettext("stage of a project", "Shoot")),
        (Tone.WELL, _("Post-production and delivery")),
        (Tone.OPEN, _("Planned")),
    )
    return Bars(_("Slate"), under, rows, ticks, shown.now, legend)


def facilities(request: HttpRequest) -> Bars:
    today = clock.now().date()
    begins = filters.day(request, "from") or today.replace(day=1)
    shown = facilities_page(begins=begins, today=today)
    rows = tuple(
        Row(
            line.name,
            tuple(Part(one.left, one.width, BOOKINGS[one.mark]) for one in line.taken),
            ", ".join(dict.fromkeys(one.card.project for one in line.taken)) or _("free"),
            place.card.name,
        )
        for place in shown.places
        for line in place.lines
    )
    legend = (
        (Tone.LAMP, str(slated.BOOKINGS[BookingState.HOLD])),
        (Tone.WELL, str(slated.BOOKINGS[BookingState.CONFIRMED])),
        (Tone.OPEN, _("Second hold")),
    )
    under = f"{_day(shown.begins)} – {_day(shown.ends)}"
    ticks = tuple(Tick(one.left, f"{one.on:%m/%Y}") for one in shown.ticks)
    return Bars(_("Facilities"), under, rows, ticks, shown.now, legend)


def law(request: HttpRequest) -> Bars:
    """How full each gauge of the page is, with what is asked."""
    wanted = asked(request)
    shown = law_page(wanted)
    rows = tuple(
        Row(
            one.label,
            (Part(0, one.full, Tone.WELL if one.is_met else Tone.LAMP),),
            _("%(figure)s of %(wanted)s asked") % {"figure": one.figure, "wanted": one.wanted},
            mark=one.mark,
        )
        for one in shown.gauges
    )
    legend = ((Tone.WELL, _("reached")), (Tone.LAMP, _("not reached")))
    return Bars(
        _("Where we stand"),
        _under(_country(wanted.territory), _day(wanted.on)),
        rows,
        legend=legend,
    )


def _placed(line: OfficeLine) -> str:
    """The country, and the rank where there is one, in as few words as there is room for."""
    country, rank = _country(line.card.territory), line.rank.rank
    if rank is None:
        return country
    said = f"{rank.best}" if rank.is_sure else f"{rank.best}–{rank.worst}"
    told = {"country": country, "rank": said, "of": rank.of}
    return _("%(country)s, number %(rank)s of %(of)s") % told


def _day(on: date) -> str:
    return days.written(on, language=choices.reader())


def _country(code: str) -> str:
    return territories.name(code=code, language=choices.reader())


def _under(*said: str) -> str:
    return " · ".join(one for one in said if one)


def _chosen(asked_for: Iterable[Filter]) -> list[str]:
    """What the filters leave, where they narrow anything."""
    return [
        _("%(filter)s: %(chosen)s") % {"filter": one.label, "chosen": dict(one.options)[one.chosen]}
        for one in asked_for
        if one.chosen
    ]
