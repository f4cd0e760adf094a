"""Keys that are made once, at the first start, and kept in a file that only the owner can read."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST = 40


def kept_secret(folder: Path, name: str, given: str | None) -> str:
    """The given key, or the one in ``folder``; make that one if this is the first start."""
    if given:
        return _checked(
            given, f"The key given for {name} is too short: use {SHORTEST} letters or more."
        )
    path = folder / name
    if not path.exists():
        _make(path)
    advice = f"The key in {path} is too short; delete the file to have a new one made."
    return _checked(path.read_text().strip(), advice)


def _make(path: Path) -> None:
    """Whole under its name or not there at all: processes that start together agree on the first one made."""
    own = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()


def _checked(key: str, advice: str) -> str:
    if len(key) < SHORTEST:
        raise ImproperlyConfigured(advice)
    return key
