"""Dividing money and time so that the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

WHOLE = 10_000
"""A share is counted in hundredths of a per cent."""


def rounded(exact: Fraction) -> int:
    """To whole minor units, half up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def slice_of(takings: int, *, part: int, of: int, share: int, rate: Fraction) -> Fraction:
    """What a licensor earns of a pool: takings × hours ÷ all hours × share, changed at a rate; exactly."""
    if not of:
        return Fraction(0)
    return Fraction(takings * part * share, of * WHOLE) * rate


def apportioned(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """The total in whole units by weight: rounded down, and what is left to the largest remainders.

    Of equal remainders the first is served first, so that the same figures always give the same parts.
    """
    whole = sum(weights, Fraction(0))
    if not whole:
        return [0 for _ in weights]
    exact = [Fraction(total) * one / whole for one in weights]
    parts = [one.numerator // one.denominator for one in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
