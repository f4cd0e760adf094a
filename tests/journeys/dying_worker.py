"""A worker that can be told when to die, as a program with a service's folder in LANTERNE_VAR.

Reads lines from its standard input and answers each with one line of JSON:

    queue                   accept the tiny film as a new title; answers the job's id
    die before|after 7      a worker works until right before or after its seventh event is recorded, then is killed
    die delivered 1         …until the first stream lies at its place and no row tells of it
    die ending|ended 1      …until right before or after the job is recorded as done
    work                    a worker works until nothing is left to do

Each worker is a process of its own, forked from this one, which has read every module already.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from django.db import connections

from lanterne.cli import service

LEASE, HEARTBEAT = timedelta(seconds=1), timedelta(seconds=0.2)


def main() -> None:
    service.prepare()
    _be_quick()
    film = Path(sys.argv[1])
    for line in sys.stdin:
        word, *more = line.split()
        answer = _queued(film) if word == "queue" else _forked(word, more)
        print(json.dumps(answer), flush=True)


def _be_quick() -> None:
    """A policy for a film of two seconds, and a lease that is soon over; known to this process only."""
    from lanterne.assets import tasks
    from lanterne.assets.services import jobs
    from lanterne_media.model import POLICIES, Codec, Policy

    jobs.LEASE, tasks.HEARTBEAT = LEASE, HEARTBEAT
    POLICIES["tiny"] = Policy(
        name="tiny", codecs=(Codec.H264,), h264_preset="ultrafast", trial_seconds=1.0,
        trial_points=1, most_rungs=1, segment_seconds=1.0, quality_every=24,
    )  # fmt: skip


def _queued(film: Path) -> dict[str, object]:
    from lanterne.cli import intake
    from tests.titles import a_film

    title_id = a_film("Le Voyage")
    return {"title": title_id, "job": intake.bring(film, title_id=title_id, policy="tiny")}


def _forked(word: str, more: list[str]) -> dict[str, object]:
    connections.close_all()
    child = os.fork()
    if not child:
        _worker(word, more)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL}


def _worker(word: str, more: list[str]) -> None:
    if word == "die":
        _doom(more[0], int(more[1]))
    Idle().work()


class Idle:
    """Stands for the worker's stop signal: set as soon as it finds nothing to do."""

    def __init__(self) -> None:
        self.is_idle = False

    def work(self) -> None:
        from lanterne.assets import tasks

        tasks.work_until(self)

    def is_set(self) -> bool:
        return self.is_idle

    def wait(self, seconds: float) -> None:
        self.is_idle = True


def _doom(moment: str, count: int) -> None:
    """Kill this process at the moment's ``count``-th coming."""
    from lanterne.assets import services
    from lanterne.assets.services import recording

    owner, name = {
        "before": (services, "record"),
        "after": (services, "record"),
        "delivered": (recording, "deliver"),
        "ending": (services, "finish"),
        "ended": (services, "finish"),
    }[moment]
    do, left = getattr(owner, name), [count]

    def doomed(*words, **named):
        left[0] -= 1
        if moment in {"before", "ending"} and not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        done = do(*words, **named)
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, doomed)


if __name__ == "__main__":
    main()
