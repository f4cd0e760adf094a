"""What is written: the ids of titles with what a file says of each."""

from __future__ import annotations

from collections.abc import Sequence

from lanterne.catalogue.records import FACTS, TitleRecord

Given = Sequence[tuple[int, TitleRecord]]
# The facts that are columns of the title itself.
COLUMNS = tuple(name for name in FACTS if name != "countries")
