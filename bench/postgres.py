"""A PostgreSQL server for one measurement, with the durability of a real one."""

from __future__ import annotations

import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binary(name: str) -> Path | None:
    """The newest server's program, or ``None`` where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: p.parts[-3])
    return found[-1] if found else None


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server on the loopback, stopped and erased afterwards."""
    # Not below the run's folder: that is closed to the user the server runs as.
    home = Path(tempfile.mkdtemp(prefix="lanterne-bench-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")
    try:
        yield from _served(home, _free_port())
    finally:
        shutil.rmtree(home)


def _served(home: Path, port: int) -> Iterator[str]:
    _do(home, "initdb", "--auth=trust", "--username=lanterne", "--encoding=UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
    _do(home, "pg_ctl", "start", "-w", "-l", str(home / "log"), "-o", options)
    pid = int((home / "db" / "postmaster.pid").read_text().split()[0])
    try:
        yield f"postgres://lanterne@127.0.0.1:{port}/postgres"
    finally:
        handle = os.pidfd_open(pid)
        os.kill(pid, signal.SIGINT)  # fast shutdown: sessions are ended, files are left clean
        select.select([handle], [], [], 30)
        os.close(handle)


def _do(home: Path, program: str, *arguments: str) -> None:
    command = [*_as_nobody(), str(binary(program)), "-D", str(home / "db"), *arguments]
    subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL, timeout=120)


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root: become somebody who owns nothing."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
