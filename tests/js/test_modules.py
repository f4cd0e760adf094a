"""The player's arithmetic, by Node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = sorted(path.name for path in HERE.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def node():
    # Where the system has none, setup took it from a wheel into the virtual environment.
    found = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
    if not found:
        pytest.skip("Node is not here; make setup brings it.")
    return found


@pytest.mark.parametrize("module", MODULES)
def test_the_players_arithmetic_holds(module, node):
    done = subprocess.run(
        [node, "--test", "--test-reporter=spec", module],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
