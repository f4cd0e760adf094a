"""Other open programs that do a part of what the engine does, on the same film with the same encoder.

They are installed for the length of a run into a folder of its own, and never into ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.engine import Wish
from bench.rivals import av1an, streamer
from bench.tables import Table


def tables(wish: Wish) -> Iterator[Table]:
    yield av1an.table(wish)
    yield streamer.table(wish)


__all__ = ["tables"]
