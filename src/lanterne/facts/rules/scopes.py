"""Of what part of the world a figure speaks, written in one way: "region=metropolitan;territory=FR"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PAIR = re.compile(r"([a-z][a-z_]*)=([^;=\s](?:[^;=]*[^;=\s])?)")
WORLD = ""


class UnreadableScope(ValueError):
    """The part of a scope that is not ``dimension=value``."""


def written(dimensions: Mapping[str, str]) -> str:
    """In one order, so that equal scopes are equal texts; without any, the world."""
    return ";".join(f"{name}={dimensions[name]}" for name in sorted(dimensions))


def read(text: str) -> dict[str, str]:
    """The dimensions of a scope; UnreadableScope carries the part that cannot be read."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        pair = _PAIR.fullmatch(part)
        if pair is None or pair[1] in found:
            raise UnreadableScope(part)
        found[pair[1]] = pair[2]
    return found


def territory(*, subject: str, scope: str) -> str:
    """The country that something is said of: its scope names it, or its subject is that market; empty for the world."""
    of_market = subject.split("/")[1] if subject.startswith("market/") else ""
    return read(scope).get("territory", of_market)[:2]
