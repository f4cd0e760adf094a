"""A country on a day, on one page: the page of the studio, the API and ``lanterne brief`` ask here, and say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.core import days
from lanterne.growth import queries
from lanterne.growth.brief import competitors, law, markets, offices, slate
from lanterne.growth.brief.lines import Asked, Line, Origin, Section
from lanterne.territories import queries as territories

__all__ = ["Brief", "Line", "Origin", "Section", "brief"]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything in it is said in ``language`` already."""

    territory: str
    on: date
    language: str
    title: str
    service: str
    sections: tuple[Section, ...]


def brief(*, territory: str, on: date, language: str) -> Brief:
    """What was so, and known, on that day."""
    with translation.override(language):
        return _assembled(Asked(territory, on, language))


def _assembled(asked: Asked) -> Brief:
    forecasts = queries.forecasts(territory=asked.territory, on=asked.on)
    market = forecasts[0].market
    place = territories.name(code=asked.territory, language=asked.language)
    said = {"place": place, "day": days.written(asked.on, language=asked.language)}
    return Brief(
        territory=asked.territory,
        on=asked.on,
        language=asked.language,
        title=_("%(place)s, %(day)s") % said,
        service=market.service.name if market.service else "",
        sections=(
            markets.figures(asked, market),
            markets.forecast(asked, forecasts),
            offices.section(asked),
            *slate.sections(asked),
            competitors.section(asked),
            competitors.counts(asked),
            law.section(asked),
            slate.facilities(asked),
        ),
    )
