"""Killed at any moment, the same command goes on: nothing is done twice, nobody is left behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from lanterne_media.store import TEMPORARY, VALUE
from tests.media.shell import PROGRAM, lanterne_media, quick_policy

pytestmark = pytest.mark.slow

TWO_SCENES = (
    "testsrc2=s=320x180:r=25:d=1.6[a];mandelbrot=s=320x180:r=25,trim=duration=1.4[b];[a][b]concat"
)
STAGES = ("sound", "qc", "shots", "stills", "trials", "encode", "join", "package")
PATIENCE = 180.0


class Publish:
    """One publish command, started and killed over and over in a place of its own."""

    def __init__(self, film: Path, place: Path, *, seed: int = 0) -> None:
        self.place, self.out = place, place / "out"
        self.work, self.temporary = place / ".out.work", place / "tmp"
        self.temporary.mkdir()
        policy = quick_policy(place)
        # A copy of its own, so that every command line of ours names this place.
        own = shutil.copy(film, place / "film.mp4")
        self.words = ["publish", own, self.out, "--policy", policy, "--clear", "--json"]
        self.chance = random.Random(seed)

    def start(self, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        words = [PROGRAM, *map(str, self.words)]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=stderr, env=environment)

    def killed_when(self, is_time) -> bool:
        """Start it, kill it when ``is_time``; whether it was still running then."""
        process = self.start()
        try:
            until(lambda: process.poll() is not None or is_time())
            was_running = process.poll() is None
        finally:
            process.kill()
            process.wait()
        return was_running

    def finish(self):
        return lanterne_media(*self.words, TMPDIR=str(self.temporary))

    @property
    def pieces(self) -> dict[str, int]:
        """Finished pieces of work that are kept to the end, and when each was finished."""
        found = {}
        for value in self.work.glob(f"*/{VALUE}"):
            # Cut-outs go as soon as everything was made of them.
            if not value.parent.name.startswith((TEMPORARY, "cut-")):
                with suppress(FileNotFoundError):
                    found[value.parent.name] = value.stat().st_mtime_ns
        return found

    @property
    def begun(self) -> int:
        return len(list(self.work.glob(f"{TEMPORARY}*")))

    def has(self, stage: str) -> bool:
        return any(name.startswith(f"{stage}-") for name in self.pieces)

    def survivors(self) -> list[str]:
        """Command lines of processes that still work for us."""
        ours = str(self.place).encode()
        return [line.decode() for line in command_lines() if ours in line]


def command_lines():
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        yield line.replace(b"\0", b" ")


def until(is_so) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def film(clip):
    return clip("two scenes.mp4", picture=TWO_SCENES, seconds=3.0, words=("-c:a", "aac"))


def names(folder):
    """What lies there, but for the empty file of eight letters by which Python tries a temporary folder."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if not (len(path.name) == 8 and path.is_file() and path.stat().st_size <= 4)
    )


def check_end(publish: Publish) -> None:
    said = publish.finish()
    assert said.code == 0, said.err
    assert len(said.json["shots"]) == 2
    assert names(publish.place) == ["film.mp4", "out", "quick.json", "tmp"]
    assert names(publish.temporary) == []
    assert lanterne_media("verify", publish.out).code == 0


def test_killed_at_every_stage_it_goes_on_where_it_stopped(film, tmp_path):
    publish = Publish(film, tmp_path)
    done: dict[str, int] = {}
    for stage in STAGES:
        was_running = publish.killed_when(lambda stage=stage: publish.has(stage))
        until(lambda: not publish.survivors())
        if not was_running and stage == STAGES[-1]:
            # The finished package is taken away at once: a fast machine may leave no moment to be killed in.
            break
        assert was_running, f"over before {stage}"
        after = publish.pieces
        assert {name: after.get(name) for name in done} == done, f"redone before {stage}"
        done = after
    assert {name.partition("-")[0] for name in done} >= set(STAGES[:-1])
    check_end(publish)


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_it_comes_to_its_end(film, tmp_path, seed):
    publish = Publish(film, tmp_path, seed=seed)
    done: dict[str, int] = {}
    for _ in range(6):
        wanted = len(done) + publish.chance.randint(1, 8)
        # In the midst of a piece, when one is being made.
        was_running = publish.killed_when(
            lambda wanted=wanted: len(publish.pieces) >= wanted and publish.begun > 0
        )
        until(lambda: not publish.survivors())
        if not was_running:
            break
        after = publish.pieces
        assert {name: after.get(name) for name in done} == done
        done = after
    check_end(publish)


def test_a_piece_that_was_damaged_after_a_kill_is_made_again(film, tmp_path):
    publish = Publish(film, tmp_path)
    assert publish.killed_when(lambda: publish.has("join"))
    until(lambda: not publish.survivors())
    for shot in publish.work.glob("encode-*/shot.mp4"):
        shot.write_bytes(shot.read_bytes()[:-100])
    check_end(publish)


def test_killed_while_it_replaces_an_earlier_publication_there_is_always_one_or_it_goes_on(
    film, tmp_path
):
    publish = Publish(film, tmp_path)
    assert publish.finish().code == 0
    before = (publish.out / "master.m3u8").read_text()
    publish.killed_when(lambda: publish.has("package"))
    until(lambda: not publish.survivors())
    if publish.out.exists():
        assert (publish.out / "master.m3u8").read_text().startswith(before[:7])
        assert lanterne_media("verify", publish.out).code == 0
    check_end(publish)


def test_ended_politely_it_leaves_nobody_behind(film, tmp_path):
    publish = Publish(film, tmp_path)
    process = publish.start()
    until(lambda: publish.has("shots"))
    process.terminate()
    process.wait()
    until(lambda: not publish.survivors())
    check_end(publish)


@pytest.mark.parametrize("stage", ["shots", "encode"])
def test_ctrl_c_ends_it_at_once_and_says_how_to_go_on(film, tmp_path, stage):
    publish = Publish(film, tmp_path)
    process = publish.start(stderr=subprocess.PIPE)
    until(lambda: publish.has(stage))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said.decode().splitlines() == [
        f"Stopped. What is finished is kept in {publish.work}: the same command goes on from there."
    ]
    assert publish.survivors() == []
    assert names(tmp_path) == [".out.work", "film.mp4", "quick.json", "tmp"]
    done = publish.pieces
    assert publish.killed_when(lambda: publish.has("join"))
    until(lambda: not publish.survivors())
    again = publish.pieces
    assert {name: again.get(name) for name in done} == done
    check_end(publish)


def test_a_failing_publish_leaves_nobody_behind(film, tmp_path):
    publish = Publish(film, tmp_path)
    publish.words.extend(["--subtitle", f"fr:{tmp_path / 'bad.srt'}"])
    (tmp_path / "bad.srt").write_bytes(b"\x00\x01\x02 nothing")
    said = publish.finish()
    assert said.code == 2
    assert publish.survivors() == []
    assert names(tmp_path) == ["bad.srt", "film.mp4", "quick.json", "tmp"]
    assert names(publish.temporary) == []
