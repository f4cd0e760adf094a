"""``python -m bench [publish|play|pages|sessions|delivery|storage …] [--brief] [--markdown]``."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from bench import delivery, machine, newsroom, pages, play, publish, sessions, storage
from bench.run import PartFailed, Run
from bench.tables import Table

SECTIONS: dict[str, Callable[[Run], Sequence[Table]]] = {
    "publish": publish.tables,
    "play": play.tables,
    "pages": pages.tables,
    "sessions": sessions.tables,
    "delivery": delivery.tables,
    "storage": storage.tables,
    "newsroom": newsroom.tables,
}


def main() -> int:
    wish = _wish()
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="lanterne-bench-") as folder:
        run = Run(Path(folder), is_brief=wish.brief)
        print(machine.line(is_markdown=wish.markdown), flush=True)
        failed = [name for name in wish.section or SECTIONS if not _measured(name, run, wish)]
    return 1 if failed else 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ourselves.")
    parser.add_argument("section", nargs="*", help=f"some of: {', '.join(SECTIONS)}")
    parser.add_argument(
        "--brief", action="store_true", help="show that it works; worthless figures"
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/benchmarks.md has them")
    wish = parser.parse_args()
    unknown = set(wish.section) - set(SECTIONS)
    if unknown:
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    return wish


def _measured(name: str, run: Run, wish: argparse.Namespace) -> bool:
    """Print one section; another one's failure must not cost its figures."""
    begun = time.monotonic()
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    try:
        tables = SECTIONS[name](run)
    except (PartFailed, OSError, subprocess.SubprocessError) as failure:
        print(f"{name} failed: {failure}", file=sys.stderr, flush=True)
        return False
    for table in tables:
        print(f"\n{table.markdown() if wish.markdown else table.text()}", flush=True)
    print(f"{name} took {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return True


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
