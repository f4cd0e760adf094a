"""Forecasts, made before a title comes out and kept for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning import queries
from lanterne.commissioning.models import Forecast, Project
from lanterne.commissioning.rules.forecasting import FEWEST
from lanterne.commissioning.rules.stages import Stage
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import ForecastTooLate, PastTooShort
from lanterne.commissioning.services.slate import note
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.facts.queries import RateUnknown
from lanterne.results import queries as results

OUT = frozenset({Stage.RELEASED, Stage.RENEWED, Stage.ENDED, Stage.CANCELLED})


@transaction.atomic
def forecast(*, project_id: int, actor: str) -> int:
    """Foretell what a project will bring in its first 91 days, from what others brought. Returns how many figures it can tell.

    Refuses one that is out, since that would be no forecast, and a country with too short a past.
    """
    row = checks.held(project_id)
    _check_ahead(row)
    told = queries.foretell(project_id=project_id)
    if not told:
        raise PastTooShort(
            _("A forecast wants %(count)s titles whose first 91 days there are over and counted.")
            % {"count": FEWEST}
        )
    now = clock.now()
    gained = _worth(row.territory, now)
    for measure, (one, alike) in told.items():
        Forecast.objects.create(
            project=row,
            measure=measure,
            on=now.date(),
            at=now,
            actor=actor,
            value=one.value,
            low=one.low,
            high=one.high,
            draws=list(one.draws),
            past=one.past,
            alike=list(alike),
            worth_minor=gained.minor if gained else None,
            currency=gained.currency if gained else "",
        )
    note(actor, "forecast", row, measures=sorted(told))
    return len(told)


def _worth(territory: str, now: datetime) -> Money | None:
    """Of a gained household; a forecast goes without where no rate is known."""
    try:
        worth = results.worth(territory=territory, at=now)
    except RateUnknown:
        return None
    return worth.gained if worth else None


def _check_ahead(row: Project) -> None:
    is_out = row.title_id is not None and results.released(title_id=row.title_id, territory=row.territory)  # fmt: skip
    if is_out or Stage(row.stage) in OUT:
        raise ForecastTooLate(_("It is out, or over: what is said of it now is no forecast."))
