"""Byte ranges of RFC 9110 section 14, for one range; several are answered with the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=\s*(\d{0,19})-(\d{0,19})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes from ``start`` (included) to ``stop`` (excluded) of ``size``."""

    start: int
    stop: int
    size: int

    @property
    def length(self) -> int:
        return self.stop - self.start

    @property
    def header(self) -> str:
        return f"bytes {self.start}-{self.stop - 1}/{self.size}"


class Unsatisfiable(Exception):
    """The range begins after the end."""


def read(header: str, size: int) -> Part | None:
    """The part asked for; None when the whole is to be sent (no range, or one not understood)."""
    found = _ONE.fullmatch(header)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return _satisfiable(max(0, size - int(last)), size, size)
    if last and int(last) < int(first):
        return None
    return _satisfiable(int(first), min(int(last) + 1, size) if last else size, size)


def _satisfiable(start: int, stop: int, size: int) -> Part:
    if start >= size or start >= stop:
        raise Unsatisfiable
    return Part(start, stop, size)
