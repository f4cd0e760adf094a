"""The promises that the database keeps, on SQLite as it is used and on PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "accounts",
    "billing",
    "catalogue",
    "rights",
    "deliveries",
    "playback",
    "audience",
    "discovery",
    "editorial",
    "statements",
    "exchange",
    "facts",
    "regulation",
    "commissioning",
    "mailing",
    "accreditation",
)
LIMIT = "tests/playback/test_stream_limit.py"


def suite(*arguments: str, **environment: str) -> str:
    """Run part of the suite in a process of its own; answer its last line once it is green."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def passed(output: str) -> int:
    (count,) = re.findall(r"(\d+) passed", output)
    return int(count)


@pytest.mark.slow
def test_the_stream_limit_holds_on_sqlite_in_a_file():
    output = suite("--ds=tests.file_database", LIMIT)
    assert passed(output) == 1


@pytest.mark.slow
@pytest.mark.postgres
def test_every_room_with_records_works_on_postgresql(postgres_url):
    rooms = [f"tests/{room}" for room in ROOMS]
    output = suite("-m", "not slow", *rooms, DATABASE_URL=postgres_url)
    assert "skipped" not in output
    assert passed(output) > 750
