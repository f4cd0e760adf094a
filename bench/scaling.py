"""What a second slot and a second worker bring: ``python -m bench.scaling FILM [--policy swift] [--codecs h264]``.

The same publish four times: here with one slot and with two, and on a farm of one worker and of two, each of one slot, with
an S3 store between. On one machine all share its cores, so a farm can be no faster than slots; it shows what the way costs.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import farm
from bench.farm import Process
from bench.networks import Place
from bench.tables import Table

HERE = Place("127.0.0.1")


def timed(process: Process) -> float:
    """Seconds from its start to its end; raise with its last words when it fails."""
    began = time.monotonic()
    process.start()
    try:
        while process.code is None:
            time.sleep(0.02)
    finally:
        process.kill()
    if process.code:
        raise RuntimeError(process.log.read_text(errors="replace")[-2000:])
    return time.monotonic() - began


def local(words: list[str], folder: Path, slots: int) -> float:
    """A publish on this machine with so many slots."""
    out = str(folder / f"slots-{slots}")
    process = [farm.PROGRAM, *words, out, "--workers", str(slots)]
    return timed(Process(process, HERE, folder / f"slots-{slots}.log"))


def far(words: list[str], folder: Path, workers: int) -> float:
    """The same on a farm of so many workers, where the driver has as many slots for its own part."""
    own = folder / f"farm-{workers}"
    own.mkdir()
    with farm.standing(own, workers=workers) as standing:
        standing.wait_for_workers()
        place = ["--farm", standing.address, "--store", "s3://work", "--workers", str(workers)]
        return timed(standing.driver([*words, str(own / "out"), *place], own / "driver.log"))


def table(seconds: dict[str, tuple[float, float]]) -> Table:
    """One beside two, a row a way."""
    rows = [
        (way, f"{one:.1f} s", f"{two:.1f} s", f"{one / two:.2f} ×")
        for way, (one, two) in seconds.items()
    ]
    return Table("A second pair of hands", ("way", "one", "two", "faster"), tuple(rows))


def main() -> int:
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    given.add_argument("film", type=Path)
    given.add_argument("--policy", default="swift")
    given.add_argument("--codecs", default="h264")
    said = given.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    words = [
        "publish",
        str(said.film.resolve()),
        "--policy",
        said.policy,
        "--codecs",
        said.codecs,
        "--clear",
        "--json",
    ]
    ways: dict[str, Callable[[list[str], Path, int], float]] = {
        "slots here": local,
        "workers of a farm": far,
    }
    with tempfile.TemporaryDirectory(prefix="lanterne-scaling-") as name:
        seconds = {
            way: (run(words, Path(name), 1), run(words, Path(name), 2)) for way, run in ways.items()
        }
    print(json.dumps(seconds), file=sys.stderr)
    print(table(seconds).text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
