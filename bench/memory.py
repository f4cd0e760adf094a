"""The most memory that a worker takes while it publishes a film."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench import engine
from bench.engine import Wish
from bench.run import ROOT, PartFailed
from bench.tables import Table, size
from lanterne_media import pipeline
from lanterne_media.model import POLICIES, Policy
from lanterne_media.tools import Finished, Tools

SIZES = {"1080p": (1920, 1080), "2160p": (3840, 2160)}
BRIEF = {"360p": (640, 360)}
# Enough frames to fill what encoders look ahead.
SECONDS = 4
# All steps and both codecs; of fewer rungs and trials than usual, since each takes its memory by itself.
POLICY: Policy = replace(
    POLICIES["standard"], most_trial_shots=1, most_rungs=2, has_first_light=False
)
CODING = "-vf scale={}:{} -c:v libx264 -preset ultrafast -crf 12 -g 48 -c:a copy"
PATIENCE = 3600


@dataclass(slots=True)
class Weighed:
    """Runs tools one at a time and remembers which of them has taken the most memory."""

    tools: Tools = field(default_factory=Tools)
    most: int = 0
    command: Sequence[str] = ()

    def run(self, command: Sequence[str], **wishes: Any) -> Finished:
        try:
            return self.tools.run(command, **wishes)
        finally:
            self._look(command)

    def stream(self, command: Sequence[str], **wishes: Any) -> Generator[bytes, None, str]:
        try:
            return (yield from self.tools.stream(command, **wishes))
        finally:
            self._look(command)

    def _look(self, command: Sequence[str]) -> None:
        # The kernel keeps the greatest of all children, so only who raises it is known by name.
        reached = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        if reached > self.most:
            self.most, self.command = reached, command


def tables(wish: Wish) -> Iterator[Table]:
    sizes = BRIEF if wish.is_brief else SIZES
    yield Table(
        heading="The most memory of one worker",
        columns=("picture", "its tools", "the engine itself", "together", "which tool"),
        rows=tuple(_row(wish, name, *sizes[name]) for name in sizes),
        note=(
            f"{SECONDS} s of the demo film, scaled, published clear by one worker, each size by a process of its own "
            f"(`python -m bench.memory FILM`); policy standard with at most {POLICY.most_rungs} rungs a codec and one shot tried. Resident memory as the "
            "kernel counts it: of the largest tool and of the process that drives it, each at its own peak, so that "
            "together they take at most the sum."
        ),
    )


def _row(wish: Wish, name: str, width: int, height: int) -> tuple[str, ...]:
    seconds = engine.BRIEF_SECONDS if wish.is_brief else SECONDS
    words = f"-t {seconds} {CODING.format(width, height)}"
    film = engine.made(wish.run, f"{name}.mp4", engine.demo_film(), words, before="-ss 10")
    command = [sys.executable, "-m", "bench.memory", str(film)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise PartFailed(f"{name} was not published: {done.stderr[-2000:]}")
    tools, driver, which = done.stdout.strip().split(maxsplit=2)
    return (name, size(int(tools)), size(int(driver)), size(int(tools) + int(driver)), which)


def kind(command: Sequence[str]) -> str:
    """What a tool was at, in a word or two."""
    words = " ".join(command)
    encodes = {"libsvtav1": "AV1 encode", "libx264": "H.264 encode", "libx265": "HEVC encode"}
    kinds = {"libvmaf": "measuring", **encodes}
    of_pictures = next((said for sign, said in kinds.items() if sign in words), "")
    count = sum(word in encodes for word in command)
    return f"{count} × {of_pictures}" if count > 1 else of_pictures or command[0]


def main(film: Path) -> None:
    runner = Weighed()
    with engine.site(1, runner) as site:
        plan = pipeline.plan(film, POLICY, run=runner)
        deque(pipeline.execute(plan, site, None), maxlen=0)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(runner.most, own, kind(runner.command))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
