"""The workshop keeps a piece whole or not at all, and never makes it twice."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from lanterne_media import store
from lanterne_media.model import Codec, MediaRefused, Rate, Rung
from lanterne_media.store import Workshop, deliver, key_of, room


@dataclass(frozen=True)
class Piece:
    name: str
    size: int


@pytest.fixture
def workshop(tmp_path):
    opened = Workshop(tmp_path / "work")
    yield opened
    opened.close()


class Maker:
    """Writes a film and counts how often it was asked to."""

    def __init__(self, content=b"frames"):
        self.content, self.folders = content, []

    def __call__(self, folder):
        self.folders.append(folder)
        (folder / "sub").mkdir()
        (folder / "sub" / "film.mp4").write_bytes(self.content)
        return Piece("film", len(self.content))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# Keys


def test_an_earlier_folder_comes_back_when_its_successor_cannot_be_put(tmp_path, monkeypatch):
    from lanterne_media import store

    old, new = tmp_path / "out", tmp_path / "new"
    old.mkdir()
    (old / "film").write_text("old")
    new.mkdir()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "deliver", full)
    with pytest.raises(OSError, match="No space left"):
        store.replace(new, old)
    assert (old / "film").read_text() == "old"
    assert not store.is_between(old)


def test_a_key_says_exactly_what_went_in():
    rung = Rung(Codec.H264, 320, 180, 23.0, "fast")
    assert key_of("identity", rung) == key_of("identity", Rung(Codec.H264, 320, 180, 23.0, "fast"))
    assert key_of("identity", rung) != key_of("identity", Rung(Codec.H264, 320, 180, 23.5, "fast"))
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert key_of(Rate(25)) != key_of(Rate(50, 2))
    assert len(key_of()) == 24


# Keeping


def test_a_piece_is_made_in_an_empty_folder_and_kept_under_its_name(workshop):
    make = Maker()
    kept = workshop.keep("encode", "abc", Piece, make)
    assert (kept.value, kept.folder, kept.is_reused) == (
        Piece("film", 6),
        workshop.root / "encode-abc",
        False,
    )
    assert (kept.folder / "sub" / "film.mp4").read_bytes() == b"frames"
    assert names(workshop.root) == [".lock", "encode-abc"]
    assert make.folders[0] != kept.folder


def test_a_piece_that_is_there_is_not_made_again(workshop):
    make = Maker()
    workshop.keep("encode", "abc", Piece, make)
    again = workshop.keep("encode", "abc", Piece, make)
    assert (again.value, again.is_reused, len(make.folders)) == (Piece("film", 6), True, 1)


def test_another_key_or_kind_is_another_piece(workshop):
    make = Maker()
    for kind, key in (("encode", "abc"), ("encode", "abd"), ("join", "abc")):
        assert not workshop.keep(kind, key, Piece, make).is_reused
    assert len(make.folders) == 3


def test_a_piece_survives_the_process(tmp_path):
    make = Maker()
    for is_reused in (False, True):
        workshop = Workshop(tmp_path / "work")
        assert workshop.keep("encode", "abc", Piece, make).is_reused is is_reused
        workshop.close()


def truncate(home):
    (home / "sub" / "film.mp4").write_bytes(b"fram")


def lose(home):
    (home / "sub" / "film.mp4").unlink()


def add(home):
    (home / "stray").write_bytes(b"")


def forget(home):
    (home / store.VALUE).unlink()


def garble(home):
    (home / store.VALUE).write_bytes((home / store.VALUE).read_bytes()[:-9])


def change_kind(home):
    (home / store.VALUE).write_text('{"value": {"other": 1}, "sizes": {}}')


@pytest.mark.parametrize("harm", [truncate, lose, add, forget, garble, change_kind])
def test_a_piece_that_is_not_whole_is_made_again(workshop, harm):
    make = Maker()
    harm(workshop.keep("encode", "abc", Piece, make).folder)
    again = workshop.keep("encode", "abc", Piece, make)
    assert (again.is_reused, len(make.folders)) == (False, 2)
    assert (again.folder / "sub" / "film.mp4").read_bytes() == b"frames"
    assert names(again.folder) == ["sub", store.VALUE]


@pytest.mark.parametrize("harm", [truncate, lose, add, forget, garble])
def test_a_piece_is_there_only_while_it_is_whole(workshop, harm):
    assert not workshop.has("encode", "abc")
    kept = workshop.keep("encode", "abc", Piece, Maker())
    assert workshop.has("encode", "abc")
    harm(kept.folder)
    assert not workshop.has("encode", "abc")


def test_a_piece_that_is_dropped_is_made_again_when_it_is_asked_for(workshop):
    make = Maker()
    workshop.keep("cut", "abc", Piece, make)
    workshop.drop("cut", "abc")
    workshop.drop("cut", "abc")
    assert names(workshop.root) == [".lock"]
    assert not workshop.keep("cut", "abc", Piece, make).is_reused


def test_of_a_piece_that_failed_nothing_is_left(workshop):
    def fail(folder):
        (folder / "half").write_bytes(b"x")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        workshop.keep("encode", "abc", Piece, fail)
    assert names(workshop.root) == [".lock"]


def test_a_failure_leaves_an_earlier_piece_of_another_key_alone(workshop):
    workshop.keep("encode", "abc", Piece, Maker())
    with pytest.raises(ZeroDivisionError):
        workshop.keep("encode", "abd", Piece, lambda _: 1 / 0)
    assert names(workshop.root) == [".lock", "encode-abc"]


def test_everything_is_on_the_disk_before_the_piece_has_its_name(workshop, monkeypatch):
    synced = []
    real = os.fsync

    def note(handle):
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        assert not (workshop.root / "encode-abc").exists() or synced[-1] == "work"
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    workshop.keep("encode", "abc", Piece, Maker())
    assert {"film.mp4", "sub", store.VALUE} <= set(synced)
    assert synced[-1] == "work"


# The lock


def test_only_one_at_a_time_works_in_a_folder(workshop):
    with pytest.raises(MediaRefused, match=rf"^Another process is working in {workshop.root}\.$"):
        Workshop(workshop.root)


def test_the_refused_one_sweeps_nothing_of_the_one_who_works(workshop):
    (workshop.root / f"{store.TEMPORARY}bench").mkdir()
    with pytest.raises(MediaRefused):
        Workshop(workshop.root)
    assert (workshop.root / f"{store.TEMPORARY}bench").is_dir()


def test_what_a_killed_process_left_is_swept_at_the_next_start(tmp_path):
    first = Workshop(tmp_path / "work")
    first.keep("encode", "abc", Piece, Maker())
    first.close()
    (tmp_path / "work" / f"{store.TEMPORARY}bench").mkdir()
    (tmp_path / "work" / f"{store.TEMPORARY}bench" / "half.mp4").write_bytes(b"x")
    Workshop(tmp_path / "work").close()
    assert names(tmp_path / "work") == [".lock", "encode-abc"]


def test_a_workshop_can_be_removed_with_all_its_pieces(tmp_path):
    workshop = Workshop(tmp_path / "work")
    workshop.keep("encode", "abc", Piece, Maker())
    workshop.remove()
    workshop.close()
    assert not (tmp_path / "work").exists()


# Rooms


@pytest.fixture
def hall(tmp_path, monkeypatch):
    """The system's temporary folder."""
    made = tmp_path / "hall"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(made))
    return made


def test_a_room_is_empty_and_ours_and_gone_afterwards(hall):
    with room() as mine:
        assert mine.parent == hall
        assert list(mine.iterdir()) == []
        assert mine.stat().st_mode & 0o777 == 0o700
        (mine / "key").write_text("secret")
    assert names(hall) == []


def test_a_room_is_gone_after_a_failure_too(hall):
    with pytest.raises(ZeroDivisionError), room():
        _ = 1 / 0
    assert names(hall) == []


def test_a_room_may_lie_beside_something(tmp_path):
    with room(beside=tmp_path / "out") as mine:
        assert mine.parent == tmp_path
    assert names(tmp_path) == []


def test_rooms_of_killed_processes_are_swept_and_those_of_living_ones_are_not(hall):
    (hall / f"{store.ROOM}dead").mkdir()
    (hall / f"{store.ROOM}dead" / "key").write_text("secret")
    (hall / "another program").mkdir()
    with room() as first, room() as second:
        assert names(hall) == sorted([first.name, second.name, "another program"])


def test_rooms_of_many_at_once_do_not_take_one_another_for_dead(hall):
    def live(_):
        for _ in range(30):
            with room() as mine:
                (mine / "file").write_text("x")
                assert (mine / "file").exists()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(live, range(4)))
    assert names(hall) == []


# Delivery


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "made"
    (made / "video").mkdir(parents=True)
    (made / "video" / "1.m4s").write_bytes(b"segment")
    return made


def test_a_finished_folder_is_moved_where_it_is_served_from(folder, tmp_path):
    deliver(folder, tmp_path / "streams" / "a1")
    assert (tmp_path / "streams" / "a1" / "video" / "1.m4s").read_bytes() == b"segment"
    assert not folder.exists()


def test_what_is_delivered_already_stays_and_the_copy_is_dropped(folder, tmp_path):
    (tmp_path / "a1").mkdir()
    (tmp_path / "a1" / "first").write_bytes(b"")
    deliver(folder, tmp_path / "a1")
    assert names(tmp_path / "a1") == ["first"]
    assert not folder.exists()


@pytest.fixture
def elsewhere():
    """A folder on another device."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("this machine has no second device")
    room = memory / f"lanterne-test-{os.getpid()}"
    room.mkdir()
    yield room
    shutil.rmtree(room)


def test_between_devices_a_folder_is_copied_beside_its_place_and_renamed(folder, elsewhere):
    if folder.stat().st_dev == elsewhere.stat().st_dev:
        pytest.skip("both folders are on one device")
    (elsewhere / f"{store.TEMPORARY}a1").mkdir()  # of a delivery that was killed
    (elsewhere / f"{store.TEMPORARY}a1" / "half").write_bytes(b"x")
    deliver(folder, elsewhere / "a1")
    assert names(elsewhere) == ["a1"]
    assert (elsewhere / "a1" / "video" / "1.m4s").read_bytes() == b"segment"
    assert not (elsewhere / "a1" / "half").exists()
    assert not folder.exists()


# Replacing

KILLED_AT_STEP = """
import os, signal, sys
from pathlib import Path
from lanterne_media import store

folder, target, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def before_each_step(event, words):
    global left
    if event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}:
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

sys.addaudithook(before_each_step)
store.replace(folder, target)
"""


def replaced(place, step):
    """Replace an earlier publication in a process that is killed before this step; whether it came to its end."""
    for name in ("work/new", "out"):
        (place / name / "video").mkdir(parents=True)
        (place / name / "report.json").write_text(name)
        (place / name / "video" / "film.m4s").write_text(name)
    words = [
        sys.executable,
        "-c",
        KILLED_AT_STEP,
        str(place / "work/new"),
        str(place / "out"),
        str(step),
    ]
    code = subprocess.run(words, check=False).returncode
    assert code in {0, -signal.SIGKILL}
    return code == 0


def whole(folder):
    """What is published here, if all of it is of one publication."""
    [content] = {path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert sorted(path.name for path in folder.iterdir()) == ["report.json", "video"]
    return content


@pytest.mark.slow
def test_killed_before_any_step_of_a_replacement_one_whole_publication_is_there_or_comes_back(
    tmp_path,
):
    found, step, is_over = [], 0, False
    while not is_over:
        place = tmp_path / str(step)
        is_over = replaced(place, step)
        was_there = (place / "out").exists()
        if was_there:
            whole(place / "out")
        else:
            assert store.is_between(place / "out")
        store.bring_back(place / "out")
        found.append((was_there, whole(place / "out")))
        assert not store.is_between(place / "out")
        step += 1
    assert list(dict.fromkeys(found)) == [(True, "out"), (False, "out"), (True, "work/new")]
    # The renames, and each file and folder of the earlier one.
    assert len(found) > 5


def test_nothing_comes_back_where_nothing_was_replaced(tmp_path):
    store.bring_back(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
