"""How a rendition's quality goes through its film, in few enough figures for a report: arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lanterne_media.model import Course, Moment

# A chart has no more columns; two hours in ten rungs then take 300 kB of a report, not 6 MB.
MOST_STRETCHES = 600
WORST = 3


def of(judged: Sequence[Moment], apart: int) -> Course:
    """The course of the judged frames, in their order; the worst ones lie at least ``apart`` frames from each other."""
    stretches = np.array_split(np.arange(len(judged)), min(MOST_STRETCHES, len(judged)))
    scores = np.array([moment.vmaf for moment in judged])
    return Course(
        frames=tuple(judged[places[0]].frame for places in stretches),
        mean=tuple(_tenth(scores[places].mean()) for places in stretches),
        lowest=tuple(_tenth(scores[places].min()) for places in stretches),
        worst=_worst(judged, apart),
    )


def _worst(judged: Sequence[Moment], apart: int) -> tuple[Moment, ...]:
    found: list[Moment] = []
    for moment in sorted(judged, key=lambda one: (one.vmaf, one.frame)):
        if all(abs(moment.frame - other.frame) >= apart for other in found):
            found.append(Moment(moment.frame, _tenth(moment.vmaf)))
        if len(found) == WORST:
            break
    return tuple(found)


def _tenth(score: float) -> float:
    return round(float(score), 1)
