"""A database with every migration done: made once, and copied by each process of each run until a migration changes.

All migrations together take longer than a thousand fast tests, and every process of a run would begin with them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

HOUSE = Path(__file__).parents[1]
# What a migrated database is made of, beside the migrations themselves: what they read, and who writes the triggers.
SOURCES = ("uv.lock", "src/lanterne/config/settings.py", "src/lanterne/core/revision.py")
DATA = {".csv", ".toml", ".json", ".yaml"}


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None
) -> Iterator[bool]:
    """Lay the copy where Django looks for a database that was kept; take it away when all is done."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        yield bool(request.config.getvalue("reuse_db"))
        return
    copy = Path(connections["default"].settings_dict["TEST"]["NAME"])
    shutil.copyfile(_ready(HOUSE / ".pytest_cache" / "ready-database"), copy)
    yield True
    connections["default"].close()
    for one in copy.parent.glob(f"{copy.name}*"):
        one.unlink()


def _ready(folder: Path) -> Path:
    """The database for these migrations; the process that comes first makes it, and the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / f"{_digest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            for old in folder.glob("*.sqlite3"):
                old.unlink()
            _make(folder / "var", ready)
    return ready


def _make(var: Path, ready: Path) -> None:
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir()
    environment = {**os.environ, "LANTERNE_VAR": str(var)}
    migrate = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity=0"]
    subprocess.run(migrate, cwd=HOUSE, env=environment, check=True)
    (var / "lanterne.sqlite3").rename(ready)
    shutil.rmtree(var)


def _digest() -> str:
    code = HOUSE / "src/lanterne"
    read = [one for one in code.rglob("*") if one.suffix in DATA and "static" not in one.parts]
    parts = sorted([*code.glob("*/migrations/*.py"), *read, *map(HOUSE.joinpath, SOURCES)])
    digest = hashlib.sha256()
    for one in parts:
        digest.update(f"{one.relative_to(HOUSE)}\0".encode())
        digest.update(one.read_bytes())
    return digest.hexdigest()[:16]
