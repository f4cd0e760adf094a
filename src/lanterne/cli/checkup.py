"""What a machine lacks before the service can run on it, each with its remedy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from lanterne.assets import queries as assets
from lanterne.cli.service import screen
from lanterne_media import chips
from lanterne_media.farm import elsewhere
from lanterne_media.model import MediaRefused
from lanterne_media.tools import ToolFailed, Tools, binary, sandbox

ENCODERS = ("libx264", "libx265", "libsvtav1", "aac")
FILTERS = ("libvmaf", "loudnorm", "bwdif", "zscale")
FARM_PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; the remedy is empty when all is well."""

    name: str
    found: str
    remedy: str = ""


def findings() -> Iterator[Check]:
    """Look at everything, one after the other."""
    yield from _tools()
    yield _sandbox()
    yield from _chips()
    for folder in (
        settings.VAR,
        settings.UPLOADS,
        settings.WORKSHOP,
        settings.STREAMS,
        settings.FINDINGS,
        settings.MEDIA_ROOT,
    ):
        yield _folder(Path(folder))
    yield _keys()
    yield _database()
    yield _mail()
    yield _farm()
    yield _pages()


def paint(checks: Iterator[Check]) -> bool:
    """Print each as it comes; whether all is well."""
    is_well = True
    for check in checks:
        is_well &= not check.remedy
        screen.print(
            f"[{'red' if check.remedy else 'green'}]{'✗' if check.remedy else '✓'}[/] {check.name}: {check.found}"
        )
        if check.remedy:
            screen.print(f"    {check.remedy}")
    return is_well


def _tools() -> Iterator[Check]:
    run = Tools()
    for tool, asked in (("ffmpeg", "-version"), ("ffprobe", "-version"), ("packager", "--version")):
        remedy = (
            f"Reinstall the locked packages, or set LANTERNE_{tool.upper()} to a working {tool}."
        )
        try:
            said = run.run([tool, asked]).stdout.decode().splitlines()[0]
            yield Check(tool, f"{said.split(' Copyright')[0]} ({binary(tool)})")
        except (ToolFailed, OSError, IndexError) as failure:
            yield Check(tool, str(failure).splitlines()[0], remedy)
            return
    abilities = run.run(["ffmpeg", "-hide_banner", "-encoders"]).stdout.decode().split()
    abilities += run.run(["ffmpeg", "-hide_banner", "-filters"]).stdout.decode().split()
    missing = [name for name in (*ENCODERS, *FILTERS) if name not in abilities]
    lack = "Use the ffmpeg of the locked wheel: unset LANTERNE_FFMPEG." if missing else ""
    yield Check(
        "ffmpeg can", "everything needed" if not missing else f"not: {', '.join(missing)}", lack
    )


def _sandbox() -> Check:
    return Check("sandbox", sandbox.offers().sentence, assets.why_uncaged() or "")


def _chips() -> Iterator[Check]:
    """Nothing is missing where there are none: software encodes everything."""
    try:
        offers = tuple(chips.look(run=Tools()))
    except (ToolFailed, OSError):
        # Without a working ffmpeg, of which was told before.
        return
    for names, why in chips.told(offers):
        yield Check("hardware encoders", f"{names}: {why or 'working'}")


def _folder(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Check(
            "folder",
            f"{folder}: {error.strerror}",
            f"Make {folder}, owned by the user that runs Lanterne.",
        )
    if not os.access(folder, os.W_OK):
        return Check(
            "folder",
            f"{folder} cannot be written",
            f"Give it to this user: chown -R $USER {folder}",
        )
    return Check("folder", str(folder))


def _keys() -> Check:
    from lanterne.playback.addresses import key_ring

    if not key_ring().keys:
        return Check(
            "keys",
            "no stream can be signed",
            "Set LANTERNE_STREAM_KEYS to id:secret, with a secret of 32 characters or more.",
        )
    return Check("keys", "session, stream and vault keys are there")


def _database() -> Check:
    name = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        cache = settings.CACHES["default"]["LOCATION"]
        waiting += cache not in connection.introspection.table_names()
    except DatabaseError as error:
        return Check(
            "database", f"{name}: {error}".strip(), "Check DATABASE_URL and that the server runs."
        )
    if waiting:
        return Check(
            "database",
            f"{name}: {waiting} changes are waiting",
            "Run `lanterne up`, which makes them.",
        )
    return Check("database", f"{name}, up to date")


def _mail() -> Check:
    mail = settings.MAIL
    if not mail.host:
        return Check("mail", "printed, not sent; LANTERNE_MAIL names a server")
    manner = "TLS" if mail.is_tls else "STARTTLS" if mail.starts_tls else "in the clear"
    return Check("mail", f"sent through {mail.host}:{mail.port}, {manner}")


def _farm() -> Check:
    if not settings.FARM:
        return Check("farm", "this machine alone encodes; LANTERNE_FARM names others")
    try:
        with elsewhere(settings.FARM, settings.FARM_STORE) as away:
            workers, slots = away.crew(FARM_PATIENCE) if away else (0, 0)
    except (MediaRefused, OSError) as failure:
        return Check("farm", str(failure), "Start `lanterne-media scheduler` and workers there.")
    if not workers:
        return Check(
            "farm",
            f"{settings.FARM} has no worker",
            f"Start `lanterne-media worker {settings.FARM}` on the machines that encode.",
        )
    return Check("farm", f"{settings.FARM}: {workers} workers, {slots} pieces at a time")


def _pages() -> Check:
    if finders.find("vendor/shaka/shaka-player.js") is None:
        return Check(
            "pages",
            "the player's script is missing",
            "Run `make setup`, which fetches it from npm.",
        )
    return Check("pages", "scripts, styles and fonts are there")
