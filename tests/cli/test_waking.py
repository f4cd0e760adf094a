"""Commands that read tables, each in a process of its own, where nobody has woken Django for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    ("facts", "about", "nobody"),
    ("growth", "offices"),
    ("growth", "entering"),
    ("slate",),
    ("statement", "list"),
)


@pytest.mark.slow
def test_commands_wake_django_before_they_open_a_room(tmp_path):
    environment = {**os.environ, "LANTERNE_VAR": str(tmp_path)}
    program = Path(sys.executable).parent / "lanterne"
    for words in COMMANDS:
        done = subprocess.run(
            [program, *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), words
