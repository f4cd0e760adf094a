"""What an import would write, by desk and territory, so that it can be asked whose act that is."""

from __future__ import annotations

from lanterne.catalogue.records import Judged, Verdict
from lanterne.exchange.values import Touched
from lanterne.rights.records import Decided, Outcome
from lanterne.territories import queries as territories


def note(touched: Touched, judged: Judged, decided: Decided) -> None:
    """Add what becomes of one title."""
    if judged.verdict in {Verdict.CREATED, Verdict.CHANGED}:
        touched.titles = True
        touched.rated |= _rated(judged)
    granted = {
        *(
            one.record.window.territory
            for one in decided.windows
            if one.outcome is not Outcome.SAME
        ),
        *(
            one.holdback.territory
            for one, told, _pk in decided.holdbacks
            if told is not Outcome.SAME
        ),
    }
    if granted:
        touched.rights = True
        touched.granted |= _everywhere() if "" in granted else granted


def _rated(judged: Judged) -> set[str]:
    """Every age of a new title; of one that is held, those that differ."""
    told = {name.partition(":")[2] for name in judged.differences if name.startswith("rating:")}
    return set(judged.record.ratings) if judged.verdict is Verdict.CREATED else told


def _everywhere() -> set[str]:
    """A holdback without a territory closes every one."""
    return {one.code for one in territories.countries("en")}
