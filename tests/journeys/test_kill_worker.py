"""A worker is killed at every step of a publish; the next one finishes what it began, once."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from select import select

import pytest

from tests.assets.films import a_clip
from tests.journeys.house import ROOT, environment

pytestmark = pytest.mark.slow
FEWEST_EVENTS = 25


@dataclass
class Works:
    """The folder of a service, and a program that starts workers there."""

    folder: Path
    program: subprocess.Popen[str]

    def say(self, line: str) -> dict[str, int]:
        self.program.stdin.write(f"{line}\n")
        self.program.stdin.flush()
        answer = self.program.stdout.readline()
        assert answer, (self.folder / "program.log").read_text()
        return json.loads(answer)

    def rows(self, statement: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.folder / "lanterne.sqlite3", timeout=20) as base:
            found = base.execute(statement, values).fetchall()
        base.close()
        return found

    def end_the_lease(self) -> None:
        """Time passes: a second and a little, without anyone waiting for it."""
        with sqlite3.connect(self.folder / "lanterne.sqlite3", timeout=20) as base:
            base.execute("UPDATE assets_publishjob SET lease_until = '2020-01-01 00:00:00'"
                         " WHERE lease_until IS NOT NULL")  # fmt: skip
        base.close()


@pytest.fixture(scope="module")
def works(tmp_path_factory) -> Iterator[Works]:
    folder = tmp_path_factory.mktemp("works") / "var"
    film = a_clip(folder.parent / "voyage.mp4", seconds=2.0, size="160x90")
    words = [sys.executable, "-m", "tests.journeys.dying_worker", str(film)]
    folder.mkdir()
    with (folder / "program.log").open("w") as log:
        program = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment(folder),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    yield Works(folder, program)
    program.stdin.close()
    program.wait(timeout=60)


def test_killed_after_any_event_a_publish_is_completed_and_nothing_is_published_twice(works):
    """The numbers go up until a run ends by itself: every third event has its death, as each has before it, below."""
    count = 1
    while dies_and_recovers(works, "after", count):
        count += 3
    assert count > FEWEST_EVENTS


def test_killed_before_one_event_after_another_the_same_publish_is_completed(works):
    """Each worker comes one event further than the last, over the pieces that all the dead have left."""
    queued, deaths = works.say("queue"), 0
    while works.say(f"die before {deaths + 1}")["killed"]:
        deaths += 1
        no_tool_works_on(works.folder, f"before {deaths}")
        works.end_the_lease()
    assert deaths > FEWEST_EVENTS
    is_complete(works, queued["title"], queued["job"], "in the end")
    [(attempts,)] = works.rows("SELECT attempts FROM assets_publishjob WHERE id = ?", queued["job"])
    assert attempts == deaths + 1


@pytest.mark.parametrize(
    ("moment", "times"), [("delivered", 1), ("delivered", 2), ("ending", 1), ("ended", 1)]
)
def test_killed_between_files_and_rows_a_publish_is_completed(works, moment, times):
    assert dies_and_recovers(works, moment, times)


def dies_and_recovers(works: Works, moment: str, count: int) -> bool:
    """Whether the worker reached its death; the title is complete in any case."""
    at = f"{moment} {count}"
    queued = works.say("queue")
    is_killed = works.say(f"die {at}")["killed"]
    no_tool_works_on(works.folder, at)
    if is_killed:
        works.end_the_lease()
        assert works.say("work") == {"killed": False}, at
    is_complete(works, queued["title"], queued["job"], at)
    return is_killed


def is_complete(works: Works, title: int, job: int, at: str) -> None:
    told = works.rows("SELECT state, sentence FROM assets_publishjob WHERE id = ?", job)
    assert told == [("done", "")], at
    published = works.rows(
        "SELECT key, revision, is_final, superseded_at IS NULL FROM assets_publication"
        " WHERE title_id = ? ORDER BY revision",
        title,
    )
    assert [row[1:] for row in published] == [(1, 0, 0), (2, 1, 1)], at
    keys = {row[0] for row in published}
    assert {path.name for path in (works.folder / "streams" / str(title)).iterdir()} == keys, at
    lines = works.rows(
        "SELECT count(*) FROM core_auditline WHERE action = 'assets.publish_streams' AND subject = ?",
        f"title:{title}",
    )
    assert lines == [(2,)], at
    report = works.rows(
        "SELECT report FROM assets_publication WHERE title_id=? AND is_final", title
    )
    assert report[0][0], at
    nothing_is_left(works, at)


def nothing_is_left(works: Works, at: str) -> None:
    no_tool_works_on(works.folder, at)
    assert list((works.folder / "workshop").iterdir()) == [], at
    accepted = {row[0].replace("-", "") for row in works.rows("SELECT id FROM assets_upload")}
    held = {path.name.replace("-", "") for path in (works.folder / "uploads").iterdir()}
    assert held == accepted, at
    temporary = re.compile(r"(^\.)|tmp|~$|part$|value\.json$")
    left = [
        path
        for room in ("workshop", "uploads", "streams")
        for path in (works.folder / room).rglob("*")
        if temporary.search(path.name)
    ]
    assert left == [], at


def no_tool_works_on(folder: Path, at: str) -> None:
    """The kernel kills the tools with their worker; on a busy machine that takes its moment."""
    until = time.monotonic() + 20
    while (left := tools_of(folder)) and time.monotonic() < until:
        select([], [], [], 0.05)
    assert left == [], at


def tools_of(folder: Path) -> list[str]:
    """Every ffmpeg, ffprobe or packager that still works below the folder; the dead do not count."""
    running = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if str(folder) in words and re.search(r"ffmpeg|ffprobe|packager|launcher", words):
            running.append(words)
    return running
