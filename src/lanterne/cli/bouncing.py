"""``lanterne bounces``: reports of mail servers out of files, and what came of them."""

from __future__ import annotations

import mailbox
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lanterne.core.errors import Refused

if TYPE_CHECKING:
    from lanterne.mailing.services import Took

# A mailbox of a year's returns is far smaller; so are all files of a folder together.
LARGEST_BOX = 256 * 1024 * 1024
MOST_FILES = 100_000


class NoSuchBox(Refused):
    pass


class BoxTooLarge(Refused):
    pass


def read(paths: list[Path]) -> tuple[Counter[Took], list[str]]:
    """Everything that the files hold, and a sentence for each message that nobody can read."""
    from lanterne.core import clock
    from lanterne.mailing import services
    from lanterne.mailing.services import Unreadable

    took: Counter[Took] = Counter()
    refused: list[str] = []
    for path in paths:
        for name, raw in _messages(path):
            try:
                took[services.take_report(raw=raw, at=clock.now())] += 1
            except Unreadable as refusal:
                refused.append(f"{name}: {refusal}")
    return took, refused


def paint(told: tuple[Counter[Took], list[str]]) -> None:
    """What came of it, one line for each kind."""
    from lanterne.mailing.services import Took

    words = {
        Took.STOPPED: "addresses are written to no more",
        Took.COUNTED: "came back for now, and are counted",
        Took.LEFT: "complained, and are off the list",
        Took.KNOWN: "were read before",
        Took.NOT_OURS: "are of no letter that is known here",
        Took.NO_REPORT: "report no failure",
    }
    took, refused = told
    for kind, said in words.items():
        if took[kind]:
            typer.echo(f"{took[kind]:6} {said}")
    if not took and not refused:
        typer.echo("There is no message in there.")
    for sentence in refused:
        typer.echo(sentence, err=True)


def _messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Bounded in what is read at once: a message that is too large is cut, and refused for it."""
    if path.is_dir():
        yield from _of_folder(path)
    elif path.is_file():
        yield from _of_file(path)
    else:
        raise NoSuchBox(f"There is no file or folder {path}.")


def _of_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    """A Maildir keeps its messages in ``new`` and ``cur``; what lies in ``tmp`` is not whole yet."""
    is_maildir = (path / "new").is_dir() and (path / "cur").is_dir()
    places = [path / "new", path / "cur"] if is_maildir else [path]
    files = sorted(one for place in places for one in place.iterdir() if one.is_file())
    if len(files) > MOST_FILES:
        raise BoxTooLarge(f"{path} holds more than {MOST_FILES} files: read it in parts.")
    for file in files:
        yield from _of_file(file)


def _of_file(path: Path) -> Iterator[tuple[str, bytes]]:
    from lanterne.mailing.returns import LARGEST

    with path.open("rb") as file:
        is_box = file.read(5) == b"From "
    if not is_box:
        with path.open("rb") as file:
            yield path.name, file.read(LARGEST + 1)
        return
    if path.stat().st_size > LARGEST_BOX:
        raise BoxTooLarge(f"{path} is larger than 256 MB: read it in parts.")
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), start=1):
            with box.get_file(key) as one:
                yield f"{path.name}, message {number}", one.read(LARGEST + 1)
    finally:
        box.close()
