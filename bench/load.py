"""Many requests at once, by wrk, or by threads of our own where wrk is missing."""

from __future__ import annotations

import http.client
import itertools
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.tables import percentile

CONNECTIONS = 16
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
# Rotates through the requests; each of them is put into words once.
_SCRIPT = """
local said, next_one = {}, 0
init = function()
  for _, one in ipairs(asked) do
    said[#said + 1] = wrk.format(one.method, one.path, one.headers, one.body)
  end
end
request = function()
  next_one = next_one % #said + 1
  return said[next_one]
end
"""


class WrongAnswer(Exception):
    """What was measured is not what should have been."""


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of pressing: answers per second, milliseconds."""

    per_second: float
    p50: float
    p99: float
    refused: int


def tool() -> str:
    return "wrk -t1" if _wrk() else "threads of Python (wrk is missing: apt-get install wrk)"


def press(address: str, requests: Sequence[Request], *, seconds: float) -> Load:
    """Keep 16 connections busy with these requests in turn; raise if any of them is not answered with 200."""
    for request in requests[:3]:
        ask(address, request)
    load = (_by_wrk if _wrk() else _by_threads)(address, requests, seconds)
    if load.refused:
        raise WrongAnswer(f"{load.refused} requests to {requests[0].path} were refused")
    if not load.per_second:
        raise WrongAnswer(f"{requests[0].path} was not answered once in {seconds:g} s")
    return load


def ask(address: str, request: Request) -> bytes:
    """One answer, which must be a plain 200: a redirect is quick and proves nothing."""
    status, body = _answer(_connection(address), request)
    if status != 200:
        raise WrongAnswer(f"{request.method} {request.path}: {status} {body[:300]!r}")
    return body


def status_of(address: str, request: Request) -> tuple[int, bytes]:
    return _answer(_connection(address), request)


def _connection(address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)


def _answer(connection: http.client.HTTPConnection, request: Request) -> tuple[int, bytes]:
    body = request.body.encode() if request.body else None
    connection.request(request.method, request.path, body, dict(request.headers))
    answer = connection.getresponse()
    return answer.status, answer.read()


def _wrk() -> str | None:
    return shutil.which("wrk")


def _by_wrk(address: str, requests: Sequence[Request], seconds: float) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(f"asked = {_lua(requests)}\n{_SCRIPT}")
        command = [str(_wrk()), "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--latency"]
        command += ["--timeout", "30s", "-s", str(script), address]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds + 60, check=True
        )
    return read_wrk(done.stdout)


def _lua(requests: Sequence[Request]) -> str:
    """JSON strings of plain ASCII are Lua strings as well."""
    return "{" + ",\n".join(map(_lua_request, requests)) + "}"


def _lua_request(one: Request) -> str:
    headers = ", ".join(f"[{json.dumps(k)}]={json.dumps(v)}" for k, v in one.headers.items())
    words = {"method": one.method, "path": one.path, "body": one.body}
    plain = ", ".join(f"{name}={json.dumps(value)}" for name, value in words.items() if value)
    return f"{{{plain}, headers={{{headers}}}}}"


def read_wrk(text: str) -> Load:
    """wrk's report; errors of the connection count as refusals."""
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Load(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", text)[0]),
        p50=_latency("50", text),
        p99=_latency("99", text),
        refused=sum(map(int, errors.groups() if errors else ()))
        + (int(refused.group(1)) if refused else 0),
    )


def _latency(share: str, text: str) -> float:
    value, unit = _found(rf"\s{share}%\s+([\d.]+)(us|ms|s|m)\b", text)
    return float(value) * _UNITS[unit]


def _found(pattern: str, text: str) -> tuple[str, ...]:
    found = re.search(pattern, text)
    if found is None:
        raise WrongAnswer(f"wrk said:\n{text}")
    return found.groups()


def _by_threads(address: str, requests: Sequence[Request], seconds: float) -> Load:
    turn = itertools.cycle(requests)
    begun = time.perf_counter()
    told: list[tuple[int, float]] = []
    threads = [
        threading.Thread(target=lambda: told.extend(_repeated(address, turn, begun + seconds)))
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = [milliseconds for _, milliseconds in told]
    return Load(
        per_second=len(took) / (time.perf_counter() - begun),
        p50=percentile(took, 0.5),
        p99=percentile(took, 0.99),
        refused=sum(status != 200 for status, _ in told),
    )


def _repeated(address: str, turn: Iterator[Request], until: float) -> Iterator[tuple[int, float]]:
    connection = _connection(address)
    while (begun := time.perf_counter()) < until:
        status, _ = _answer(connection, next(turn))
        yield status, (time.perf_counter() - begun) * 1000
