"""What sharing a film's bits among its shots saves against one rate factor for all of them: arithmetic only.

Both are foretold from the same trials, at the same size and the same mean quality, so that what the trials get wrong
about a shot is wrong on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lanterne_media.curves import Grid
from lanterne_media.model import Aim


def excess(grid: Grid | None, aims: Sequence[Aim]) -> tuple[float | None, ...]:
    """Of each sample, how many times the bits of its aim it would take with one rate factor for all.

    Below 1 for the shots that sharing gives more. ``None`` where nothing was tried that could tell.
    """
    if grid is None:
        return (None,) * len(aims)
    factors = np.array([aim.crf for aim in aims])
    wanted = np.average(_at(grid.factors, grid.vmaf, factors), weights=grid.frames)
    means = np.average(grid.vmaf, axis=0, weights=grid.frames)
    common = float(np.interp(-wanted, -means, grid.factors))
    logs = np.log(grid.bits)
    flat = _at(grid.factors, logs, np.full(len(aims), common))
    return tuple(map(float, np.exp(flat - _at(grid.factors, logs, factors))))


def _at(
    factors: np.typing.NDArray[np.float64],
    rows: np.typing.NDArray[np.float64],
    wanted: np.typing.NDArray[np.float64],
) -> np.typing.NDArray[np.float64]:
    """Of each row its value at the rate factor wanted for it."""
    return np.array([np.interp(at, factors, row) for at, row in zip(wanted, rows, strict=True)])
