"""What a machine keeps because it may be asked for it again, as far as there is room: films and plates."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class _Drawer:
    folder: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    holders: int = 0
    size: int = 0
    is_filled: bool = False


class Cabinet:
    """Folders by name, filled at the first asking; those not used for longest go when there is too little room."""

    def __init__(self, root: Path, most_bytes: int) -> None:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        self.root, self.most_bytes = root, most_bytes
        self._drawers: dict[str, _Drawer] = {}
        self._lock = threading.Lock()

    @contextmanager
    def open(self, name: str, fill: Callable[[Path], object]) -> Iterator[Path]:
        """The folder of this name, which stays as long as it is open; whoever comes meanwhile waits for its filling."""
        drawer = self._take(name)
        try:
            with drawer.lock:
                if not drawer.is_filled:
                    self._fill(drawer, fill)
            yield drawer.folder
        finally:
            with self._lock:
                drawer.holders -= 1
                self._make_room()

    def _take(self, name: str) -> _Drawer:
        with self._lock:
            drawer = self._drawers.pop(name, None) or _Drawer(self.root / name)
            # Put back as the last: the first are those that nobody asked for since.
            self._drawers[name] = drawer
            drawer.holders += 1
            return drawer

    def _fill(self, drawer: _Drawer, fill: Callable[[Path], object]) -> None:
        shutil.rmtree(drawer.folder, ignore_errors=True)
        drawer.folder.mkdir()
        fill(drawer.folder)
        drawer.size = sum(path.stat().st_size for path in drawer.folder.rglob("*"))
        drawer.is_filled = True

    def _make_room(self) -> None:
        surplus = sum(drawer.size for drawer in self._drawers.values()) - self.most_bytes
        for name, drawer in list(self._drawers.items()):
            if surplus <= 0:
                return
            if not drawer.holders:
                surplus -= drawer.size
                del self._drawers[name]
                shutil.rmtree(drawer.folder, ignore_errors=True)
