"""The processes of a running service: the web server and the worker, ended together."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from types import FrameType

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from rich.console import Console

from lanterne.core.errors import Refused

screen = Console(highlight=False)
PR_SET_PDEATHSIG = 1


class PortTaken(Refused):
    pass


class NoKey(Refused):
    pass


class NotUp(Refused):
    pass


def say(text: str) -> None:
    """A line for the operator."""
    screen.print(text)


def awake() -> None:
    """Wake Django."""
    django.setup()


def prepare() -> None:
    """Wake Django and bring the database to the present form."""
    awake()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from lanterne.playback.addresses import key_ring

    if not key_ring().keys:
        raise NoKey(
            "No stream can be signed: give LANTERNE_STREAM_KEYS a secret of 32 letters or more."
        )


def end_with(parent: int) -> None:
    """Die when the process that started this one is gone, however it went."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


@dataclass(slots=True)
class Running:
    """A web server, and a worker that is started again when it dies."""

    web: SpawnProcess
    start_worker: Callable[[], SpawnProcess]
    stopping: threading.Event
    worker: SpawnProcess = field(init=False)

    def __post_init__(self) -> None:
        self.worker = self.start_worker()

    def is_up(self) -> bool:
        """Whether nobody asked for the end and the web server lives; sees to the worker as well."""
        if self.stopping.is_set() or not self.web.is_alive():
            return False
        if not self.worker.is_alive():
            say("The worker ended; starting another.")
            time.sleep(1)
            self.worker = self.start_worker()
        return True

    def wait(self) -> None:
        """Stay until the operator interrupts or the web server ends by itself."""
        while self.is_up():
            self.stopping.wait(0.3)

    def end(self) -> None:
        """End both."""
        for process in (self.web, self.worker):
            process.terminate()
        for process in (self.web, self.worker):
            process.join(timeout=10)
            process.kill()


@contextmanager
def running(*, host: str, port: int, worker: Callable[[int], None]) -> Iterator[Running]:
    """Start the web server and the worker; end both on the way out."""
    _refuse_taken(host, port)
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    fresh = multiprocessing.get_context("spawn")

    def start_worker() -> SpawnProcess:
        process = fresh.Process(target=worker, args=(os.getpid(),), name="worker")
        process.start()
        return process

    web = fresh.Process(target=_serve, args=(host, port), name="web")
    web.start()
    both = Running(web, start_worker, stopping)
    try:
        _wait_for(host, port, web)
        yield both
    finally:
        both.end()


def _serve(host: str, port: int) -> None:
    os.environ.setdefault("LANTERNE_ADDRESS", f"http://{host}:{port}")
    # WSGI: the asynchronous form costs Django seven times the throughput.
    Granian(
        "lanterne.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} is taken: choose another, for instance PORT={port + 1}."
            ) from error


def _wait_for(host: str, port: int, web: SpawnProcess) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and web.is_alive():
        with socket.socket() as trial:
            if trial.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise NotUp(f"The web server did not come up on port {port}; what it said stands above.")
