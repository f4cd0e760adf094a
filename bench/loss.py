"""What a farm loses when its parts are killed: ``python -m bench.loss [--times 20] [--seed 1] [--kills 6]``.

A film is published by two workers, each with a network and a folder of its own, a scheduler and an S3 store between
them. For the length of the job workers, scheduler and driver are killed with ``kill -9`` at random and started again.
In the end every shot must be there at every rung and pass verification, and no piece may have been published twice.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench import farm
from bench.farm import Farm, Process
from bench.tables import Table
from lanterne_media.tools import Tools

SCENES = 4
PATIENCE = 600.0
# Quick encodes: what is tested is the way, not the picture.
POLICY = {
    "name": "quick", "codecs": ["h264"], "h264_preset": "ultrafast", "trial_seconds": 0.4, "trial_points": 2,
    "most_rungs": 3, "vmaf_step": 2.0, "quality_every": 8, "segment_seconds": 2.0, "longest_shot": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """What one job went through, and what came of it."""

    seed: int
    seconds: float
    kills: dict[str, int]
    pieces: int
    begun: int
    # Finished after another had finished the same; its files were taken away.
    late: int
    published_twice: int
    faults: tuple[str, ...] = field(default=())

    @property
    def redone(self) -> int:
        """Beginnings beyond one a piece: work of which some or all was done again."""
        return self.begun - self.pieces

    @property
    def is_whole(self) -> bool:
        return not self.faults and self.published_twice == 0


def film(folder: Path) -> Path:
    """Some seconds in which every second is another shot."""
    made = folder / "film.mp4"
    picture = f"testsrc2=s=320x180:r=25:d={SCENES}"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-nostdin",
        "-y",
        "-f",
        "lavfi",
        "-i",
        picture,
        "-f",
        "lavfi",
        "-i",
    ]
    command += [
        "sine=sample_rate=48000",
        "-t",
        str(SCENES),
        "-preset",
        "ultrafast",
        "-c:a",
        "aac",
        f"file:{made}",
    ]
    Tools().run(command, writes=[folder])
    return made


def killed(standing: Farm, source: Path, folder: Path, *, seed: int, kills: int) -> Account:
    """One job, with so many kills on its way."""
    chance, began = random.Random(seed), time.monotonic()
    folder.mkdir()
    own = folder / "film.mp4"
    # A film of its own, so that nothing is found that an earlier job had made.
    own.write_bytes(source.read_bytes() + b"\0\0\0\x0cfree" + seed.to_bytes(4, "big"))
    (folder / "policy.json").write_text(json.dumps(POLICY))
    words = [
        "publish",
        str(own),
        str(folder / "out"),
        "--policy",
        str(folder / "policy.json"),
        "--clear",
        "--json",
    ]
    driver = standing.driver(
        [*words, "--farm", standing.address, "--store", "s3://work"], folder / "driver.log"
    )
    before, done = len(standing.told()), Counter[str]()
    victims = {
        "driver": [driver], "scheduler": [standing.scheduler], "worker": standing.workers,
    }  # fmt: skip
    driver.start()
    try:
        while sum(done.values()) < kills and _next_moment(standing, driver, chance):
            role = chance.choice(["worker", "worker", "scheduler", "driver"])
            _again(chance.choice(victims[role]))
            done[role] += 1
        code = _end_of(driver)
    finally:
        driver.kill()
    told = standing.told()[before:]
    return _account(seed, began, done, told, _faults(folder, code))


def _next_moment(standing: Farm, driver: Process, chance: random.Random) -> bool:
    """Wait for some pieces to be begun and then a moment more; whether the job was still running."""
    wanted = len(standing.told()) + chance.randint(1, 5)
    end = time.monotonic() + PATIENCE
    while driver.code is None and len(standing.told()) < wanted:
        if time.monotonic() > end:
            raise TimeoutError("nothing happens on the farm")
        time.sleep(0.02)
    moment = time.monotonic() + chance.random() * 0.5
    while driver.code is None and time.monotonic() < moment:
        time.sleep(0.005)
    return driver.code is None


def _again(process: Process) -> None:
    process.kill()
    process.start()


def _end_of(driver: Process) -> int:
    end = time.monotonic() + PATIENCE
    while driver.code is None:
        if time.monotonic() > end:
            raise TimeoutError(f"the driver does not come to its end: {driver.log}")
        time.sleep(0.05)
    return driver.code


def _faults(folder: Path, code: int) -> tuple[str, ...]:
    """What is wrong with what was published."""
    if code:
        return (f"the driver ended with {code}: {(folder / 'driver.log').read_text()[-500:]}",)
    report = json.loads((folder / "out" / "report.json").read_text())
    shots = len(report["shots"])
    short = [one["rung"] for one in report["renditions"] if len(one["shots"]) != shots]
    verify = Process(
        [farm.PROGRAM, "verify", str(folder / "out")],
        farm.Place("127.0.0.1"),
        folder / "verify.log",
    )
    verify.start()
    is_sound = _end_of(verify) == 0
    return (
        *([] if shots >= SCENES else [f"{shots} shots"]),
        *(f"{rung} lacks shots" for rung in short),
        *([] if is_sound else ["it is not sound"]),
    )


def _account(
    seed: int,
    began: float,
    kills: Counter[str],
    told: list[dict[str, str]],
    faults: tuple[str, ...],
) -> Account:
    of = {
        what: Counter(line["piece"] for line in told if line["is"] == what)
        for what in ("begun", "finished", "late")
    }
    return Account(
        seed,
        time.monotonic() - began,
        dict(kills),
        len(of["begun"]),
        of["begun"].total(),
        of["late"].total(),
        sum(times > 1 for times in of["finished"].values()),
        faults,
    )


def table(accounts: list[Account], *, is_apart: bool) -> Table:
    """A row a job, and their sum."""
    rows = [
        (
            f"seed {one.seed}", f"{one.seconds:.0f} s", *(str(one.kills.get(role, 0)) for role in ("worker", "scheduler", "driver")),
            str(one.pieces), str(one.redone), str(one.late), str(one.published_twice), "yes" if one.is_whole else "; ".join(one.faults) or "no",
        )
        for one in accounts
    ]  # fmt: skip
    pieces, redone = sum(one.pieces for one in accounts), sum(one.redone for one in accounts)
    whole = sum(one.is_whole for one in accounts)
    where = "in network namespaces of their own" if is_apart else "as processes on one loopback"
    note = f"{whole} of {len(accounts)} whole; {redone} of {pieces} pieces begun again ({redone / max(1, pieces):.0%}). Workers {where}."
    columns = (
        "job",
        "took",
        "workers killed",
        "schedulers",
        "drivers",
        "pieces",
        "begun again",
        "finished late",
        "published twice",
        "whole",
    )
    return Table("Killed at random", columns, tuple(rows), note)


def main() -> int:
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    given.add_argument("--times", type=int, default=1)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--kills", type=int, default=6)
    said = given.parse_args()
    # Told to stop, it takes its processes and networks with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="lanterne-loss-") as name:
        folder = Path(name)
        source = film(folder)
        accounts = []
        with farm.standing(folder, workers=2) as standing:
            for seed in range(said.seed, said.seed + said.times):
                job = killed(standing, source, folder / f"job-{seed}", seed=seed, kills=said.kills)
                accounts.append(job)
                print(job, file=sys.stderr, flush=True)
            print(table(accounts, is_apart=standing.hub.is_apart).text())
    return 0 if all(one.is_whole for one in accounts) else 1


if __name__ == "__main__":
    sys.exit(main())
