"""The copying of locked packages, as the setup runs it."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "vendor.py"
FILES = runpy.run_path(str(SCRIPT))["FILES"]
WOFF = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"


def run(modules: Path, to: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--modules", str(modules), "--to", str(to)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def modules(tmp_path):
    """The packages, with a word for each file."""
    root = tmp_path / "node_modules"
    for source in FILES.values():
        (root / source).parent.mkdir(parents=True, exist_ok=True)
        (root / source).write_bytes(b"play()\n//# sourceMappingURL=away.map")
    return root


def test_files_are_copied_once(modules, tmp_path):
    assert run(modules, tmp_path / "out").stdout.endswith(f"{len(FILES)} changed.\n")
    assert run(modules, tmp_path / "out").stdout.endswith("0 changed.\n")


def test_a_script_loses_its_source_map_and_a_font_is_left_alone(modules, tmp_path):
    run(modules, tmp_path / "out")
    assert (tmp_path / "out/shaka/shaka-player.js").read_bytes() == b"play()\n"
    assert (tmp_path / "out/fonts/inter-latin.woff2").read_bytes() == (modules / WOFF).read_bytes()


def test_a_stray_file_is_dropped(modules, tmp_path):
    run(modules, tmp_path / "out")
    (tmp_path / "out" / "old.js").write_text("old")
    assert run(modules, tmp_path / "out").stdout.endswith("1 changed.\n")
    assert not (tmp_path / "out" / "old.js").exists()


def test_a_missing_package_says_what_to_run(modules, tmp_path):
    (modules / WOFF).unlink()
    done = run(modules, tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.startswith("Run `npm ci --ignore-scripts` first; missing: ")
    assert not (tmp_path / "out").exists()
