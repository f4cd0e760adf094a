"""Where work in progress lives: each piece in a folder named by what went into it.

A piece is written under a temporary name, made durable and renamed, so it is there whole or not at all. A piece
that is there is never made again, and whatever a killed process left half-written is swept at the next start.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from lanterne_media.model import MediaRefused, from_json, to_json

T = TypeVar("T")
VALUE, TEMPORARY, LOCK = "value.json", ".tmp-", ".lock"
ROOM = ".lanterne-room-"


def key_of(*parts: object) -> str:
    """A short name for exactly these inputs: 24 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A finished piece: its value, the folder with its files, and whether it was there already.

    ``tries`` counts how often its making was begun, on all machines together, as far as that is known.
    """

    value: T
    folder: Path
    is_reused: bool
    tries: int = 1


@dataclass(frozen=True, slots=True)
class _Record(Generic[T]):
    value: T
    sizes: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Sizes:
    sizes: dict[str, int]


class Workshop:
    """One film's work folder; only one process at a time may hold it."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self._lock = os.open(root / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise MediaRefused(f"Another process is working in {root}.") from error
        for leftover in root.glob(f"{TEMPORARY}*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def close(self) -> None:
        """Let others in."""
        os.close(self._lock)

    def remove(self) -> None:
        """Delete the folder with all pieces in it, which nobody needs once the film is published."""
        shutil.rmtree(self.root, ignore_errors=True)

    def keep(self, kind: str, key: str, of: type[T], make: Callable[[Path], T]) -> Kept[T]:
        """The piece of this key, made by ``make(empty folder)`` unless it is there already."""
        home = self.root / f"{kind}-{key}"
        there = self._whole(home, of)
        if there is not None:
            return Kept(there, home, is_reused=True)
        bench = self.root / f"{TEMPORARY}{secrets.token_hex(8)}"
        bench.mkdir()
        try:
            made = make(bench)
            self._seal(bench, made)
            shutil.rmtree(home, ignore_errors=True)
            bench.rename(home)
            _sync(self.root)
        finally:
            shutil.rmtree(bench, ignore_errors=True)
        # As it will be read another time: a whole number in the place of a fraction would make another key of it.
        return Kept(msgspec.json.decode(msgspec.json.encode(made), type=of), home, is_reused=False)

    def has(self, kind: str, key: str) -> bool:
        """Whether a piece is there and whole, so that nobody needs to prepare for making it."""
        home = self.root / f"{kind}-{key}"
        try:
            return from_json(_Sizes, (home / VALUE).read_bytes()).sizes == _sizes(home)
        except (FileNotFoundError, MediaRefused):
            return False

    def drop(self, kind: str, key: str) -> None:
        """Delete a piece that everything was made from."""
        home = self.root / f"{kind}-{key}"
        # Not whole from the first moment on, so that a kill in the middle leaves nothing that looks finished.
        (home / VALUE).unlink(missing_ok=True)
        shutil.rmtree(home, ignore_errors=True)

    def _whole(self, home: Path, of: type[T]) -> T | None:
        # The type is known only when it runs.
        generic: Any = _Record
        try:
            record: _Record[T] = from_json(generic[of], (home / VALUE).read_bytes())
        except (FileNotFoundError, MediaRefused):
            return None
        return record.value if record.sizes == _sizes(home) else None

    def _seal(self, bench: Path, value: object) -> None:
        for path in bench.rglob("*"):
            _sync(path)
        (bench / VALUE).write_bytes(to_json(_Record(value, _sizes(bench))))
        _sync(bench / VALUE)
        _sync(bench)


def _sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != VALUE)
    return {str(path.relative_to(folder)): path.stat().st_size for path in files}


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def room(beside: Path | None = None) -> Iterator[Path]:
    """An empty folder for a moment, ``beside`` something or among the system's temporary files.

    Rooms that killed processes left are swept on the way: one may hold a key.
    """
    where = Path(tempfile.gettempdir()) if beside is None else beside.absolute().parent
    for left in where.glob(f"{ROOM}*"):
        with suppress(OSError):
            _leave(left, _enter(left))
    mine, lock = _move_in(where)
    try:
        yield mine
    finally:
        _leave(mine, lock)


def _move_in(where: Path) -> tuple[Path, int]:
    while True:
        mine = Path(tempfile.mkdtemp(prefix=ROOM, dir=where))
        # Before it is locked, somebody else may take it for a dead process's.
        with suppress(BlockingIOError, FileNotFoundError):
            lock = _enter(mine)
            if mine.exists():
                return mine, lock
            os.close(lock)


def _leave(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def _enter(folder: Path) -> int:
    """Lock a folder as long as this process lives; ``OSError`` when another is in it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def deliver(folder: Path, target: Path) -> None:
    """Put a finished folder where it is served from, in one step; if it is there already, drop the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.rmtree(folder)
        return
    if folder.stat().st_dev != target.parent.stat().st_dev:
        beside = target.with_name(f"{TEMPORARY}{target.name}")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(folder, beside)
        shutil.rmtree(folder)
        folder = beside
    # What was added to a sealed piece, such as its report, lies in no journal yet: the rename must not come before it.
    for path in [*folder.rglob("*"), folder]:
        _sync(path)
    folder.rename(target)
    _sync(target.parent)


def replace(folder: Path, target: Path) -> None:
    """Put a finished folder where an earlier one may stand, which goes when its successor is there.

    Killed at any moment, it leaves one of the two at ``target``, or the earlier one where ``bring_back`` finds it.
    """
    previous = _previous_of(target)
    if target.exists():
        target.rename(previous)
        _sync(target.parent)
    try:
        deliver(folder, target)
    except BaseException:
        bring_back(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def is_between(target: Path) -> bool:
    """Whether a killed process left a replacement of this folder unfinished."""
    return _previous_of(target).exists()


def bring_back(target: Path) -> None:
    """Finish what a killed process began: the earlier folder stands again, unless its successor does."""
    previous = _previous_of(target)
    if target.exists():
        shutil.rmtree(previous, ignore_errors=True)
    elif previous.exists():
        previous.rename(target)
        _sync(target.parent)


def _previous_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")
