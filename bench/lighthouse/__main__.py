"""``python -m bench.lighthouse [--brief] [--markdown] [--turns N] [--keep FOLDER]``: ends with 1 below 95."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from bench import machine
from bench.lighthouse import tool
from bench.lighthouse.scores import LEAST, Judged, Marks, short, table
from bench.run import PartFailed, Run

PATIENCE = 5400


def main() -> int:
    wish = _wish()
    signal.signal(signal.SIGTERM, _leave)
    if not shutil.which("node") or not shutil.which("chromium"):
        print("Lighthouse wants Node and Chromium, and one is not here.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="lanterne-bench-") as folder:
        print(machine.line(is_markdown=wish.markdown), flush=True)
        try:
            judged = _judged(Run(Path(folder), is_brief=wish.brief), wish)
        except PartFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    made = table(judged)
    print(f"\n{made.markdown() if wish.markdown else made.text()}")
    return _verdict(short(judged))


def _verdict(complaints: list[str]) -> int:
    for one in complaints:
        print(one, file=sys.stderr)
    if not complaints:
        print(f"\nEach page of the newsroom has {LEAST} or more in each category.")
    return 1 if complaints else 0


def _judged(run: Run, wish: argparse.Namespace) -> list[Judged]:
    tool.install()
    kept = (wish.keep or run.folder / "reports").resolve()
    kept.mkdir(parents=True, exist_ok=True)
    told = run.inside(
        "lighthouse",
        "newsroom",
        patience=PATIENCE,
        kept=str(kept),
        turns=wish.turns,
        is_brief=wish.brief,
    )
    return [Judged(**{**one, "marks": Marks(**one["marks"])}) for one in told]


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse")
    parser.add_argument("--brief", action="store_true", help="the front page alone, in English")
    parser.add_argument("--markdown", action="store_true", help="as docs/benchmarks.md has it")
    parser.add_argument("--turns", type=int, default=1, help="looks at each page, for the median")
    parser.add_argument("--keep", type=Path, help="a folder for the whole reports")
    return parser.parse_args()


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
