"""Words of a filter graph."""

from __future__ import annotations

import re
from pathlib import Path


def escaped(path: Path) -> str:
    """A path as the value of an option within a graph: what either would take for its own sign is marked."""
    in_option = re.sub(r"([\\':])", r"\\\1", str(path))
    return re.sub(r"([\\'\[\],;])", r"\\\1", in_option)
