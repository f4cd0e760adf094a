"""How far a publish is: what its events add up to. No clock here: whoever hears an event says when.

The time left is foretold from the work of the long stage, encoding, and not before it begins: what came before says
little of it. It counts the pixels that are left against the pace so far.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice

from lanterne_media.model import (
    Cell,
    Event,
    LadderChosen,
    Reported,
    Stage,
    StageBegan,
    UnitDone,
)

# Frames a second are those of the last so many encodes.
LATELY = 32
# Before so many encodes were made, and so many seconds have gone by, nothing is foretold; before such a share of the
# work is done it is rough.
FEWEST, SOONEST, ROUGH = 4, 5.0, 0.15
# Joining, packaging and verifying come after the encodes and go by their length.
AFTERWARDS = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a publish is. Figures count every rung: a frame at two rungs is two frames.

    ``bits_saved`` of the encodes so far, against one rate factor for all shots of a rung at the same mean quality;
    below zero while those were the shots to which sharing gives more. ``seconds_left`` is of the whole publish.
    """

    shots: int = 0
    shots_done: int = 0
    encodes: int = 0
    encodes_done: int = 0
    frames: int = 0
    frames_per_second: float | None = None
    seconds_left: float | None = None
    is_rough: bool = True
    bits: int = 0
    bits_saved: int | None = None


@dataclass(slots=True)
class Tally:
    """Hears the events of one publish, in their order, and says how far it is. ``at`` is in seconds of any clock."""

    _rungs: int = 0
    _shots: int = 0
    _cells: dict[tuple[int, str], Cell] = field(default_factory=dict)
    _rungs_done: Counter[int] = field(default_factory=Counter)
    _shots_done: int = 0
    _bits: int = 0
    _flat: float = 0.0
    _is_compared: bool = True
    _frames: int = 0
    _lately: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=LATELY + 1))
    _began: float | None = None
    _weight: float = 0.0
    _weight_done: float = 0.0
    _weight_made: float = 0.0
    _made: int = 0
    _last: float = 0.0
    _is_over: bool = False

    def hear(self, event: Event, at: float) -> None:
        """Take an event in."""
        match event:
            case LadderChosen():
                self._rungs, self._shots = len(event.rungs), event.shots
            case StageBegan(stage=Stage.ENCODE):
                self._weight += event.weight
                if self._began is None:
                    self._began = at
                    self._lately.append((at, 0))
            case UnitDone(stage=Stage.ENCODE):
                self._encoded(event, at)
            case Reported():
                self._settle(event)
            case _:
                pass

    def progress(self, at: float) -> Progress:
        """How far it is at this moment."""
        return Progress(
            shots=self._shots,
            shots_done=self._shots_done,
            encodes=self._shots * self._rungs,
            encodes_done=len(self._cells),
            frames=self._frames,
            frames_per_second=self._pace(),
            seconds_left=self._seconds_left(at),
            is_rough=not self._is_over and self._share < ROUGH,
            bits=self._bits,
            bits_saved=round(self._flat - self._bits)
            if self._cells and self._is_compared
            else None,
        )

    @property
    def _share(self) -> float:
        return self._weight_done / self._weight if self._weight else 0.0

    def _encoded(self, event: UnitDone, at: float) -> None:
        self._weight_done += event.weight
        self._last = at
        if event.cell is not None:
            self._count(event.cell)
        if not event.is_reused:
            self._weight_made += event.weight
            self._made += 1
            self._lately.append((at, event.cell.frames if event.cell else 0))

    def _count(self, cell: Cell) -> None:
        """A shot that is made again at a rung takes the place of its first encode."""
        key = cell.shot, cell.rung
        before = self._cells.get(key)
        if before is None:
            self._rungs_done[cell.shot] += 1
            self._shots_done += self._rungs_done[cell.shot] == self._rungs
        else:
            self._bits -= before.bits
            self._flat -= before.bits_at_one_factor or 0.0
        self._cells[key] = cell
        self._frames += cell.frames
        self._bits += cell.bits
        self._flat += cell.bits_at_one_factor or 0.0
        self._is_compared = self._is_compared and cell.bits_at_one_factor is not None

    def _settle(self, event: Reported) -> None:
        """In the end only what is published counts: rungs that came out alike were dropped."""
        results = [shot for made in event.report.renditions for shot in made.shots]
        self._bits = sum(shot.bits for shot in results)
        self._flat = sum(shot.bits_at_one_factor or 0.0 for shot in results)
        self._is_over = True

    def _pace(self) -> float | None:
        if len(self._lately) < 2:
            return None
        seconds = self._lately[-1][0] - self._lately[0][0]
        return sum(frames for _, frames in islice(self._lately, 1, None)) / max(seconds, 0.001)

    def _seconds_left(self, at: float) -> float | None:
        if self._is_over:
            return 0.0
        if self._began is None or self._made < FEWEST or self._last - self._began < SOONEST:
            return None
        # As of the last encode; what is left after it cannot be done before half of that time is over.
        spent, since = self._last - self._began, at - self._last
        left = self._weight - self._weight_done + AFTERWARDS * self._weight
        foretold = left / self._weight_made * spent
        return max(foretold - since, foretold / 2)
