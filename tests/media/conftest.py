"""The films of the engine's tests: tiny, made here, kept between runs."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lanterne_media.tools import Tools, binary

Clip = Callable[..., Path]


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools()


@pytest.fixture(scope="session")
def clip(tools) -> Clip:
    """Make a film, or take the one made before: ``clip("film.mkv", picture=…, sound=…, seconds=…, words=…)``.

    ``picture`` and ``sound`` are lavfi sources (None: without), ``words`` are ffmpeg's for the output.
    """
    folder = Path(tempfile.gettempdir()) / f"lanterne-clips-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)

    def make(
        name: str = "film.mp4",
        *,
        picture: str | None = "testsrc2=s=320x180:r=25",
        sound: str | None = "sine=frequency=440:sample_rate=48000",
        seconds: float = 2.0,
        words: tuple[str, ...] = (),
    ) -> Path:
        sources = [word for one in (picture, sound) if one for word in ("-f", "lavfi", "-i", one)]
        coding = ["-preset", "ultrafast", "-g", "25", "-threads", "1"] if picture else []
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-y",
            *sources,
            "-t",
            str(seconds),
            *coding,
            *words,
        ]
        key = hashlib.sha256(repr((command, name, binary("ffmpeg"))).encode()).hexdigest()[:16]
        made = folder / key / name
        if not made.exists():
            made.parent.mkdir(exist_ok=True)
            draft = made.with_name(f"{os.getpid()}-{name}")
            tools.run([*command, f"file:{draft}"], writes=[made.parent])
            draft.rename(made)
        return made

    return make


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever starts ffmpeg is left out of the fast part, however small its film."""
    for item in items:
        if {"tools", "clip", "clips"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
