"""Lighthouse itself: installed for this bench alone, and started on one page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bench.lighthouse.scores import CATEGORIES, Marks, read
from bench.run import PartFailed

HOME = Path(__file__).resolve().parent
PROGRAM = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
PATIENCE = 180
ATTEMPTS = 3
# How Lighthouse names what it pretends to be; a telephone is what it does unless told.
DEVICES: Mapping[str, tuple[str, ...]] = {"telephone": (), "desk": ("--preset=desktop",)}
# A browser of root's has no sandbox of its own.
SWITCHES = "--headless=new --no-sandbox --disable-dev-shm-usage --no-proxy-server"


def install() -> None:
    """What the lock names, below this folder."""
    if PROGRAM.exists():
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PartFailed(f"npm could not install Lighthouse:\n{done.stderr[-2000:]}")


def look(address: str, device: str, *, cookies: str = "", report: Path) -> Marks:
    """One look at a page with a fresh browser; the whole report stays at ``report``.

    On a busy machine Lighthouse may lose hold of its browser, which says nothing of the page: then it looks again.
    """
    for _attempt in range(ATTEMPTS - 1):
        with suppress(PartFailed):
            return _look(address, device, cookies, report)
    return _look(address, device, cookies, report)


def _look(address: str, device: str, cookies: str, report: Path) -> Marks:
    command = [
        "node",
        str(PROGRAM),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={SWITCHES}",
        *DEVICES[device],
        *([f"--extra-headers={json.dumps({'Cookie': cookies})}"] if cookies else []),
    ]
    report.unlink(missing_ok=True)
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, env=_environment(), check=False
    )
    if done.returncode or not report.exists():
        raise PartFailed(f"Lighthouse gave up on {address}:\n{(done.stderr + done.stdout)[-2000:]}")
    try:
        return read(json.loads(report.read_text()))
    except ValueError as error:
        raise PartFailed(f"Lighthouse could not judge {address}: {error}") from error


def _environment() -> dict[str, str]:
    """Nothing of this process's but where programs are: pages are asked of the loopback, and nobody is told."""
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "CHROME_PATH": chromium}
