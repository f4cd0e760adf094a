"""Whether a film's frames come at a constant rate, and at which: arithmetic over presentation times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from lanterne_media.model import FieldOrder, Rate

MILLISECOND = Fraction(1, 1000)
NTSC = Fraction(1000, 1001)
# Nobody sees more, and every screen shows this.
HIGHEST = Fraction(60)
# A variable film is published at one of these; a constant one may keep a slower rate of its own.
FILM_RATES = (
    24 * NTSC,
    Fraction(24),
    Fraction(25),
    30 * NTSC,
    Fraction(30),
    Fraction(50),
    60 * NTSC,
    Fraction(60),
)
STANDARD_RATES = (*map(Fraction, (1, 5, 8, 10, 12)), Fraction(25, 2), 15 * NTSC, Fraction(15), Fraction(20), *FILM_RATES, 48 * NTSC, Fraction(48))  # fmt: skip
SNAP = Fraction(1, 1000)
# Film whose fields a player is told to repeat: frames last three fields and two of 59.94, by turns.
FIELD, FILM = Fraction(1001, 60_000), 24 * NTSC
SLACK = Fraction(1, 10)
USUAL = Fraction(25)


@dataclass(frozen=True, slots=True)
class Pace:
    """The rate to publish at, and whether the file's own is constant."""

    rate: Rate
    is_constant: bool


PULLED_DOWN = Pace(Rate(FILM.numerator, FILM.denominator), is_constant=False)


def ratio(text: str) -> Fraction | None:
    """A positive or negative number of ffprobe's (``30000/1001``, ``1.5``), None for ``0/0``, ``N/A`` or nothing."""
    try:
        return Fraction(text) or None
    except (ValueError, ZeroDivisionError):
        return None


def pace(
    times: Sequence[int],
    *,
    tick: Fraction,
    nominal: Fraction | None,
    mean: Fraction | None,
    field_order: FieldOrder = FieldOrder.PROGRESSIVE,
) -> Pace:
    """Judge from a stretch of presentation times in ticks; ``nominal`` and ``mean`` are the file's own claims."""
    clock = [time * tick for time in sorted(set(times))]
    if is_pulled_down([later - earlier for earlier, later in pairwise(sorted(set(times)))], tick):
        return PULLED_DOWN
    period = (clock[-1] - clock[0]) / (len(clock) - 1) if len(clock) > 1 else None
    if period is None:
        return Pace(
            _bounded(_snapped(nominal or mean or USUAL, SNAP), field_order), is_constant=True
        )
    # Two ticks of rounding in the span could hide a neighbouring standard rate in a very short clip.
    slack = SNAP + 2 * min(tick, MILLISECOND) / (clock[-1] - clock[0])
    is_constant = _is_even(clock, period, tick) and _agrees(1 / period, mean, slack)
    wanted = _snapped(1 / period, slack, nominal) if is_constant else _for_variable(clock, nominal)
    return Pace(_bounded(wanted, field_order), is_constant)


def _is_even(clock: Sequence[Fraction], period: Fraction, tick: Fraction) -> bool:
    """Whether each frame is within a tenth of a period of where a metronome would put it."""
    drift = [time - index * period for index, time in enumerate(clock)]
    return max(drift) - min(drift) <= period / 10 + min(2 * tick, period / 4)


def is_pulled_down(lengths: Sequence[int], tick: Fraction) -> bool:
    """Whether frames last three fields and two of 59.94, by turns: film whose fields a player is told to repeat.

    ``lengths`` in ticks, as frames are coded.
    """
    if len(lengths) < 5:
        return False
    fields = [length * tick / FIELD for length in lengths]
    slack = max(SLACK, 2 * tick / FIELD)
    if slack >= Fraction(1, 2):
        return False  # a clock that ticks by frames, as in AVI, cannot tell two fields from three
    is_either = all(any(abs(one - whole) <= slack for whole in (2, 3)) for one in fields)
    mean = sum(fields, Fraction(0)) / len(fields)
    return is_either and abs(mean - Fraction(5, 2)) <= SLACK


def _agrees(measured: Fraction, mean: Fraction | None, slack: Fraction) -> bool:
    """Whether the stretch looked at is like the whole; a few per cent may be the first or last frame's length."""
    return mean is None or abs(measured / mean - 1) <= slack + Fraction(3, 100)


def _snapped(rate: Fraction, slack: Fraction, nominal: Fraction | None = None) -> Fraction:
    for known in (min(STANDARD_RATES, key=lambda standard: abs(standard / rate - 1)), nominal):
        if known and abs(known / rate - 1) <= slack:
            return known
    return rate.limit_denominator(1001)


def _for_variable(clock: Sequence[Fraction], nominal: Fraction | None) -> Fraction:
    """The file's nominal rate when it is one of film; else the nearest to its usual pace."""
    if nominal and FILM_RATES[0] * (1 - SNAP) <= nominal <= HIGHEST * (1 + SNAP):
        return _snapped(nominal, SNAP)
    gaps = sorted(later - earlier for earlier, later in pairwise(clock))
    usual = 1 / gaps[len(gaps) // 2]
    return min(FILM_RATES, key=lambda standard: abs(standard / usual - 1))


def _bounded(rate: Fraction, field_order: FieldOrder) -> Rate:
    # Some containers count fields: no interlaced film has more than 30 frames a second.
    most = Fraction(30) if field_order != FieldOrder.PROGRESSIVE else HIGHEST
    parts = -(-rate // (most * (1 + SNAP)))
    bounded = rate / max(1, parts)
    return Rate(bounded.numerator, bounded.denominator)
