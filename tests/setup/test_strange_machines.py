"""Setting up says in one sentence what a machine lacks, and a space in a path ends no word."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.reading import ROOT

PLAIN = ("sh", "ls", "dirname", "sed", "tail")


@pytest.fixture
def bare(tmp_path) -> Path:
    """A folder for PATH with next to nothing in it, for a user who is not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in PLAIN:
        (folder / name).symlink_to(shutil.which(name))
    program(folder, "id", "echo 1000")
    return folder


def program(folder: Path, name: str, words: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{words}\n")
    (folder / name).chmod(0o755)


def say(script: str, path: Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", script], cwd=cwd, env={"PATH": str(path)}, capture_output=True, text=True
    )


def test_without_a_browser_one_sentence_says_what_is_missing_and_how_to_get_it(bare):
    for name in ("mpv", "nginx", "bwrap"):
        program(bare, name, "exit 0")
    done = say("scripts/test-tools.sh", bare)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("Missing for this: chromium wrk")
    assert "(on Debian, as root: apt-get install chromium wrk" in line


def test_root_is_told_what_apt_said_when_it_gives_nothing(bare):
    program(bare, "id", "echo 0")
    program(bare, "apt-get", '[ "$1" = update ] || { echo "E: Unable to locate it"; exit 100; }')
    done = say("scripts/test-tools.sh", bare)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "E: Unable to locate it"
    assert done.stderr.splitlines()[1].startswith("Missing for this: chromium mpv")


def test_a_python_that_is_too_old_is_named_before_anything_is_made(bare, tmp_path):
    checkout = tmp_path / "a clone"
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    shutil.copy(ROOT / "uv.lock", checkout)
    program(bare, "python3", "exit 1")
    done = say("scripts/setup.sh", bare, checkout)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Lanterne needs Python 3.11 or 3.12 under the name python3 "
        "(on Debian 12: apt-get install python3-venv).\n"
    )
    assert not (checkout / ".venv").exists()


def test_what_is_set_up_stays_set_up_where_the_path_has_a_space(tmp_path):
    var = tmp_path / "a data folder"
    var.mkdir()
    (var / ".setup").touch()
    # The suite itself is started by make, which tells its children how deep they are.
    alone = {name: word for name, word in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(
        ["make", "setup", f"LANTERNE_VAR={var}"],
        cwd=ROOT, env=alone, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == "make: Nothing to be done for 'setup'.\n", done.stderr
