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
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections

HOUSE = Path(__file__).parents[1]
# What a migrated database is made of, beside the migrations themselves: what they read, and who writes the triggers.
SOURCES = (
    "uv.lock",
    "src/lanterne/config/settings.py",
    "src/lanterne/core/revision.py",
    "tests/ready_database.py",
)
DATA = {".csv", ".toml", ".json", ".yaml"}


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None
) -> Iterator[bool]:
    """Lay the copy where Django looks for a database that was kept; take it away when all is done."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        yield _laid_in_postgres()
        return
    copy = Path(connections["default"].settings_dict["TEST"]["NAME"])
    lay(copy)
    yield True
    connections["default"].close()
    for one in copy.parent.glob(f"{copy.name}*"):
        one.unlink()


def lay(copy: Path) -> None:
    """Put a migrated SQLite database somewhere."""
    shutil.copyfile(_ready(), copy)


def lay_in(server: str, name: str) -> str:
    """Put a migrated database on a PostgreSQL server, given by the address of any of its databases; answers the new one's."""
    ready = f"ready_{_digest()}"
    address = f"{server.rpartition('/')[0]}/"
    with psycopg.connect(server, autocommit=True) as held:
        # Whoever comes first makes it, and the others wait.
        held.execute("SELECT pg_advisory_lock(1895)")
        known = held.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ready]).fetchone()
        if known is None:
            # What a run that was stopped has left.
            held.execute(f"DROP DATABASE IF EXISTS {ready}_unfinished")
            held.execute(f"CREATE DATABASE {ready}_unfinished")
            with tempfile.TemporaryDirectory() as var:
                _migrate(Path(var), DATABASE_URL=f"{address}{ready}_unfinished")
            held.execute(f"ALTER DATABASE {ready}_unfinished RENAME TO {ready}")
        held.execute(f"DROP DATABASE IF EXISTS {name}")
        held.execute(f"CREATE DATABASE {name} TEMPLATE {ready}")
    return f"{address}{name}"


def _laid_in_postgres() -> bool:
    lay_in(os.environ["DATABASE_URL"], connections["default"].settings_dict["TEST"]["NAME"])
    return True


def _ready() -> Path:
    """The database for these migrations; the process that comes first makes it, and the others wait."""
    folder = HOUSE / ".pytest_cache" / "ready-database"
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
    _migrate(var, DATABASE_URL=f"sqlite:///{var}/lanterne.sqlite3")
    (var / "lanterne.sqlite3").rename(ready)
    shutil.rmtree(var)


def _migrate(var: Path, **more: str) -> None:
    environment = {**os.environ, "LANTERNE_VAR": str(var), **more}
    for words in (("migrate", "--run-syncdb", "--verbosity=0"), ("createcachetable",)):
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=HOUSE, env=environment, check=True)


def _digest() -> str:
    code = HOUSE / "src/lanterne"
    read = [one for one in code.rglob("*") if one.suffix in DATA and "static" not in one.parts]
    parts = sorted([*code.glob("*/migrations/*.py"), *read, *map(HOUSE.joinpath, SOURCES)])
    digest = hashlib.sha256()
    for one in parts:
        digest.update(f"{one.relative_to(HOUSE)}\0".encode())
        digest.update(one.read_bytes())
    return digest.hexdigest()[:16]
