"""One published segment, by our signed address and by nginx, in turns so that both meet the same machine."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bench.inside import film, staging
from bench.inside.serving import free_port, serving
from bench.load import Request, WrongAnswer, ask, press

WANTED = 1_000_000
WORKERS = 2  # as many as the embedded server has
_CONFIGURATION = """
{user}
daemon off;
worker_processes {workers};
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    default_type video/mp4;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
    }}
}}
"""


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    [member] = staging.members(1)
    segment = _nearest_to_a_megabyte()
    signed = Request(film.signed(member, segment))
    plain = Request(f"/{segment.relative_to(settings.STREAMS)}")
    connection.close()
    with serving() as ours, nginx() as theirs:
        _compare(segment, ask(ours.address, signed), ask(theirs, plain))
        loads: dict[str, list[Any]] = {"ours": [], "nginx": []}
        for _ in range(rounds):
            loads["nginx"].append(asdict(press(theirs, [plain], seconds=seconds)))
            loads["ours"].append(asdict(press(ours.address, [signed], seconds=seconds)))
    return {"size": segment.stat().st_size, **loads}


def _nearest_to_a_megabyte() -> Path:
    segments = (path for path in film.folder().rglob("*.m4s") if path.stat().st_size > 0)
    return min(segments, key=lambda path: abs(path.stat().st_size - WANTED))


def _compare(segment: Path, *answers: bytes) -> None:
    if any(answer != segment.read_bytes() for answer in answers):
        raise WrongAnswer("a server delivered something else than the segment")


@contextmanager
def nginx() -> Iterator[str]:
    """nginx over the streams folder, as plainly as it can be configured: no tokens, no log."""
    home, port = Path(settings.VAR) / "nginx", free_port()
    home.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = home / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            user=user, workers=WORKERS, home=home, port=port, root=settings.STREAMS
        )
    )
    process = subprocess.Popen(["nginx", "-p", str(home), "-c", str(configuration)])
    try:
        _wait_for(home / "nginx.pid", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(sign: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while not (sign.exists() and sign.stat().st_size):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("nginx did not start")
        time.sleep(0.02)
