"""``python -m bench.inside PART ANSWER WISHES``: measure one part and write its figures as JSON."""

from __future__ import annotations

import importlib
import json
import signal
import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command

from lanterne.cli import service


def main(part: str, answer: str, wishes: str) -> None:
    signal.signal(signal.SIGTERM, leave)
    service.prepare()
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    figures = importlib.import_module(f"bench.inside.{part}").measure(**json.loads(wishes))
    Path(answer).write_text(json.dumps(figures))


def leave(number: int, frame: FrameType | None) -> None:
    """Let every context end its processes on the way out."""
    sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
