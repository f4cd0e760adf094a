"""One published service for all journeys of this run, and guests for each."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.journeys import house as houses
from tests.journeys.staging import GUESTS, guest


@dataclass
class House:
    """A running service with three films; each guest's household is asked in once."""

    folder: Path
    address: str
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(GUESTS)))

    def next_guest(self) -> str:
        return guest(next(self._numbers))


@pytest.fixture(scope="session")
def staged(tmp_path_factory) -> Path:
    """Shared by the processes of a parallel run: what they build lies beside their own folders."""
    base = tmp_path_factory.getbasetemp()
    return houses.staged(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def house(staged, tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house") / "var"
    shutil.copytree(staged, folder)
    with houses.serving(folder) as address:
        yield House(folder, address)


@pytest.fixture(scope="module")
def chromium():
    """Closed after each module: a thread can drive one browser at a time."""
    with houses.chromium() as browser:
        yield browser


@pytest.fixture
def devices(house, chromium):
    """Make devices: ``devices()``; at the end none of their pages may have complained."""
    made: list[houses.Device] = []

    def make(*, expected: tuple[str, ...] = (), **options) -> houses.Device:
        made.append(houses.a_device(chromium, house.address, expected=expected, **options))
        return made[-1]

    yield make
    for device in made:
        device.context.close()
    assert list(itertools.chain(*(device.complaints for device in made))) == []
