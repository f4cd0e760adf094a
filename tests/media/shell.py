"""The engine as people and programs start it: a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = str(Path(sys.executable).with_name("lanterne-media"))


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def lanterne_media(*words: object, **environment: str) -> Said:
    """Run a command to its end."""
    import os

    done = subprocess.run(
        [PROGRAM, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "COLUMNS": "200", **environment},
    )
    return Said(done.returncode, done.stdout, done.stderr)


# The quickest encodes and the fewest trials: what is tested is the way, not the picture.
QUICK = {
    "name": "quick",
    "codecs": ["h264"],
    "h264_preset": "ultrafast",
    "av1_preset": "13",
    "trial_seconds": 0.4,
    "trial_points": 2,
    "most_rungs": 2,
    "quality_every": 8,
    "segment_seconds": 2.0,
}


def quick_policy(folder: Path, **changes: object) -> Path:
    path = folder / "quick.json"
    path.write_text(json.dumps({**QUICK, **changes}))
    return path
