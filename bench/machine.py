"""The machine and the versions that the figures belong to."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import postgres


def line(*, is_markdown: bool) -> str:
    """Date, cores, processor and versions, and how busy the machine was when the run began."""
    load, _, _ = os.getloadavg()
    today = datetime.now(tz=UTC).date().isoformat()
    cores = len(os.sched_getaffinity(0))
    words = f"{today} · {cores} cores, {_processor()}, {_memory()}, load {load:.1f} at the start"
    versions = " · ".join(f"{name} {number}" for name, number in _versions().items() if number)
    return f"{words}  \n{versions}" if is_markdown else f"{words}\n{versions}"


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found.group(1).strip() if found else platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"


def _versions() -> dict[str, str]:
    from lanterne_media.tools import binary

    return {
        "Python": platform.python_version(),
        "Django": version("django"),
        "granian": version("granian"),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _said([str(postgres.binary("postgres") or ""), "--version"], r"(\d+\.\d+)"),
        "ffmpeg": _said([binary("ffmpeg"), "-version"], r"version (\S+)"),
        "nginx": _said(["nginx", "-v"], r"nginx/(\S+)"),
        "wrk": _said(["wrk", "-v"], r"wrk (\S+)"),
        "Chromium": _said(["chromium", "--version"], r"Chromium (\S+)"),
    }


def _said(command: list[str], pattern: str) -> str:
    """The version a program says it is; empty when it is not here."""
    if not command[0] or not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    found = re.search(pattern, done.stdout + done.stderr)
    return found.group(1) if found else ""
