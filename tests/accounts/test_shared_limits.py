"""The limits of sign-in are one for all processes of a service, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ready_database import lay, lay_in

ROOT = Path(__file__).parents[2]


def process(address, var, word):
    done = subprocess.run(
        [sys.executable, "-m", "tests.accounts.guessing", word],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lanterne.config.settings",
            "DATABASE_URL": address,
            "LANTERNE_VAR": str(var),
            # Static files are only gathered when installed.
            "LANTERNE_DEBUG": "1",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def check_guesses_add_up(address, var):
    process(address, var, "open")
    assert process(address, var, "3") == "open"
    # Two more are none too many for this process, but with the three of before they are.
    assert process(address, var, "2") == "closed"


@pytest.mark.slow
def test_processes_share_the_count_on_sqlite(tmp_path):
    base = tmp_path / "limits.sqlite3"
    lay(base)
    check_guesses_add_up(f"sqlite:///{base}", tmp_path)


@pytest.mark.slow
@pytest.mark.postgres
def test_processes_share_the_count_on_postgresql(postgres_url, tmp_path):
    check_guesses_add_up(lay_in(postgres_url, "limits"), tmp_path)
