"""A throw-away PostgreSQL server for the tests that a second database must pass as well."""

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
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    return found[-1].parent if found else None


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root: become somebody who owns nothing."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a fresh server on 127.0.0.1, stopped and erased afterwards."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server under /usr/lib/postgresql")
    # Not under pytest's own folders: those are closed to the user the server runs as.
    home = Path(tempfile.mkdtemp(prefix="lanterne-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")
    try:
        yield from _served(binaries, home, _free_port())
    finally:
        shutil.rmtree(home)


def _served(binaries: Path, home: Path, port: int) -> Iterator[str]:
    def run(program: str, *arguments: str) -> None:
        command = [*_as_nobody(), str(binaries / program), "-D", str(home / "db"), *arguments]
        done = subprocess.run(
            command, cwd=home, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert done.returncode == 0, done.stdout

    run("initdb", "--no-sync", "--auth=trust", "--username=lanterne", "--encoding=UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(home / "log"), "-o", options)
    pid = int((home / "db" / "postmaster.pid").read_text().split()[0])
    try:
        yield f"postgres://lanterne@127.0.0.1:{port}/postgres"
    finally:
        os.kill(pid, signal.SIGINT)  # fast shutdown: sessions are ended, files are left clean
        _wait_for(pid)


def _wait_for(pid: int) -> None:
    """Wait on the process itself: the server is no child of ours."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 30)[0], "PostgreSQL did not stop within 30 s"
    finally:
        os.close(handle)
