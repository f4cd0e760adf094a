"""Everybody pays at once, on both databases."""

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
        "LANTERNE_PAYMENT_PROVIDER": "tests.billing.bank.Bank",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.billing.rush"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_nobody_paid_twice(told):
    assert told["same key"] == {"joined": 20}
    others = told["other keys"]
    assert others.pop("joined") == 1
    assert sum(others.values()) == 19
    assert set(others) <= {"already_member", "payment_under_way"}
    assert told["everybody"] == {"joined": 18}
    assert told["payments after joining"] == 20
    assert told["payments after renewing"] == 40
    assert told["invoices"] == [f"2026-{number:06d}" for number in range(1, 41)]
    assert told["periods end"] == ["2026-03-31T12:00:00+00:00"]


@pytest.mark.slow
def test_nobody_pays_twice_on_sqlite(tmp_path):
    base = tmp_path / "rush.sqlite3"
    lay(base)
    check_nobody_paid_twice(rush(f"sqlite:///{base}", tmp_path))


@pytest.mark.slow
@pytest.mark.postgres
def test_nobody_pays_twice_on_postgres(postgres_url, tmp_path):
    check_nobody_paid_twice(rush(postgres_url, tmp_path))
