"""One run of the benchmark: its folder, and the processes that measure in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 900
NEW = "new"
KEPT = ("LANTERNE_FFMPEG", "LANTERNE_FFPROBE", "LANTERNE_PACKAGER")


class PartFailed(Exception):
    """A measuring process ended without figures; the message ends with its last words."""


@dataclass(frozen=True, slots=True)
class Run:
    """Where everything of this run lies, and whether it only shows that it works."""

    folder: Path
    is_brief: bool

    def inside(
        self,
        part: str,
        place: str,
        *,
        database: str = "",
        patience: float = PATIENCE,
        **wishes: Any,
    ) -> Any:
        """The answer of ``bench.inside.<part>.measure(**wishes)``, asked in the installation ``place``."""
        var = self._installation(place)
        answer, log = self.folder / "answer.json", self.folder / f"{part}-{place}.log"
        answer.unlink(missing_ok=True)
        command = [sys.executable, "-m", "bench.inside", part, str(answer), json.dumps(wishes)]
        with (
            log.open("wb") as words,
            ended(command, _environment(var, database), words, ROOT) as child,
        ):
            try:
                code = child.wait(patience)
            except subprocess.TimeoutExpired:
                raise PartFailed(f"{part} took more than {patience:g} s") from None
        if code or not answer.exists():
            raise PartFailed(
                f"{part} ended with {code}:\n{log.read_text(errors='replace')[-3000:]}"
            )
        return json.loads(answer.read_text())

    def _installation(self, place: str) -> Path:
        """A folder of its own for each place, copied from one that was set up once."""
        var = self.folder / place
        if place == NEW:
            var.mkdir(exist_ok=True)
        elif not var.exists():
            if not (self.folder / NEW).exists():
                self.inside("nothing", NEW)
            shutil.copytree(self.folder / NEW, var)
        return var


def _environment(var: Path, database: str) -> dict[str, str]:
    """What the operator of this machine has set for a real installation must not reach ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or not name.startswith(("LANTERNE_", "DATABASE_URL"))
    }
    kept |= {
        "LANTERNE_VAR": str(var),
        "LANTERNE_ALLOW_UNCAGED": "1",
        "DJANGO_SETTINGS_MODULE": "lanterne.config.settings",
    }
    return kept | ({"DATABASE_URL": database} if database else {})


@contextlib.contextmanager
def ended(
    command: list[str], environment: dict[str, str], words: Any, place: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a session of its own, of which nothing is left afterwards."""
    child = subprocess.Popen(
        command,
        env=environment,
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=words,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
