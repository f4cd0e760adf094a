"""Play: from the click to the first picture, in Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench import published
from bench.run import PartFailed, Run
from bench.tables import Table, median, milliseconds, percentile

_FORMS = {"dash": "DASH", "hls": "HLS"}
_VISITS = {"again": "watched here before", "first": "nothing in the browser's cache"}
_STEPS = {
    "page": "page has arrived",
    "code": "player's code has arrived",
    "session": "session is granted",
    "description": "description has arrived",
    "licence": "licence has arrived",
    "segment": "first segment of picture has arrived",
    "picture": "first picture is shown",
}


def tables(run: Run) -> list[Table]:
    published.whole(run)
    figures = run.inside("play", published.PLACE, times=2 if run.is_brief else 15)
    if not figures["is_encrypted"]:
        raise PartFailed("the film that was played is not encrypted")
    return [_times(figures), _steps(figures)]


def _times(figures: Any) -> Table:
    rows = tuple(
        _row(f"{_FORMS[form]}, {_VISITS[visit]}", figures[form][visit])
        for form in _FORMS
        for visit in _VISITS
    )
    return Table(
        heading="Play: click to first picture",
        columns=("", "median", "90 %", "slowest", "plays", "codec"),
        rows=rows,
        note=(
            "Chromium without a screen and without a graphics card, loopback, encrypted streams with a Clear Key "
            "licence; from the click on Play on the title page, through the watch page, to the moment at which the "
            "first decoded picture is on the screen (`requestVideoFrameCallback`)."
        ),
    )


def _row(name: str, plays: Sequence[Any]) -> tuple[str, ...]:
    took = [play["picture"] for play in plays]
    shown = (median(took), percentile(took, 0.9), max(took))
    codecs = " ".join(sorted({play["codec"] for play in plays}))
    return (name, *map(milliseconds, shown), str(len(took)), codecs)


def _steps(figures: Any) -> Table:
    rows = tuple(
        (words, *(_median(figures[form]["again"], step) for form in _FORMS))
        for step, words in _STEPS.items()
    )
    return Table(
        heading="Play: what happens until then",
        columns=("watched here before, median since the click", *_FORMS.values()),
        rows=rows,
    )


def _median(plays: Sequence[Any], step: str) -> str:
    known = [play[step] for play in plays if play[step] is not None]
    return milliseconds(median(known)) if known else "–"
