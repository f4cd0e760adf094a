"""Keys that are made once, at the first start, and kept in a file that only the owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept_secret(folder: Path, name: str, given: str | None) -> str:
    """The given key, or the one in ``folder``; make that one if this is the first start."""
    if given:
        return given
    path = folder / name
    try:
        # Exclusive creation: two processes that start together must agree on one key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _read(path)


def _read(path: Path) -> str:
    key = path.read_text().strip()
    if len(key) < 40:
        raise ImproperlyConfigured(
            f"The key in {path} is too short; delete the file to have a new one made."
        )
    return key
