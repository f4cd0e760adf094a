"""Where rivals live while they are measured: an environment of their own, and our tools on their path."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.run import PartFailed, Run, ended
from lanterne_media.tools import binary

ROOM = Path(__file__).parent
# By then a rival hangs: ten seconds of film take the slowest of them some minutes.
PATIENCE = 3600
LAST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Guest:
    """A folder with rivals in it."""

    folder: Path

    def run(self, command: Sequence[str], place: Path) -> None:
        """Run one of them in ``place`` to its end; what it costs is for whoever waits to see."""
        place.mkdir(exist_ok=True)
        program = self.folder / "venv" / "bin" / command[0]
        surroundings = {
            "PATH": os.pathsep.join(
                map(str, (ROOM / "bin", self.folder / "bin", "/usr/bin", "/bin"))
            ),
            "BENCH_FFMPEG": binary("ffmpeg"),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }
        log = place / "log.txt"
        with (
            log.open("wb") as words,
            ended([str(program), *command[1:]], surroundings, words, place) as child,
        ):
            code = child.wait(PATIENCE)
        if code:
            said = log.read_text(errors="replace")[-LAST_WORDS:]
            raise PartFailed(f"{shlex.join(command)} ended with {code}:\n{said}")


def invited(run: Run) -> Guest:
    """The rivals in their pinned versions, fetched from PyPI once in a run."""
    folder = run.folder / "rivals"
    if not (folder / "ready").exists():
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        for tool in ("ffprobe", "packager"):
            (folder / "bin" / tool).symlink_to(binary(tool))
        _said([sys.executable, "-m", "venv", str(folder / "venv")])
        pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "-q"]
        _said([*pip, "--disable-pip-version-check", "-r", str(ROOM / "requirements.txt")])
        (folder / "ready").touch()
    return Guest(folder)


def _said(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise PartFailed(f"the rivals could not be installed: {done.stderr[-LAST_WORDS:]}")
