"""The service under measurement: the real web server, with or without the real worker."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.load import Request, ask
from lanterne.cli import service

HOST = "127.0.0.1"
PATIENCE = 180


@dataclass(frozen=True, slots=True)
class Served:
    port: int
    worker_pid: int
    web_pid: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def busy(self) -> float:
        """Seconds of a processor that the web server's working processes have had so far."""
        ticks = sum(ticks for parent, ticks in _processes() if parent == self.web_pid)
        return ticks / os.sysconf("SC_CLK_TCK")


def _processes() -> Iterator[tuple[int, int]]:
    """Each process's parent, and the ticks that it has had."""
    for one in Path("/proc").glob("[0-9]*/stat"):
        # Gone meanwhile; and a name may hold anything but its last bracket.
        with suppress(OSError):
            _state, parent, *more = one.read_text().rpartition(")")[2].split()
            yield int(parent), int(more[9]) + int(more[10])


def rest(parent: int) -> None:
    """In the worker's place where nothing is published: it must not take the cores."""
    service.end_with(parent)
    signal.pause()


@contextmanager
def serving(worker: Callable[[int], None] = rest) -> Iterator[Served]:
    """The service on a free port of the loopback."""
    port = free_port()
    ours = signal.getsignal(signal.SIGTERM)
    with service.running(host=HOST, port=port, worker=worker) as running:
        # The service waits politely for a signal; a measurement has to break off.
        signal.signal(signal.SIGTERM, ours)
        served = Served(port, running.worker.pid or 0, running.web.pid or 0)
        _wait_for(served, running)
        yield served


def _wait_for(served: Served, running: service.Running) -> None:
    """Both the listening and the first answer take long on a machine that is busy."""
    until = time.monotonic() + PATIENCE
    while running.is_up() and time.monotonic() < until:
        with suppress(OSError):
            ask(served.address, Request("/healthz"))
            return
        time.sleep(0.1)
    raise RuntimeError("the service did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
