"""Twenty ask for one stage at once, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ready_database import lay

ROOT = Path(__file__).parents[2]


def rush(address, var):
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lanterne.config.settings",
        "DATABASE_URL": address,
        "LANTERNE_VAR": str(var),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.commissioning.rush"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_nobody_stands_in_anothers_seat(told):
    assert told == {
        "booked": {"booked": 1, "room_taken": 19},
        "held": {"FIRST": 1, "SECOND": 1, "room_taken": 18},
        "freed": {"None": 20},
        "bookings": {"One": 1, "Two": 2, "Three": 2},
        "days": {"One": 20, "Two": 40, "Three": 20},
        "seats of three": True,
        "kept": [
            "commissioning_stagemove is kept for ever",
            "commissioning_decision is kept for ever",
            "commissioning_decision is kept for ever",
        ],
    }


@pytest.mark.slow
def test_no_stage_is_booked_twice_on_sqlite(tmp_path):
    base = tmp_path / "rush.sqlite3"
    lay(base)
    check_nobody_stands_in_anothers_seat(rush(f"sqlite:///{base}", tmp_path))


@pytest.mark.slow
@pytest.mark.postgres
def test_no_stage_is_booked_twice_on_postgres(postgres_url, tmp_path):
    check_nobody_stands_in_anothers_seat(rush(postgres_url, tmp_path))
