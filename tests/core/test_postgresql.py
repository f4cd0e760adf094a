"""How PostgreSQL is asked."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SHOW = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW jit")
    print(cursor.fetchone()[0])
"""


@pytest.mark.slow
@pytest.mark.postgres
def test_statements_are_not_compiled(postgres_url, tmp_path):
    """Compiling the rows of a home page took twenty seconds, and asking them twenty milliseconds."""
    ours = {"DATABASE_URL": postgres_url, "DJANGO_SETTINGS_MODULE": "lanterne.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, **ours},
        text=True,
        capture_output=True,
        check=True,
    )
    assert told.stdout.strip() == "off"
